using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>What an order of Square consists of. Its amounts are left alone: its payments tell them.</summary>
internal static class SquareLines
{
    private const string Goods = "item";

    public static WebhookReading Read(JsonObject order)
    {
        JsonObject? skus = order.Object("skus");
        OrderLine[] lines = [.. order.Objects("lines").Where(IsGoods).Select(l => Line(l, skus)).OfType<OrderLine>()];
        string id = order.RequiredId("id");
        return lines.Length > 0
            ? SquareEvents.Told(new ShopEvent.LinesTold(id, lines))
            : new WebhookReading.Ignored("the order lists no goods in pieces");
    }

    /// <summary>The others are an amount that was typed in, and gift cards.</summary>
    private static bool IsGoods(JsonObject line) => line.Word("item_type") is null or Goods;

    /// <summary>Null for what is sold by weight or length.</summary>
    private static OrderLine? Line(JsonObject line, JsonObject? skus)
    {
        if (Pieces(line.Plain("quantity")) is not { } pieces)
        {
            return null;
        }

        string? name = $"{line.Text("name")} {line.Text("variation_name")}".Trim() is { Length: > 0 } words ? words : null;
        string? sku = line.Id("catalog_object_id") is { } id ? skus?.Text(id) : null;
        long? whole = SquareAmounts.Find(line, "gross_sales_money")?.Minor;  // with what was added to a piece
        return new OrderLine(sku, name, pieces, whole is { } all && all % pieces == 0 ? all / pieces : SquareAmounts.Find(line, "base_price_money")?.Minor);
    }

    private static int? Pieces(decimal? quantity) =>
        quantity is >= 1 and <= int.MaxValue && decimal.IsInteger(quantity.Value) ? decimal.ToInt32(quantity.Value) : null;
}
