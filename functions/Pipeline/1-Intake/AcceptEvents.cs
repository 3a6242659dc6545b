namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes in events that the host has proven: each goes the way of a webhook, to the source that takes its topic.</summary>
public sealed class AcceptEvents(ShopSources sources, AcceptWebhook webhooks, Clocks clocks)
{
    /// <summary>Stands for the source of events that none takes: they are kept, and put up for review. Kept for ever.</summary>
    public const string UnroutedId = "unrouted-events";

    /// <summary>Accepts the event; <see cref="Acceptance.UnknownSource"/> where no source takes events at all. Safe to repeat.</summary>
    /// <param name="body">One event, as it arrived.</param>
    public async Task<Acceptance> RunAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (sources.OfEvents is not [var any, ..])
        {
            return new Acceptance.UnknownSource();
        }

        EventEnvelope envelope = ((IEventSource)any.Source).Open(body);
        string sourceId = sources.TakerOf(envelope.Topic)?.SourceId ?? UnroutedId;
        WebhookRequest kept = new(new Dictionary<string, string>(), body);
        return await webhooks.KeepAsync(sourceId, envelope.DedupeKey, kept, clocks.Now(), cancellationToken);
    }

    internal static bool IsUnrouted(InboxId id) => id.SourceId == UnroutedId;

    /// <summary>The source that takes an event now that none took when it came; null when none does, or it is no such event.</summary>
    internal static SourceSettings? TakerOf(ShopSources sources, InboxId id, WebhookRequest request) =>
        IsUnrouted(id) && sources.OfEvents is [var any, ..] ? sources.TakerOf(((IEventSource)any.Source).Open(request.Body).Topic) : null;
}
