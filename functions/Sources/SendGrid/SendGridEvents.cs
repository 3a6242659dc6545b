using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.SendGrid;

/// <summary>Reads a list of events. One that cannot be read keeps no other from being applied: a bounce must not wait for a person.</summary>
internal static class SendGridEvents
{
    private const int IdLengthMax = 400;

    private const int LinkLengthMax = 2_000;

    // The first second of the year 2000: older is no time at all.
    private const long SecondsMin = 946_684_800;

    public static WebhookReading Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAny(body, Read);

    private static WebhookReading Read(JsonElement root, FirstFault fault)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return new WebhookReading.Unreadable($"$: expected a list, found {JsonKind.Of(root)}");
        }

        List<ShopEvent> events = [];
        foreach ((int index, JsonElement item) in root.EnumerateArray().Index())
        {
            if (Event(item, $"$[{index}]", fault) is { } told)
            {
                events.Add(new ShopEvent.DeliveryTold(told));
            }
        }

        return events.Count > 0 ? new WebhookReading.Understood(events) { Fault = fault.Text }
            : fault.Text is { } text ? new WebhookReading.Unreadable(text)
            : new WebhookReading.Ignored("none of the events is about a message of this system");
    }

    /// <returns>Null for an event that is not about our messages, is not used, or cannot be read.</returns>
    private static DeliveryEvent? Event(JsonElement item, string path, FirstFault fault)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            fault.Report(path, "an object", JsonKind.Of(item));
            return null;
        }

        if (!Guid.TryParseExact(Text(item, "ff_mid"), "N", out Guid messageKey) || KindOf(item) is not { } kind)
        {
            return null;
        }

        if (Text(item, "sg_event_id") is not { Length: > 0 and <= IdLengthMax } id)
        {
            fault.Report($"{path}.sg_event_id", $"an id of at most {IdLengthMax} characters", Found(item, "sg_event_id"));
            return null;
        }

        if (At(item) is not { } at)
        {
            fault.Report($"{path}.timestamp", "seconds since 1970", Found(item, "timestamp"));
            return null;
        }

        string? email = Text(item, "email") is { Length: > 0 } given ? given : null;
        return new DeliveryEvent(id, messageKey, kind, at)
        {
            ProviderId = MessageId(Text(item, "sg_message_id")),
            Address = email,
            Reason = ProviderWords.Of(Text(item, "reason") ?? Text(item, "response") ?? "", email) is { Length: > 0 } reason ? reason : null,
            Stop = StopOf(kind, Text(item, "reason")),
            Link = kind == DeliveryKind.Clicked && Text(item, "url") is { Length: > 0 and <= LinkLengthMax } url ? url : null,
        };
    }

    private static DeliveryKind? KindOf(JsonElement item) => Text(item, "event") switch
    {
        "processed" => DeliveryKind.Accepted,
        "deferred" => DeliveryKind.Delayed,
        "delivered" => DeliveryKind.Delivered,
        "bounce" => Text(item, "type") == "bounce" ? DeliveryKind.Bounced : DeliveryKind.Blocked,  // a wrong "gone" would silence a customer for ever
        "blocked" => DeliveryKind.Blocked,
        "dropped" => DeliveryKind.Dropped,
        "open" => Flag(item, "sg_machine_open") ? DeliveryKind.OpenedByMachine : DeliveryKind.Opened,
        "click" => DeliveryKind.Clicked,
        "spamreport" => DeliveryKind.Complained,
        "unsubscribe" or "group_unsubscribe" => DeliveryKind.Unsubscribed,
        _ => null,
    };

    /// <summary>What SendGrid drops because of its own lists is no use here either.</summary>
    private static DeliveryStop? StopOf(DeliveryKind kind, string? reason) => (kind, reason) switch
    {
        (DeliveryKind.Bounced, _) => DeliveryStop.Gone,
        (DeliveryKind.Complained, _) => DeliveryStop.Complaint,
        (DeliveryKind.Unsubscribed, _) => DeliveryStop.Unsubscribe,
        (DeliveryKind.Dropped, "Bounced Address" or "Invalid") => DeliveryStop.Gone,
        (DeliveryKind.Dropped, "Spam Reporting Address") => DeliveryStop.Complaint,
        (DeliveryKind.Dropped, "Unsubscribed Address") => DeliveryStop.Unsubscribe,
        _ => null,
    };

    /// <summary>The part that the answer to the request gave as X-Message-Id.</summary>
    private static string? MessageId(string? id) =>
        id?.Split([".filter", ".recv"], 2, StringSplitOptions.None)[0] is { Length: > 0 and <= IdLengthMax } first ? first : null;

    /// <summary>A text, or a number as it was written: SendGrid's types drift. Null for all else.</summary>
    private static string? Text(JsonElement item, string name) => !item.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static bool Flag(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && (value.ValueKind == JsonValueKind.True || Text(item, name) is "1" or "true");

    private static DateTimeOffset? At(JsonElement item) =>
        long.TryParse(Text(item, "timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is >= SecondsMin and < 1L << 33
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Found(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? $"{JsonKind.Of(value)} that is none" : "nothing";
}
