using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Messages that need a person: what could not be understood, and what failed again and again.</summary>
public sealed class ReviewInbox(Inbox inbox, IWorkQueues queues, Clocks clocks)
{
    /// <summary>All that wait, the oldest first.</summary>
    public async Task<IReadOnlyList<InboxMessage>> ListAsync(CancellationToken cancellationToken)
    {
        List<InboxMessage> waiting = [];
        foreach (string sourceId in await inbox.SourcesAsync(cancellationToken))
        {
            waiting.AddRange(await inbox.ReviewAsync(sourceId, cancellationToken));
        }

        return [.. waiting.OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>A page of them, in no order that means anything.</summary>
    public Task<ListPage<InboxMessage>> PageAsync(ListRange range, CancellationToken cancellationToken) => inbox.ReviewAsync(range, cancellationToken);

    /// <summary>Processes the message again, after its cause was mended.</summary>
    /// <returns>False when no message of that id waits.</returns>
    public async Task<bool> ReplayAsync(InboxId id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { State: InboxState.Review })
        {
            return false;
        }

        await inbox.SetAsync(id, InboxState.Received, null, clocks.System.GetUtcNow(), cancellationToken);
        await queues.SendAsync(AcceptWebhook.Queue, id.ToString(), TimeSpan.Zero, cancellationToken);
        return true;
    }

    /// <summary>Takes a message in that the queue gave up; one that was settled all the same stays settled.</summary>
    public async Task GiveUpAsync(InboxId id, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is { State: InboxState.Received })
        {
            const string Reason = "processing it failed again and again; the log says why";
            await inbox.SetAsync(id, InboxState.Review, Reason, clocks.System.GetUtcNow(), cancellationToken);
        }
    }
}
