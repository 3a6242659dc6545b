using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Ends marketing to a customer, at the customer's own wish. Repeating it changes nothing.</summary>
public sealed class WithdrawConsent(CustomerStore customers, Clocks clocks)
{
    /// <summary>By the link or the button for opting out, on every channel.</summary>
    /// <param name="source">Where the wish was stated, for the proof.</param>
    /// <returns>False when there is no such customer.</returns>
    public Task<bool> RunAsync(string customerId, string source, CancellationToken cancellationToken) =>
        RunAsync(customerId, CustomerChannels.All, source, ConsentOrigin.UnsubscribeLink, cancellationToken);

    /// <summary>On some channels.</summary>
    /// <returns>False when there is no such customer.</returns>
    public Task<bool> RunAsync(
        string customerId, IReadOnlyList<Channel> channels, string source, ConsentOrigin origin, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Withdrawn(state, channels, source, origin)), cancellationToken);

    private CustomerChange<bool> Withdrawn(CustomerState state, IReadOnlyList<Channel> channels, string source, ConsentOrigin origin)
    {
        if (state.Profile is null || state.Customer.IsForgotten)
        {
            return new CustomerChange<bool>(state.Profile is not null, null, []);
        }

        DateTimeOffset now = clocks.Shop.GetUtcNow();
        IEnumerable<Consent> withdrawals = channels
            .Where(c => state.Consents.GetValueOrDefault(c)?.State != ConsentState.Withdrawn)
            .Select(c => new Consent(c, ConsentState.Withdrawn, now.After(state.Consents.GetValueOrDefault(c)), source) { Origin = origin });
        return new CustomerChange<bool>(true, null, [.. withdrawals.Select(w => new EntityChange.Put(CustomerRows.Consent(state.CustomerId, w)))]);
    }
}
