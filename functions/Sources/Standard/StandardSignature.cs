using System.Text;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Standard;

/// <summary>The symmetric signature of Standard Webhooks: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class StandardSignature
{
    private const string IdHeader = "webhook-id";
    private const string TimestampHeader = "webhook-timestamp";
    private const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string SymmetricPrefix = "v1,";
    private const int KeyBytesMin = 24;
    private const int KeyBytesMax = 64;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The key of a secret; null when the secret is not of the standard's form.</summary>
    public static byte[]? KeyOf(string secret)
    {
        byte[] key = new byte[secret.Length];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out int length)
            && length is >= KeyBytesMin and <= KeyBytesMax
                ? key[..length]
                : null;
    }

    public static WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(IdHeader) is not { Length: > 0 } id
            || request.Header(TimestampHeader) is not { Length: > 0 } timestamp
            || request.Header(SignatureHeader) is not { Length: > 0 } signatures)
        {
            return new WebhookCheck.Refused($"one of the headers {IdHeader}, {TimestampHeader}, {SignatureHeader} is missing");
        }

        if (Instants.OfSeconds(timestamp) is not { } signedAt)
        {
            return new WebhookCheck.Refused($"{TimestampHeader} is not a number of seconds since 1970");
        }

        if ((now - signedAt).Duration() > Tolerance)
        {
            return new WebhookCheck.Refused($"{TimestampHeader} is more than five minutes away from now; is the sender's clock right?");
        }

        byte[] head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        return IsSigned(signatures, secrets, head, request.Body)
            ? new WebhookCheck.Authentic(id)
            : new WebhookCheck.Refused($"no signature of {SignatureHeader} fits the body and a secret of this source");
    }

    private static bool IsSigned(string signatures, IReadOnlyList<string> secrets, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body)
    {
        // Other versions stand beside: v1a is signed with a private key.
        string[] symmetric =
        [
            .. signatures.Split(' ')
                .Where(s => s.StartsWith(SymmetricPrefix, StringComparison.Ordinal))
                .Select(s => s[SymmetricPrefix.Length..]),
        ];
        return secrets.Select(KeyOf).OfType<byte[]>().Any(k => Hmac.IsSigned(k, symmetric, head, body));
    }
}
