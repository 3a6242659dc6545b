using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.WooCommerce;

/// <summary>WooCommerce's webhooks. Their headers are not signed: what the topic claims is checked against the body.</summary>
public sealed partial class WooCommerceSource : IApiSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "woocommerce";

    /// <summary>An order that we asked for.</summary>
    internal const string Order = "order";

    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const string TopicHeader = "X-WC-Webhook-Topic";
    private const string DeliveryHeader = "X-WC-Webhook-Delivery-ID";

    private const int GreetingLengthMax = 40;

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <summary>Every shop counts its own customers from 1.</summary>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders { get; } = [TopicHeader];

    /// <summary>Webhooks tell everything, as long as the shop sends them.</summary>
    public bool NeedsApi => false;

    /// <inheritdoc/>
    public IReadOnlyList<ApiSetting> ApiSettings { get; } =
    [
        ApiWords.Address("the shop's home address, such as https://shop.example/"),
        ApiWords.Plain("ConsumerKey", "the consumer key of a REST API key with the right to read"),
        ApiWords.Secret("ConsumerSecret", "its consumer secret"),
        .. ApiWords.Polling,
    ];

    /// <summary>WordPress shows and keeps some characters as entities, and signs with the characters themselves.</summary>
    public string? FaultOfSecret(string secret) => secret.Length == 0 || secret.Trim() != secret
        ? "it must be the webhook's secret, without spaces around it"
        : Entity().IsMatch(secret) ? "it must be the secret as it was typed: '&' and '<', not '&amp;' and '&lt;'" : null;

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (Header(request, SignatureHeader) is not { } signature)
        {
            return IsGreeting(request) ? new WebhookCheck.Greeting() : new WebhookCheck.Refused($"the header {SignatureHeader} is missing");
        }

        return secrets.Where(s => FaultOfSecret(s) is null).Any(s => Hmac.IsSigned(Encoding.UTF8.GetBytes(s), [signature], request.Body))
            ? new WebhookCheck.Authentic(KeyOf(request))
            : new WebhookCheck.Refused($"{SignatureHeader} does not fit the body and a secret of this source");
    }

    /// <inheritdoc/>
    public ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection)
    {
        ShopHttp http = ShopHttp.To(ApiWords.AddressOf(values[ApiWords.Endpoint]), connection);
        WooCommerceApi api = new(http, values["ConsumerKey"], values["ConsumerSecret"], $"Sources:{sourceId}:Api:ConsumerKey and ConsumerSecret");
        return new ShopApi { Polling = ApiWords.PollingOf(api, values) };
    }

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) =>
        request.Pulled == Order ? Read("order.updated", request, receivedAt) : Header(request, TopicHeader)?.ToLowerInvariant() is { } topic
            ? Read(topic, request, receivedAt)
            : new WebhookReading.Unreadable($"the header {TopicHeader} is missing; without it the body has no meaning");

    private static WebhookReading Read(string topic, WebhookRequest request, DateTimeOffset receivedAt) => topic switch
    {
        "order.created" or "order.updated" => JsonBody.Read(request.Body, body => WooCommerceOrders.Changed(body, receivedAt)),
        "order.restored" => JsonBody.Read(request.Body, body => WooCommerceOrders.Restored(body, receivedAt)),
        "order.deleted" => Told(request, body => WooCommerceOrders.Removed(body, receivedAt)),
        "customer.created" or "customer.updated" => Told(request, body => WooCommerceCustomers.Changed(body, receivedAt)),
        "customer.deleted" => new WebhookReading.Ignored("customer.deleted removes an account of the shop; it is no wish to be forgotten"),
        _ => new WebhookReading.Ignored($"a topic {Words.Quoted(topic)} is not used"),
    };

    private static WebhookReading Told(WebhookRequest request, Func<JsonObject, ShopEvent> read) =>
        JsonBody.Read(request.Body, body => new WebhookReading.Understood([read(body)]));

    private static string? Header(WebhookRequest request, string name) =>
        request.Header(name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A new webhook is first tried out with a form that nobody signs.</summary>
    private static bool IsGreeting(WebhookRequest request) =>
        request.Body.Length <= GreetingLengthMax && GreetingForm().IsMatch(Encoding.ASCII.GetString(request.Body.Span));

    /// <summary>The delivery's id is made of a second, and shared by all that is told in it: topic and body tell messages apart. Only what
    /// may truly come again with the same body, an order thrown away or taken back twice, is told apart by the delivery too; there are
    /// no repeats.</summary>
    private static string KeyOf(WebhookRequest request)
    {
        string topic = Header(request, TopicHeader)?.ToLowerInvariant() ?? "";
        string delivery = topic is "order.deleted" or "order.restored" ? Header(request, DeliveryHeader) ?? "" : "";
        byte[] head = Encoding.UTF8.GetBytes($"{topic}\n{delivery}\n");
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData([.. head, .. request.Body.Span]))}";
    }

    [GeneratedRegex(@"\Awebhook_id=[0-9]{1,20}\s*\z")]
    private static partial Regex GreetingForm();

    [GeneratedRegex("&(amp|lt|gt|quot|#0?3[4-9]|#x2[267]);", RegexOptions.IgnoreCase)]
    private static partial Regex Entity();
}
