using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.SendGrid;

/// <summary>ECDSA on P-256 with SHA-256 over timestamp and raw body, in DER; the body's line ends belong to it.</summary>
internal static class SendGridSignature
{
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const string CurveOid = "1.2.840.10045.3.1.7";

    // SendGrid repeats for 24 hours, and does not say whether a repeat is signed anew.
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(26);

    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(10);

    public static bool IsKey(string secret)
    {
        using ECDsa? key = KeyOf(secret);
        return key is not null;
    }

    /// <summary>Why the request is not proven; null when it is.</summary>
    public static string? FaultOf(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(SignatureHeader) is not { Length: > 0 } signature || request.Header(TimestampHeader) is not { Length: > 0 } timestamp)
        {
            return $"one of the headers {SignatureHeader}, {TimestampHeader} is missing";
        }

        if (Instants.OfSeconds(timestamp) is not { } signedAt)
        {
            return $"{TimestampHeader} is not a number of seconds since 1970";
        }

        TimeSpan age = now - signedAt;
        if (age > AgeMax || age < -AheadMax)
        {
            return $"{TimestampHeader} is more than {AgeMax.TotalHours:0} hours old or {AheadMax.TotalMinutes:0} minutes ahead; is this machine's clock right?";
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. request.Body.Span];
        return secrets.Any(s => IsSigned(s, signature, signed)) ? null : $"{SignatureHeader} does not fit the body and a key of this source";
    }

    private static bool IsSigned(string secret, string signature, byte[] signed)
    {
        byte[] der = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, der, out int length))
        {
            return false;
        }

        using ECDsa? key = KeyOf(secret);
        return key?.VerifyData(signed, der.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) == true;
    }

    private static ECDsa? KeyOf(string secret)
    {
        byte[] bytes = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret, bytes, out int length))
        {
            return null;
        }

        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(0, length), out int read);
            if (read == length && key.ExportParameters(false).Curve.Oid.Value == CurveOid)
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // Base64 of something else.
        }

        key.Dispose();
        return null;
    }
}
