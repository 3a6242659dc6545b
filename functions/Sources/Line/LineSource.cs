using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Line;

/// <summary>LINE's webhooks: people who become friends, block the account, write, or press a button.</summary>
public sealed class LineSource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "line";

    private const string SignatureHeader = "x-line-signature";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <summary>LINE documents 200 as the only answer that counts.</summary>
    public bool NeedsOk => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the channel secret, without spaces around it";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(SignatureHeader)?.Trim() is not { Length: > 0 } signature)
        {
            return new WebhookCheck.Refused($"the header {SignatureHeader} is missing");
        }

        return secrets.Where(s => FaultOfSecret(s) is null).Any(s => Hmac.IsSigned(Encoding.UTF8.GetBytes(s), [signature], request.Body))
            ? new WebhookCheck.Authentic(KeyOf(request.Body))
            : new WebhookCheck.Refused($"{SignatureHeader} does not fit the body and a secret of this source");
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) =>
        JsonBody.Read(request.Body, body => LineEvents.Read(body, receivedAt));

    /// <summary>A call that comes again says so in its body: its events are the same by their ids. Of a body without them, the
    /// bytes.</summary>
    private static string KeyOf(ReadOnlyMemory<byte> body) => LineEvents.IdsOf(body) is { Count: > 0 } ids
        ? "events:" + string.Join(',', ids)
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body.Span))}";
}
