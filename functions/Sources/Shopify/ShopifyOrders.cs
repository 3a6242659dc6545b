using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>Orders of Shopify. All topics carry the whole order, and only the body says how far it has come.</summary>
internal static class ShopifyOrders
{
    public static ShopEvent.OrderChanged Changed(JsonObject order, DateTimeOffset receivedAt)
    {
        ShopifyShape.RequireKind(order, "Order");
        order.RefuseFields("order_id", "abandoned_checkout_url", "invoice_url");
        DateTimeOffset updatedAt = order.Moment("updated_at") ?? receivedAt;
        Currency currency = order.RequiredCurrency("currency");
        return new ShopEvent.OrderChanged(
            new SourceOrder
            {
                OrderId = order.RequiredId("id"),
                OrderedAt = order.RequiredMoment("created_at"),
                UpdatedAt = updatedAt,
                Currency = currency,
                TotalMinor = order.RequiredAmountMinor("total_price", currency),
                SubtotalMinor = order.AmountMinor("subtotal_price", currency),
                DiscountMinor = order.AmountMinor("total_discounts", currency) ?? 0,
                Status = ReadStatus(order),
                IsTest = order.Flag("test"),
                Lines = [.. order.Objects("line_items").Select(l => ReadLine(l, currency)).OfType<OrderLine>()],
                Refunds = [.. order.Objects("refunds").Select(r => ShopifyRefunds.Read(r, currency, updatedAt)).OfType<Refund>()],
            },
            ShopifyCustomers.OfOrder(order, updatedAt));
    }

    /// <summary>Voided: the payment was called off before it was taken. Everything that is not paid in full is merely placed.</summary>
    private static OrderStatus ReadStatus(JsonObject order) => order.Moment("cancelled_at") is not null
        ? OrderStatus.Cancelled
        : order.Word("financial_status") switch
        {
            "paid" or "partially_refunded" or "refunded" => OrderStatus.Paid,
            "voided" => OrderStatus.Cancelled,
            _ => OrderStatus.Placed,
        };

    /// <summary>Null for a line that was edited away.</summary>
    private static OrderLine? ReadLine(JsonObject line, Currency currency)
    {
        OrderLine read = new(
            line.Text("sku"), line.Text("title") ?? line.Text("name"), line.Count("quantity") ?? 1, line.AmountMinor("price", currency));
        return read.Quantity >= 1 ? read : null;
    }
}
