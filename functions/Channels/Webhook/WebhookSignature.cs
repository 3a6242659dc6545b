using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Channels.Webhook;

/// <summary>The headers by which a receiver knows who sends, and tells repeats apart (Standard Webhooks 1.0).</summary>
internal static class WebhookSignature
{
    /// <param name="id">The same for every attempt.</param>
    /// <param name="at">Of this attempt: receivers refuse what is older than five minutes.</param>
    public static void Sign(HttpRequestMessage request, string id, DateTimeOffset at, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> secret)
    {
        string time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Span);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{time}."));
        hash.AppendData(body.Span);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(hash.GetHashAndReset()));
    }
}
