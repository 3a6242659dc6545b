using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>Any shop that can send JSON: our own body, signed as Standard Webhooks says;
/// <c>docs/webhooks.md</c> is its reference.</summary>
public sealed class StandardSource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "standard";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        StandardSignature.KeyOf(secret) is null ? "it must be 'whsec_' followed by the base64 text of 24 to 64 bytes" : null;

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StandardSignature.Check(request, secrets, now);

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => JsonBody.Read(
        request.Body, body => StandardMessages.Read(body.RequiredText("type"), body, b => b.RequiredMoment("timestamp")));
}
