using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>Orders of the generic body.</summary>
internal static class StandardOrders
{
    public static ShopEvent.OrderChanged Changed(string type, JsonObject data, DateTimeOffset writtenAt)
    {
        JsonObject order = data.RequiredObject("order");
        Currency currency = order.RequiredCurrency("currency");
        return new ShopEvent.OrderChanged(
            new SourceOrder
            {
                OrderId = order.RequiredId("id"),
                OrderedAt = ReadOrderedAt(type, order, writtenAt),
                UpdatedAt = order.Moment("updated_at") ?? writtenAt,
                Currency = currency,
                TotalMinor = order.RequiredAmountMinor("total", currency),
                SubtotalMinor = order.AmountMinor("subtotal", currency),
                DiscountMinor = order.AmountMinor("discount", currency) ?? 0,
                Status = ReadStatus(type, order),
                IsTest = order.Flag("test"),
                Lines = [.. order.Objects("line_items").Select(l => ReadLine(l, currency))],
                Refunds = ReadRefunds(order, currency, writtenAt),
            },
            StandardCustomers.Find(data, writtenAt));
    }

    /// <summary>With its total the order is told as a whole; without it only that money went back.</summary>
    public static IReadOnlyList<ShopEvent> Refunded(JsonObject data, DateTimeOffset writtenAt)
    {
        JsonObject order = data.RequiredObject("order");
        if (order.Objects("refunds").Count == 0)
        {
            order.Refuse("refunds", "a list of at least one refund", 0);
        }

        if (order.Has("total"))
        {
            return [Changed("order.refunded", data, writtenAt)];
        }

        string orderId = order.RequiredId("id");
        IReadOnlyList<Refund> refunds = ReadRefunds(order, order.RequiredCurrency("currency"), writtenAt);
        return [.. refunds.Select(r => new ShopEvent.RefundIssued(orderId, r))];
    }

    /// <summary>Only what was just created may leave out its time: a later message is not about the purchase.</summary>
    private static DateTimeOffset ReadOrderedAt(string type, JsonObject order, DateTimeOffset writtenAt) =>
        type == "order.created" ? order.Moment("created_at") ?? writtenAt : order.RequiredMoment("created_at");

    private static OrderStatus ReadStatus(string type, JsonObject order)
    {
        OrderStatus? told = order.Word("status") switch
        {
            "paid" => OrderStatus.Paid,
            "placed" => OrderStatus.Placed,
            "cancelled" => OrderStatus.Cancelled,
            _ => null,
        };
        return type switch
        {
            "order.cancelled" => OrderStatus.Cancelled,
            "order.paid" => OrderStatus.Paid,
            "order.created" => told ?? OrderStatus.Placed,
            "order.refunded" => told ?? OrderStatus.Paid,
            // A guess would turn a paid order back into an unpaid one, or the reverse.
            _ => told ?? order.Refuse("status", "paid, placed or cancelled", OrderStatus.Placed),
        };
    }

    private static OrderLine ReadLine(JsonObject line, Currency currency)
    {
        int quantity = line.Count("quantity") ?? 1;
        if (quantity < 1)
        {
            line.Refuse("quantity", "a whole number from 1", 0, "a smaller one");
        }

        return new OrderLine(line.Text("sku"), line.Text("name"), quantity, line.AmountMinor("price", currency));
    }

    private static IReadOnlyList<Refund> ReadRefunds(JsonObject order, Currency currency, DateTimeOffset writtenAt) =>
    [
        .. order.Objects("refunds").Select(
            r => new Refund(r.RequiredId("id"), r.RequiredAmountMinor("amount", currency), currency, r.Moment("at") ?? writtenAt)),
    ];
}
