using FollowUpFlows.Pipeline.Queues;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Hands accepted webhooks to the queue again that got stuck: the process ended before they were queued, or the queue lost them.</summary>
public sealed class SweepInbox(Inbox inbox, IWorkQueues queues, Clocks clocks)
{
    /// <summary>How long a webhook may be open before it counts as stuck, on the system clock: longer than all retries of the queue take.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(5);

    /// <summary>The number of webhooks handed on.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        DateTimeOffset now = clocks.System.GetUtcNow();
        foreach (string sourceId in await inbox.SourcesAsync(cancellationToken))
        {
            foreach (InboxId id in await inbox.OpenSinceAsync(sourceId, now - StuckAfter, cancellationToken))
            {
                await queues.SendAsync(AcceptWebhook.Queue, id.ToString(), TimeSpan.Zero, cancellationToken);
                await inbox.TouchAsync(id, now, cancellationToken);
                count++;
            }
        }

        return count;
    }
}
