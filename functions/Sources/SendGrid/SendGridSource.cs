using System.Security.Cryptography;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.SendGrid;

/// <summary>SendGrid's Event Webhook: what became of e-mails. The secrets are public keys, as SendGrid's console shows them.</summary>
public sealed class SendGridSource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "sendgrid";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <summary>It knows no customers.</summary>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <summary>A body holds the addresses of many people, and nothing that is not kept elsewhere.</summary>
    public bool ForgetsBodies => true;

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) => SendGridSignature.IsKey(secret)
        ? null
        : "it must be the verification key of the Event Webhook, base64 of a public key on the curve P-256";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        SendGridSignature.FaultOf(request, secrets, now) is { } fault
            ? new WebhookCheck.Refused(fault)
            : new WebhookCheck.Authentic("sha256:" + Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)));

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => SendGridEvents.Read(request.Body);
}
