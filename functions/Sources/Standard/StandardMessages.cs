using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>What the words of <c>type</c> mean, and what each finds under <c>data</c>; <c>docs/webhooks.md</c> is its reference.</summary>
internal static class StandardMessages
{
    /// <param name="body">With the field <c>data</c>, which is looked at only when the type is used.</param>
    /// <param name="writtenAt">Finds in the body when the message was written.</param>
    public static WebhookReading Read(string type, JsonObject body, Func<JsonObject, DateTimeOffset> writtenAt)
    {
        return type switch
        {
            "order.created" or "order.updated" or "order.paid" or "order.cancelled" =>
                Told(StandardOrders.Changed(type, Data(body), writtenAt(body))),
            "order.refunded" => Told(StandardOrders.Refunded(Data(body), writtenAt(body))),
            "customer.created" or "customer.updated" =>
                Told(new ShopEvent.CustomerChanged(StandardCustomers.Required(Data(body), writtenAt(body)))),
            "customer.event" => Told(StandardEvents.Told(Data(body), writtenAt(body))),
            "customer.erased" => Told(new ShopEvent.CustomerErased(StandardCustomers.Required(Data(body), writtenAt(body)), [])),
            _ => new WebhookReading.Ignored($"a type {Words.Quoted(type)} is not used"),
        };
    }

    private static JsonObject Data(JsonObject body) => body.RequiredObject("data");

    private static WebhookReading.Understood Told(params IReadOnlyList<ShopEvent> events) => new(events);
}
