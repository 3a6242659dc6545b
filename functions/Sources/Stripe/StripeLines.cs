using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>What a checkout sold. Its amounts are left alone: its event tells them.</summary>
internal static class StripeLines
{
    public static WebhookReading Read(JsonObject checkout)
    {
        OrderLine[] lines = [.. checkout.Objects("lines").Select(Line).OfType<OrderLine>()];
        string id = checkout.RequiredId("order");
        return lines.Length > 0
            ? StripeEvents.Told(new ShopEvent.LinesTold(id, lines))
            : new WebhookReading.Ignored("the checkout lists no goods in pieces");
    }

    /// <summary>Null for what is not counted in pieces. A piece costs its share of the line before discounts, where that is exact.</summary>
    private static OrderLine? Line(JsonObject line)
    {
        JsonObject? price = line.Object("price");
        JsonObject? product = price?.Object("product");
        Currency currency = line.RequiredCurrency("currency");
        int? pieces = line.Count("quantity");
        long? all = StripeAmounts.Find(line, "amount_subtotal", currency);
        return pieces is >= 1
            ? new OrderLine(SkuOf(price, product), product?.Text("name") ?? line.Text("description"), pieces.Value, all % pieces == 0 ? all / pieces : null)
            : null;
    }

    /// <summary>Stripe has no field for it: what the shop noted as <c>sku</c>, of the price before that of its product; else the product's id.</summary>
    private static string? SkuOf(JsonObject? price, JsonObject? product) =>
        price?.Object("metadata")?.Text("sku") ?? product?.Object("metadata")?.Text("sku") ?? product?.Id("id");
}
