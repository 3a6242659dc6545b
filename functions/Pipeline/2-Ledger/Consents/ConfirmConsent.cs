using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Confirms a consent to e-mail by the link that only the owner of the mailbox has (double opt-in). Repeating it changes nothing.</summary>
public sealed class ConfirmConsent(CustomerStore customers, ShopSettings shop, Clocks clocks)
{
    /// <summary>What the link would do.</summary>
    /// <param name="saidAt">Of the consent that the link is for.</param>
    public async Task<Confirmation> LookAsync(string customerId, DateTimeOffset saidAt, CancellationToken cancellationToken) =>
        OutcomeOf(await customers.LoadAsync(customerId, cancellationToken), saidAt, clocks.Shop.GetUtcNow());

    /// <summary>Confirms, effective at once.</summary>
    public Task<Confirmation> RunAsync(string customerId, DateTimeOffset saidAt, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Confirmed(state, saidAt)), cancellationToken);

    private CustomerChange<Confirmation> Confirmed(CustomerState state, DateTimeOffset saidAt)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        Confirmation outcome = OutcomeOf(state, saidAt, now);
        if (outcome != Confirmation.Open)
        {
            return new CustomerChange<Confirmation>(outcome, null, []);
        }

        Consent pending = state.Consents[Channel.Email];
        Consent confirmed = pending with { State = ConsentState.Granted, At = now.After(pending), Origin = ConsentOrigin.ConfirmationLink, Ip = null };
        return new CustomerChange<Confirmation>(Confirmation.Done, null, [new EntityChange.Put(CustomerRows.Consent(state.CustomerId, confirmed))]);
    }

    private Confirmation OutcomeOf(CustomerState state, DateTimeOffset saidAt, DateTimeOffset now) => state.Consents.GetValueOrDefault(Channel.Email) switch
    {
        { State: ConsentState.Granted } granted when granted.At >= saidAt => Confirmation.Done,
        { State: ConsentState.Pending } pending when pending.At == saidAt => now <= shop.Consent.ConfirmUntil(pending) ? Confirmation.Open : Confirmation.Over,
        _ => Confirmation.Over,
    };
}

/// <summary>How it stands with a consent that awaits its confirmation.</summary>
public enum Confirmation
{
    /// <summary>It can be confirmed.</summary>
    Open,

    /// <summary>It is confirmed.</summary>
    Done,

    /// <summary>Too late, or something else was said since.</summary>
    Over,
}
