using FollowUpFlows.Pipeline.Queues;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes a webhook in: proves it, stores its bytes, hands it to the queue. Nothing is parsed here, because the sender
/// waits only seconds and what it sent must not be lost.</summary>
public sealed class AcceptWebhook(ShopSources sources, Inbox inbox, IWorkQueues queues, LookSooner sooner, Clocks clocks)
{
    /// <summary>The queue of accepted webhooks; a message is an <see cref="InboxId"/>.</summary>
    public const string Queue = "intake";

    /// <summary>Accepts the request, or says why not. Safe to repeat.</summary>
    public async Task<Acceptance> RunAsync(string sourceId, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (sources.Find(sourceId) is not { } source)
        {
            return new Acceptance.UnknownSource();
        }

        Moment now = clocks.Now();
        switch (source.Source.Check(request with { Address = source.Address }, source.Secrets, now.System))
        {
            case WebhookCheck.Refused refused:
                return new Acceptance.Refused(refused.Reason);
            case WebhookCheck.Greeting:
                return new Acceptance.Greeted();
            case WebhookCheck.Hint:
                await sooner.AskAsync(sourceId, cancellationToken);
                return new Acceptance.Hinted();
            case WebhookCheck.Authentic authentic:
                return await KeepAsync(sourceId, authentic.DedupeKey, Kept(request, source.Source), now, cancellationToken) with { NeedsOk = source.Source.NeedsOk };
            default:
                throw new InvalidOperationException("A check is authentic, a greeting, a hint or refused.");
        }
    }

    /// <summary>Stores a message that is proven, and hands it to the queue. Safe to repeat.</summary>
    internal async Task<Acceptance.Accepted> KeepAsync(
        string sourceId, string dedupeKey, WebhookRequest request, Moment now, CancellationToken cancellationToken)
    {
        InboxId id = Inbox.IdOf(sourceId, dedupeKey);
        bool isNew = await inbox.AddAsync(id, request, now, cancellationToken);
        if (isNew || await inbox.FindAsync(id, cancellationToken) is { State: InboxState.Received })
        {
            // If the process ends here, the sender has no answer and repeats; should it not, the sweep finds the open row.
            await queues.SendAsync(Queue, id.ToString(), TimeSpan.Zero, cancellationToken);
        }

        return new Acceptance.Accepted(id, isNew);
    }

    /// <summary>The request with only the headers that reading needs: the others may hold secrets.</summary>
    private static WebhookRequest Kept(WebhookRequest request, IShopSource source) => request with
    {
        Headers = source.KeptHeaders
            .Where(h => request.Header(h) is not null)
            .ToDictionary(h => h, h => request.Header(h)!, StringComparer.OrdinalIgnoreCase),
    };
}

/// <summary>What became of a webhook at the door.</summary>
public abstract record Acceptance
{
    private Acceptance()
    {
    }

    /// <summary>Durable.</summary>
    /// <param name="IsNew">False for a repeated delivery; of one that was settled before nothing more comes.</param>
    public sealed record Accepted(InboxId Id, bool IsNew) : Acceptance
    {
        /// <summary>Whether the sender must be answered with 200.</summary>
        public bool NeedsOk { get; init; }
    }

    /// <summary>Nothing to take in; the sender must be answered with 200.</summary>
    public sealed record Greeted : Acceptance;

    /// <summary>The shop is looked through sooner; the sender must be answered with 200.</summary>
    public sealed record Hinted : Acceptance;

    /// <summary>Not proven to come from the shop.</summary>
    public sealed record Refused(string Reason) : Acceptance;

    /// <summary>No source of that id is configured.</summary>
    public sealed record UnknownSource : Acceptance;
}
