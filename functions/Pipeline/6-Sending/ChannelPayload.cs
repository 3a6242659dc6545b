using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What an e-mail channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Unsubscribe">For the header List-Unsubscribe: a POST to it ends marketing at once.</param>
public sealed record EmailPayload(string To, string Subject, string Html, string Text, Uri Unsubscribe);

/// <summary>What a LINE channel is given, as JSON in <see cref="OutgoingMessage.Payload"/>.</summary>
/// <param name="Messages">LINE message objects, one to five.</param>
public sealed record LinePayload(string To, JsonElement Messages);
