using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>Stripe's webhooks: checkouts that were paid, refunds and customers.</summary>
public sealed class StripeSource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "stripe";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the endpoint's signing secret, 'whsec_…', without spaces around it";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StripeSignature.FaultOf(request, [.. secrets.Where(s => FaultOfSecret(s) is null)], now) is { } fault
            ? new WebhookCheck.Refused(fault)
            : new WebhookCheck.Authentic(StripeEvents.KeyOf(request.Body));

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => StripeEvents.Read(request.Body);
}
