using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>Webhooks signed as the senders' documents say: Standard Webhooks, and Shopify.</summary>
internal static class Webhook
{
    public const string StandardSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    public const string ShopifySecret = "hush";

    /// <param name="sentAt">What the timestamp says; null for now.</param>
    public static HttpRequestMessage Standard(string messageId, string body, DateTimeOffset? sentAt = null, string secret = StandardSecret)
    {
        HttpRequestMessage request = Post(ShopFolder.StandardSource, body);
        string timestamp = (sentAt ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", messageId);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "v1," + StandardSignature($"{messageId}.{timestamp}.{body}", secret));
        return request;
    }

    public static HttpRequestMessage Shopify(string messageId, string topic, string body, string secret = ShopifySecret)
    {
        HttpRequestMessage request = Post(ShopFolder.ShopifySource, body);
        request.Headers.Add("X-Shopify-Topic", topic);
        request.Headers.Add("X-Shopify-Shop-Domain", "cha-no-ma.myshopify.com");
        request.Headers.Add("X-Shopify-Webhook-Id", messageId);
        request.Headers.Add("X-Shopify-Hmac-Sha256", ShopifySignature(body, secret));
        return request;
    }

    /// <summary>Base64 of HMAC-SHA256 under the decoded secret.</summary>
    public static string StandardSignature(string signed, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)));

    /// <summary>Base64 of HMAC-SHA256 under the secret's own characters.</summary>
    public static string ShopifySignature(string body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public static HttpRequestMessage Post(string sourceId, string body) => new(HttpMethod.Post, $"/api/webhooks/{sourceId}")
    {
        Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };
}
