using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>Any shop that can send JSON: our own body, signed as Standard Webhooks says;
/// <c>docs/webhooks.md</c> is its reference.</summary>
public sealed class StandardSource : IShopSource
{
    /// <summary>The word of this kind.</summary>
    public const string KindWord = "standard";

    /// <inheritdoc/>
    public string Kind => KindWord;

    /// <inheritdoc/>
    public bool HasGlobalIds => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeptHeaders => [];

    /// <inheritdoc/>
    public string? FaultOfSecret(string secret) =>
        StandardSignature.KeyOf(secret) is null ? "it must be 'whsec_' followed by the base64 text of 24 to 64 bytes" : null;

    /// <inheritdoc/>
    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StandardSignature.Check(request, secrets, now);

    /// <inheritdoc/>
    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => JsonBody.Read(request.Body, Read);

    private static WebhookReading Read(JsonObject body)
    {
        string type = body.RequiredText("type");
        return type switch
        {
            "order.created" or "order.updated" or "order.paid" or "order.cancelled" =>
                Told(StandardOrders.Changed(type, Data(body), WrittenAt(body))),
            "order.refunded" => Told(StandardOrders.Refunded(Data(body), WrittenAt(body))),
            "customer.created" or "customer.updated" =>
                Told(new ShopEvent.CustomerChanged(StandardCustomers.Required(Data(body), WrittenAt(body)))),
            "customer.event" => Told(StandardEvents.Told(Data(body), WrittenAt(body))),
            "customer.erased" => Told(new ShopEvent.CustomerErased(StandardCustomers.Required(Data(body), WrittenAt(body)), [])),
            _ => new WebhookReading.Ignored($"a type {Words.Quoted(type)} is not used"),
        };
    }

    private static JsonObject Data(JsonObject body) => body.RequiredObject("data");

    private static DateTimeOffset WrittenAt(JsonObject body) => body.RequiredMoment("timestamp");

    private static WebhookReading.Understood Told(params IReadOnlyList<ShopEvent> events) => new(events);
}
