using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stores;

/// <summary>Orders of STORES, in yen. What tells that an order is paid is not documented: only what says so plainly counts as paid.</summary>
internal static class StoresOrders
{
    private static readonly string[] PaidWords = ["paid", "captured", "succeeded", "completed"];

    /// <param name="askedAt">Stands in where the shop gives no time of the change.</param>
    public static WebhookReading Read(JsonObject order, DateTimeOffset askedAt)
    {
        DateTimeOffset orderedAt = order.RequiredMoment("ordered_at");
        DateTimeOffset updatedAt = order.Moment("updated_at") ?? askedAt;
        long total = order.RequiredAmountMinor("sales_amount", Currency.Yen);
        long cancelled = order.AmountMinor("cancel_amount", Currency.Yen) ?? 0;
        SourceOrder said = new()
        {
            OrderId = order.RequiredId("id"),
            OrderedAt = orderedAt,
            UpdatedAt = updatedAt,
            Currency = Currency.Yen,
            TotalMinor = total,
            DiscountMinor = order.AmountMinor("sales_discount", Currency.Yen) ?? 0,
            Status = cancelled > 0 && cancelled >= total ? OrderStatus.Cancelled : IsPaid(order) ? OrderStatus.Paid : OrderStatus.Placed,
            Lines = [.. order.Objects("deliveries").SelectMany(d => d.Objects("items")).Select(Line).OfType<OrderLine>()],
            Refunds = cancelled > 0 && cancelled < total ? [new Refund(Refund.InAllId, cancelled, Currency.Yen, updatedAt)] : [],
        };
        return new WebhookReading.Understood([new ShopEvent.OrderChanged(said, Buyer(order, orderedAt))]);
    }

    private static bool IsPaid(JsonObject order) => order.Objects("transactions").Any(t => t.Has("paid_at") || PaidWords.Contains(t.Word("status")));

    /// <summary>Described at the purchase: what happens to an order later says nothing new of its buyer, and must not bring back who asked to
    /// be forgotten.</summary>
    private static SourceCustomer? Buyer(JsonObject order, DateTimeOffset orderedAt)
    {
        JsonObject? address = order.Object("billing_address");
        return order.Text("email") is not { } email ? null : new SourceCustomer
        {
            Email = email,
            Phone = address?.Text("phone") ?? address?.Text("tel"),
            Name = $"{address?.Text("last_name")} {address?.Text("first_name")}".Trim() is { Length: > 0 } name ? name : null,
            UpdatedAt = orderedAt,
        };
    }

    private static OrderLine? Line(JsonObject item)
    {
        OrderLine read = new(item.Text("sku") ?? item.Text("item_id"), item.Text("name"), item.Count("quantity") ?? 1, item.AmountMinor("price", Currency.Yen));
        return read.Quantity >= 1 ? read : null;
    }
}
