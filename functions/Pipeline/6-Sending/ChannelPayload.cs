using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What an e-mail channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Unsubscribe">For the header List-Unsubscribe: a POST to it ends marketing at once.</param>
public sealed record EmailPayload(string To, string Subject, string Html, string Text, Uri Unsubscribe)
{
    /// <summary>Null when nothing of it is followed; not for the provider.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrackedLinks? Tracked { get; init; }
}

/// <summary>What a LINE channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Messages">LINE message objects, one to five.</param>
public sealed record LinePayload(string To, JsonElement Messages)
{
    /// <summary>Null when nothing of it is followed; not for the provider.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrackedLinks? Tracked { get; init; }
}

/// <summary>What a webhook is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="To">The endpoint's name in the settings: address and secret may change between two attempts.</param>
/// <param name="Body">What is posted, to the byte.</param>
public sealed record WebhookPayload(string To, string Body);

/// <summary>What all channels' payloads have.</summary>
internal static class ChannelPayload
{
    /// <summary>To whom it goes; null of an empty payload, as a simulation has it.</summary>
    public static string? AddressOf(string payload)
    {
        if (payload.Length == 0)
        {
            return null;
        }

        using JsonDocument json = JsonDocument.Parse(payload);
        return json.RootElement.GetProperty("to").GetString();
    }

    /// <summary>The links of it that are followed; null when none are.</summary>
    public static TrackedLinks? TrackedOf(string payload)
    {
        if (payload.Length == 0)
        {
            return null;
        }

        using JsonDocument json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("tracked", out JsonElement tracked) ? StoredJson.Read<TrackedLinks>(tracked.GetRawText()) : null;
    }
}
