using System.Security.Cryptography;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;
using FollowUpFlows.Sources.Standard;

namespace FollowUpFlows.Sources.EventGrid;

/// <summary>Events of Azure Event Grid topics, in the CloudEvents 1.0 schema or Event Grid's own; types and data are those of the generic
/// body. <c>docs/event-grid.md</c> is its reference.</summary>
public sealed class EventGridSource : IEventSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "event-grid";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public bool HasSecrets => false;

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => "events are not signed";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        new WebhookCheck.Refused("its messages come as events, by the address of the host's Event Grid trigger");

    /// <summary>Both schemas of one event give the same envelope.</summary>
    public EventEnvelope Open(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            string? topic = Text(root, "source") ?? Text(root, "topic");
            return new EventEnvelope(topic, Text(root, "id") is { } id ? $"{topic}\n{id}" : Fingerprint(body));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new EventEnvelope(null, Fingerprint(body));
        }
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) =>
        JsonBody.Read(request.Body, body => body.Has("specversion") ? ReadCloudEvent(body, receivedAt) : ReadGridEvent(body, receivedAt));

    /// <summary>Its time may be left out.</summary>
    private static WebhookReading ReadCloudEvent(JsonObject body, DateTimeOffset receivedAt)
    {
        if (body.RequiredText("specversion") != "1.0")
        {
            body.Refuse("specversion", "1.0", 0, "another version");
        }

        body.RequiredText("id");
        body.RequiredText("source");
        return StandardMessages.Read(body.RequiredText("type"), body, b => b.Moment("time") ?? receivedAt);
    }

    private static WebhookReading ReadGridEvent(JsonObject body, DateTimeOffset receivedAt)
    {
        body.RequiredText("id");
        return StandardMessages.Read(body.RequiredText("eventType"), body, b => b.Moment("eventTime") ?? receivedAt);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Of an event without an id nothing else tells two deliveries apart.</summary>
    private static string Fingerprint(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span));
}
