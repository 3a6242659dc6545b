using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Refunds of Shopify, inside an order or on their own.</summary>
internal static class ShopifyRefunds
{
    public static WebhookReading Issued(JsonObject refund, DateTimeOffset receivedAt)
    {
        ShopifyShape.RequireKind(refund, "Refund");
        refund.RefuseFields("total_price", "line_items");
        string orderId = refund.RequiredId("order_id");
        return Read(refund, null, receivedAt) is { } read
            ? new WebhookReading.Understood([new ShopEvent.RefundIssued(orderId, read)])
            : new WebhookReading.Ignored("a refund without money that has gone back, such as goods taken back to stock");
    }

    /// <summary>The money that has gone back; null when none has, so that a refund still under way can be told later
    /// under the same id.</summary>
    /// <param name="orderCurrency">For payments that name none; null when only they can say.</param>
    public static Refund? Read(JsonObject refund, Currency? orderCurrency, DateTimeOffset standInAt)
    {
        string id = refund.RequiredId("id");
        DateTimeOffset at = refund.Moment("processed_at") ?? refund.Moment("created_at") ?? standInAt;
        Currency? currency = null;
        long amountMinor = 0;
        foreach (JsonObject payment in refund.Objects("transactions"))
        {
            if (payment.Word("kind") != "refund" || payment.Word("status") != "success")
            {
                continue;
            }

            Currency own = payment.Has("currency") || orderCurrency is null ? payment.RequiredCurrency("currency") : orderCurrency;
            currency ??= own;
            if (own != currency)
            {
                payment.Refuse("currency", $"{currency} like the refund's first payment", 0, "another one");
            }

            amountMinor += payment.RequiredAmountMinor("amount", currency);
        }

        if (amountMinor > Money.MinorMax)
        {
            refund.Refuse("transactions", "payments that are together no larger than any order", 0, "larger ones");
        }

        return amountMinor > 0 ? new Refund(id, amountMinor, currency, at) : null;
    }
}
