using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What an e-mail channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Unsubscribe">For the header List-Unsubscribe: a POST to it ends marketing at once.</param>
public sealed record EmailPayload(string To, string Subject, string Html, string Text, Uri Unsubscribe);

/// <summary>What a LINE channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Messages">LINE message objects, one to five.</param>
public sealed record LinePayload(string To, JsonElement Messages);

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
}
