using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>What the types of Square's events mean. Each carries the object as it was at the event, but orders: of those only the id.</summary>
internal static class SquareEvents
{
    /// <param name="isTest">It comes from the sandbox.</param>
    public static WebhookReading Read(ReadOnlyMemory<byte> body, bool isTest) => JsonBody.Read(body, root => root.RequiredText("type") switch
    {
        "payment.created" or "payment.updated" => SquarePayments.Read(About(root, "payment"), isTest),
        "refund.created" or "refund.updated" => Refunded(About(root, "refund")),
        "customer.created" or "customer.updated" when isTest => new WebhookReading.Ignored("a customer of the sandbox is nobody"),
        "customer.created" or "customer.updated" => Told(new ShopEvent.CustomerChanged(SquareCustomers.Read(About(root, "customer")))),
        "customer.deleted" => new WebhookReading.Ignored("customer.deleted removes a record of Square's; it is no wish to be forgotten"),
        "order.created" or "order.updated" => new WebhookReading.Ignored("Square tells only the order's id; its payment tells the purchase"),
        string type => new WebhookReading.Ignored($"a type {Words.Quoted(type)} is not used"),
    });

    /// <summary>The event's id; null where the body has none.</summary>
    public static string? IdOf(ReadOnlyMemory<byte> body)
    {
        string? id = null;
        JsonBody.Read(body, root =>
        {
            id = root.Id("event_id");
            return new WebhookReading.Ignored("read for its id");
        });
        return id;
    }

    public static WebhookReading.Understood Told(ShopEvent told) => new([told]);

    private static JsonObject About(JsonObject root, string kind) => root.RequiredObject("data").RequiredObject("object").RequiredObject(kind);

    private static WebhookReading Refunded(JsonObject refund)
    {
        if (refund.Word("status") != "completed")
        {
            return new WebhookReading.Ignored("no money has gone back yet");
        }

        if (refund.Id("order_id") is not { } orderId)
        {
            return new WebhookReading.Ignored("a refund without an order; its payment tells what has gone back");
        }

        DateTimeOffset at = refund.Moment("updated_at") ?? refund.RequiredMoment("created_at");
        (long minor, Currency currency) = SquareAmounts.Required(refund, "amount_money");
        return minor == 0
            ? new WebhookReading.Ignored("a refund of nothing")
            : Told(new ShopEvent.RefundIssued(orderId, new Refund(refund.RequiredId("id"), minor, currency, at)));
    }
}
