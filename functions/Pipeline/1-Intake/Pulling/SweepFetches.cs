using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Hands fetches to the queue again that got stuck: the process ended before they were queued, or the queue lost them.</summary>
public sealed class SweepFetches(IEntityTables tables, Inbox inbox, IWorkQueues queues, Clocks clocks)
{
    /// <summary>How long a fetch may be overdue on the system clock: longer than all retries of the queue take.</summary>
    public static readonly TimeSpan StuckAfter = SweepInbox.StuckAfter;

    /// <summary>The number of fetches handed on.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        DateTimeOffset now = clocks.System.GetUtcNow();
        foreach (string sourceId in await inbox.SourcesAsync(cancellationToken))
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Pulls, FetchRow.PartitionOf(sourceId)), cancellationToken))
            {
                FetchRow fetch = FetchRow.Of(sourceId, row);
                if (fetch.SinceAt < now - StuckAfter)
                {
                    // A conflict means that it goes on in the meantime; the message then finds nothing to do.
                    await queues.SendAsync(NoteChanges.Queue, fetch.Id.ToString(), TimeSpan.Zero, cancellationToken);
                    await tables.WriteAsync(Tables.Pulls, row.PartitionKey, new EntityChange.Replace((fetch with { SinceAt = now }).Entity), cancellationToken);
                    count++;
                }
            }
        }

        return count;
    }
}
