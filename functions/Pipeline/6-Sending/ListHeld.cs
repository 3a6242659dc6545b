using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Who is held back now, why, and when it will be their turn.</summary>
public sealed class ListHeld(IEntityTables tables, SendPages sends, Clocks clocks)
{
    /// <summary>A row that leads to nothing is kept so long after its moment, on the shop clock: what is late may still go.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(1);

    /// <summary>Sends that wait, in no order that means anything. One row is read for each.</summary>
    /// <param name="reason">Only those; null for all.</param>
    public Task<ListPage<HeldSend>> PageAsync(DeferReason? reason, ListRange range, CancellationToken cancellationToken) =>
        PartitionWalk.Over(tables, Tables.Indexes).PageAsync(
            HeldIndex.Partitions,
            range,
            async (row, token) => await FindAsync(HeldIndex.LeadOf(row), token) is { } held && (reason is null || held.Reason == reason) ? held : null,
            cancellationToken);

    /// <summary>Removes rows that lead to nothing any more.</summary>
    /// <returns>The number of rows.</returns>
    public async Task<int> TidyAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        DateTimeOffset before = clocks.Shop.GetUtcNow() - StaleAfter;
        foreach (string partition in HeldIndex.Partitions)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition), cancellationToken))
            {
                // As it was read: one that was written again since then leads to something that waits once more.
                if (HeldIndex.LeadOf(row) is var lead && lead.DueAt < before && await FindAsync(lead, cancellationToken) is null
                    && await tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Delete(row.RowKey, row.ETag), cancellationToken))
                {
                    count++;
                }
            }
        }

        return count;
    }

    private async Task<HeldSend?> FindAsync(DueLead lead, CancellationToken cancellationToken) =>
        await sends.FindAsync(lead, cancellationToken) is { State: SendState.Planned, DeferredUntil: { } until } row
        && Enum.TryParse(row.Reason, out DeferReason reason)
            ? new HeldSend(lead.CustomerId, row, until, reason)
            : null;
}

/// <summary>A send that waits.</summary>
/// <param name="Until">When it is decided again, UTC: the first moment that its reason allows.</param>
public sealed record HeldSend(string CustomerId, SendRow Row, DateTimeOffset Until, DeferReason Reason)
{
    /// <summary>The journey that sends it.</summary>
    public string JourneyId => Row.Key.EnrollmentId[..Row.Key.EnrollmentId.IndexOf(':', StringComparison.Ordinal)];
}
