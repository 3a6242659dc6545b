using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.WooCommerce;

/// <summary>Orders of WooCommerce. All topics carry the whole order but <c>order.deleted</c>, which has only its id.</summary>
internal static class WooCommerceOrders
{
    public static WebhookReading Changed(JsonObject order, DateTimeOffset receivedAt) =>
        Read(order, order.MomentInUtc("date_modified_gmt") ?? receivedAt);

    /// <summary>Taken back from the trash, which does not count as a change of the order: it must hold against its removal.</summary>
    public static WebhookReading Restored(JsonObject order, DateTimeOffset receivedAt) =>
        Read(order, Later(order.MomentInUtc("date_modified_gmt"), receivedAt));

    public static ShopEvent.OrderRemoved Removed(JsonObject body, DateTimeOffset receivedAt)
    {
        body.RefuseFields("status", "total", "line_items", "email", "name");
        return new ShopEvent.OrderRemoved(body.RequiredId("id"), receivedAt);
    }

    private static WebhookReading Read(JsonObject order, DateTimeOffset updatedAt)
    {
        if (order.Word("status") is "checkout-draft" or "auto-draft")
        {
            return new WebhookReading.Ignored("a draft is no order yet");
        }

        order.RefuseFields("role", "username", "is_paying_customer");
        Currency currency = order.RequiredCurrency("currency");
        IReadOnlyList<JsonObject> lines = order.Objects("line_items");
        SourceOrder read = new()
        {
            OrderId = order.RequiredId("id"),
            OrderedAt = order.RequiredMomentInUtc("date_created_gmt"),
            UpdatedAt = updatedAt,
            Currency = currency,
            TotalMinor = order.RequiredAmountMinor("total", currency),
            SubtotalMinor = lines.Count == 0 ? null
                : Minor(lines.Aggregate((decimal?)0, (sum, line) => sum + WithTax(line, "total", "total_tax")), currency),
            DiscountMinor = Minor(WithTax(order, "discount_total", "discount_tax"), currency) ?? 0,
            Status = ReadStatus(order),
            Lines = [.. lines.Select(l => ReadLine(l, currency)).OfType<OrderLine>()],
            Refunds = [.. order.Objects("refunds").Select(r => ReadRefund(r, currency, updatedAt)).OfType<Refund>()],
        };
        return new WebhookReading.Understood([new ShopEvent.OrderChanged(read, WooCommerceCustomers.OfOrder(order, read.OrderedAt))]);
    }

    /// <summary>The words that plugins add say nothing of the money; then the time of payment does.</summary>
    private static OrderStatus ReadStatus(JsonObject order) => order.Word("status") switch
    {
        "processing" or "completed" or "refunded" => OrderStatus.Paid,
        "cancelled" or "trash" => OrderStatus.Cancelled,
        "failed" => OrderStatus.Placed,
        _ => order.MomentInUtc("date_paid_gmt") is null ? OrderStatus.Placed : OrderStatus.Paid,
    };

    /// <summary>Null for a line that was edited away.</summary>
    private static OrderLine? ReadLine(JsonObject line, Currency currency)
    {
        int quantity = line.Count("quantity") ?? 1;
        decimal? whole = WithTax(line, "subtotal", "subtotal_tax");
        return quantity < 1 ? null : new OrderLine(line.Text("sku"), line.Text("name"), quantity, Minor(whole / quantity, currency));
    }

    /// <summary>Written as less than nothing. Nothing says when it was: the order's change at which it was first told stands in.</summary>
    private static Refund? ReadRefund(JsonObject refund, Currency currency, DateTimeOffset at)
    {
        string id = refund.RequiredId("id");
        decimal total = Math.Abs(refund.Plain("total") ?? refund.Refuse("total", "an amount", 0m));
        return Minor(total, currency) switch
        {
            null => refund.Refuse<Refund?>("total", $"an amount in {currency}, no larger than any order", null, "another one"),
            0 => null,
            long minor => new Refund(id, minor, currency, at),
        };
    }

    private static decimal? WithTax(JsonObject priced, string field, string taxField) =>
        priced.Plain(field) is { } net && IsUsable(net) && (priced.Plain(taxField) ?? 0) is var tax && IsUsable(tax) ? net + tax : null;

    /// <summary>What is larger than any order could break the sum.</summary>
    private static bool IsUsable(decimal amount) => Math.Abs(amount) <= Money.MinorMax;

    /// <summary>Null where the shop counts in smaller parts than the currency has, as it may within an order: nothing is rounded.</summary>
    private static long? Minor(decimal? major, Currency currency) =>
        major >= 0 ? Money.FromMajor(major.Value, currency)?.Minor : null;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
