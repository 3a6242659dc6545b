using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What a request to the Event Grid endpoint is.</summary>
internal abstract record EventGridDelivery
{
    private const string KindHeader = "aeg-event-type";

    private static readonly string[] CloudEventTypes = ["application/cloudevents+json", "application/cloudevents-batch+json"];

    private EventGridDelivery()
    {
    }

    /// <summary>A new subscription asks whether its events are wanted.</summary>
    public sealed record Validation(string Code) : EventGridDelivery;

    /// <summary>Events, in either schema; each as JSON.</summary>
    public sealed record Notification(IReadOnlyList<BinaryData> Events) : EventGridDelivery;

    /// <summary>A subscription was removed.</summary>
    public sealed record Unsubscription : EventGridDelivery;

    /// <summary>Nothing of the kind; to send it again would change nothing.</summary>
    public sealed record Unusable(string Reason) : EventGridDelivery;

    /// <summary>Event Grid names what it sends; other senders of CloudEvents name the format.</summary>
    public static EventGridDelivery Of(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        string kind = request.Headers[KindHeader].ToString();
        return kind.ToLowerInvariant() switch
        {
            "unsubscribe" => new Unsubscription(),
            "subscriptionvalidation" => Parsed(body, ValidationOf),
            "notification" => Parsed(body, NotificationOf),
            "" when CloudEventTypes.Contains(MediaTypeOf(request)) => Parsed(body, NotificationOf),
            _ => new Unusable($"expected the header {KindHeader} of Event Grid, or one of the content types {string.Join(" and ", CloudEventTypes)}"),
        };
    }

    private static EventGridDelivery Parsed(ReadOnlyMemory<byte> body, Func<JsonElement, EventGridDelivery> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return new Unusable("the body is not the JSON that it is said to be");
        }
    }

    /// <summary>In the CloudEvents schema the event is no list, and its data may be JSON inside a text.</summary>
    private static Validation ValidationOf(JsonElement root)
    {
        JsonElement asked = root.ValueKind == JsonValueKind.Array ? root[0] : root;
        JsonElement data = asked.GetProperty("data");
        if (data.ValueKind != JsonValueKind.String)
        {
            return new Validation(CodeOf(data));
        }

        using JsonDocument inner = JsonDocument.Parse(data.GetString()!);
        return new Validation(CodeOf(inner.RootElement));
    }

    private static string CodeOf(JsonElement data) =>
        data.GetProperty("validationCode").GetString() ?? throw new JsonException("The code is missing.");

    private static EventGridDelivery NotificationOf(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array when root.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object) =>
            new Notification([.. root.EnumerateArray().Select(Text)]),
        JsonValueKind.Object => new Notification([Text(root)]),
        _ => new Unusable("expected an event, or a list of events"),
    };

    private static BinaryData Text(JsonElement element) => BinaryData.FromString(element.GetRawText());

    private static string MediaTypeOf(HttpRequest request) =>
        request.ContentType is { Length: > 0 } type && TryMediaType(type) is { } media ? media : "";

    private static string? TryMediaType(string text)
    {
        try
        {
            return new ContentType(text).MediaType.ToLowerInvariant();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
