using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Shopify's webhooks. Their headers are not signed: what the topic claims is checked against the body.</summary>
public sealed class ShopifySource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "shopify";

    private const string SignatureHeader = "Shopify-Hmac-Sha256";
    private const string TopicHeader = "Shopify-Topic";
    private const string ShopHeader = "Shopify-Shop-Domain";
    private const string MessageHeader = "Shopify-Webhook-Id";

    // Shopify's older deliveries carry it, the newer ones do not.
    private const string OldPrefix = "X-";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders { get; } = [OldPrefix + TopicHeader, TopicHeader, OldPrefix + ShopHeader, ShopHeader];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        secret.Length > 0 && secret.Trim() == secret ? null : "it must be the app's client secret, without spaces around it";

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (Header(request, SignatureHeader) is not { } signature)
        {
            return new WebhookCheck.Refused($"the header {OldPrefix}{SignatureHeader} is missing");
        }

        return secrets.Where(s => FaultOfSecret(s) is null).Any(s => Hmac.IsSigned(Encoding.UTF8.GetBytes(s), [signature], request.Body))
            ? new WebhookCheck.Authentic(Header(request, MessageHeader) ?? HashOf(request))
            : new WebhookCheck.Refused($"{OldPrefix}{SignatureHeader} does not fit the body and a secret of this source");
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) =>
        Header(request, TopicHeader)?.ToLowerInvariant() is { } topic
            ? Read(topic, request, receivedAt)
            : new WebhookReading.Unreadable($"the header {OldPrefix}{TopicHeader} is missing; without it the body has no meaning");

    private static WebhookReading Read(string topic, WebhookRequest request, DateTimeOffset receivedAt) => topic switch
    {
        "orders/create" or "orders/paid" or "orders/updated" or "orders/cancelled" =>
            Told(request, body => ShopifyOrders.Changed(body, receivedAt)),
        "refunds/create" => JsonBody.Read(request.Body, body => ShopifyRefunds.Issued(body, receivedAt)),
        "customers/create" or "customers/update" => Told(request, body => ShopifyCustomers.Changed(body, receivedAt)),
        "customers_email_marketing_consent/update" => Told(request, body => ShopifyCustomers.ConsentChanged(body, receivedAt)),
        "customers/redact" => Told(request, body => ShopifyPrivacy.CustomerErased(body, Header(request, ShopHeader), receivedAt)),
        "customers/data_request" => Told(request, body => ShopifyPrivacy.DataRequested(body, Header(request, ShopHeader), receivedAt)),
        "shop/redact" => Told(request, body => ShopifyPrivacy.ShopErased(body, Header(request, ShopHeader))),
        "customers/delete" => new WebhookReading.Ignored(
            "customers/delete removes a record in the shop; who asks to be forgotten is told by customers/redact"),
        "app/uninstalled" => new WebhookReading.Ignored("app/uninstalled asks for nothing; shop/redact follows when data must go"),
        _ => new WebhookReading.Ignored($"a topic {Words.Quoted(topic)} is not used"),
    };

    private static WebhookReading Told(WebhookRequest request, Func<JsonObject, ShopEvent> read) =>
        JsonBody.Read(request.Body, body => new WebhookReading.Understood([read(body)]));

    private static string? Header(WebhookRequest request, string name) =>
        (request.Header(OldPrefix + name) ?? request.Header(name)) is { } value && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Stands in for the message's id: a delivery that lost it is still the same message with the same topic and body.</summary>
    private static string HashOf(WebhookRequest request)
    {
        byte[] topic = Encoding.UTF8.GetBytes($"{Header(request, TopicHeader)}\n");
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData([.. topic, .. request.Body.Span]))}";
    }
}
