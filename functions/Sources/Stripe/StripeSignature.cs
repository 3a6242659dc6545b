using System.Text;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>HMAC-SHA256 over <c>timestamp.body</c> under the secret as it is written, its prefix included.</summary>
internal static class StripeSignature
{
    private const string Header = "Stripe-Signature";
    private const string TimestampItem = "t";
    private const string SignatureItem = "v1";  // v0 is a test scheme that proves nothing

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Why the request is not proven; null when it is.</summary>
    public static string? FaultOf(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (request.Header(Header) is not { Length: > 0 } header)
        {
            return $"the header {Header} is missing";
        }

        (string Name, string Value)[] items = [.. header.Split(',').Select(Item)];
        string? timestamp = items.FirstOrDefault(i => i.Name == TimestampItem).Value;
        if (timestamp is null || Instants.OfSeconds(timestamp) is not { } signedAt)
        {
            return $"{Header} has no '{TimestampItem}=' with seconds since 1970";
        }

        if ((now - signedAt).Duration() > Tolerance)
        {
            return $"{Header} is more than five minutes away from now; is this machine's clock right?";
        }

        string[] signatures = [.. items.Where(i => i.Name == SignatureItem).Select(i => i.Value)];
        byte[] head = Encoding.UTF8.GetBytes(timestamp + ".");
        return secrets.Any(s => Hmac.IsSignedInHex(Encoding.UTF8.GetBytes(s), signatures, head, request.Body))
            ? null
            : $"no '{SignatureItem}=' of {Header} fits the body and a secret of this source";
    }

    private static (string Name, string Value) Item(string item)
    {
        int sign = item.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 ? (item.Trim(), "") : (item[..sign].Trim(), item[(sign + 1)..].Trim());
    }
}
