using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters what a customer did other than buying. Repeating it changes nothing.</summary>
public sealed class RecordEvents(CustomerStore customers)
{
    /// <summary>Most events in one write; with the profile they must fit a batch.</summary>
    private const int BatchMax = 90;

    /// <summary>Enters the events.</summary>
    /// <returns>Those that were not known before.</returns>
    public async Task<IReadOnlyList<CustomerEvent>> RunAsync(string customerId, IReadOnlyList<CustomerEvent> told, CancellationToken cancellationToken)
    {
        List<CustomerEvent> added = [];
        foreach (CustomerEvent[] batch in told.DistinctBy(e => e.Key).Chunk(BatchMax))
        {
            added.AddRange(await customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Entered(state, batch)), cancellationToken));
        }

        return added;
    }

    private static CustomerChange<IReadOnlyList<CustomerEvent>> Entered(CustomerState state, CustomerEvent[] told)
    {
        HashSet<string> known = [.. state.Events.Select(e => e.Key)];
        IReadOnlyList<CustomerEvent> added = [.. told.Where(e => !known.Contains(e.Key) && !state.Customer.IsPast(e.At))];
        return new(added, null, [.. added.Select(e => new EntityChange.Insert(EventRows.Row(state.CustomerId, e)))]);
    }
}
