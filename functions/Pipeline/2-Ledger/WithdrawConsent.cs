using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Ends marketing to a customer on every channel, at the customer's own wish. Repeating it changes nothing.</summary>
public sealed class WithdrawConsent(CustomerStore customers, Clocks clocks)
{
    /// <param name="source">Where the wish was stated, for the proof.</param>
    /// <returns>False when there is no such customer.</returns>
    public Task<bool> RunAsync(string customerId, string source, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Withdrawn(state, source)), cancellationToken);

    private CustomerChange<bool> Withdrawn(CustomerState state, string source)
    {
        if (state.Profile is null)
        {
            return new CustomerChange<bool>(false, null, []);
        }

        IEnumerable<Consent> withdrawals = CustomerChannels.All
            .Where(c => state.Consents.GetValueOrDefault(c)?.State != ConsentState.Withdrawn)
            .Select(c => new Consent(c, ConsentState.Withdrawn, After(state.Consents.GetValueOrDefault(c)), source));
        return new CustomerChange<bool>(true, null, [.. withdrawals.Select(w => new EntityChange.Put(CustomerRows.Consent(state.CustomerId, w)))]);
    }

    /// <summary>Now, but never before what it must hold against: the source's clock may be ahead, and the shop clock may be virtual.</summary>
    private DateTimeOffset After(Consent? known)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        return known is null || known.At < now ? now : known.At.AddTicks(1);
    }
}
