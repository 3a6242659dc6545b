using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Bench;

/// <summary>A paid order as a shop would tell it (Standard Webhooks), by a customer of its own.</summary>
internal static class SignedOrder
{
    /// <param name="key">That of the source.</param>
    public static HttpRequestMessage Request(byte[] key, string source, string id)
    {
        string now = DateTimeOffset.UtcNow.ToString("O");
        string body = JsonSerializer.Serialize(new
        {
            type = "order.paid",
            timestamp = now,
            data = new
            {
                order = new { id, currency = "JPY", total = 5980, created_at = now },
                customer = new { id = "c-" + id, email = id + "@example.jp", name = "山田 花子" },
            },
        });
        string time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
        HttpRequestMessage request = new(HttpMethod.Post, $"/api/webhooks/{source}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", "v1," + signature);
        return request;
    }
}
