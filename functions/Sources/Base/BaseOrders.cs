using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Base;

/// <summary>Whole orders of BASE. Its shops sell in yen, and its customers have no ids: an address is all there is.</summary>
internal static class BaseOrders
{
    private const int SecondsDigitsMax = 10;
    private const string AnInstant = "seconds since 1970";

    public static WebhookReading Read(JsonObject order)
    {
        DateTimeOffset orderedAt = At(order, "ordered") ?? order.Refuse("ordered", AnInstant, default(DateTimeOffset));
        DateTimeOffset updatedAt = new[] { At(order, "modified"), At(order, "cancelled"), At(order, "dispatched"), orderedAt }.Max()!.Value;
        SourceOrder said = new()
        {
            OrderId = order.RequiredId("unique_key"),
            OrderedAt = orderedAt,
            UpdatedAt = updatedAt,
            Currency = Currency.Yen,
            TotalMinor = order.RequiredAmountMinor("total", Currency.Yen),
            DiscountMinor = order.Object("order_discount")?.AmountMinor("discount", Currency.Yen) ?? 0,
            Status = StatusOf(order),
            Lines = [.. order.Objects("order_items").Select(Line).OfType<OrderLine>()],
        };
        return new WebhookReading.Understood([new ShopEvent.OrderChanged(said, Buyer(order, updatedAt))]);
    }

    /// <summary>Cash on delivery is paid when it has been delivered; every other way but <c>unpaid</c>, before it is dispatched.</summary>
    private static OrderStatus StatusOf(JsonObject order)
    {
        bool isDispatched = At(order, "dispatched") is not null;
        return order.Word("dispatch_status") switch
        {
            "cancelled" => OrderStatus.Cancelled,
            _ when At(order, "cancelled") is not null => OrderStatus.Cancelled,
            "dispatched" => OrderStatus.Paid,
            _ when isDispatched => OrderStatus.Paid,
            "ordered" or "shipping" or "unshippable" => order.Word("payment") == "cod" ? OrderStatus.Placed : OrderStatus.Paid,
            _ => OrderStatus.Placed,
        };
    }

    /// <summary>Null where another shop sold the goods as a partner: BASE then hides who bought.</summary>
    private static SourceCustomer? Buyer(JsonObject order, DateTimeOffset updatedAt) => order.Text("mail_address") is not { } email ? null : new SourceCustomer
    {
        Email = email,
        Phone = order.Text("tel"),
        Name = $"{order.Text("last_name")} {order.Text("first_name")}".Trim() is { Length: > 0 } name ? name : null,
        PostalCode = order.Text("zip_code"),
        UpdatedAt = updatedAt,
    };

    private static OrderLine? Line(JsonObject line)
    {
        OrderLine read = new(line.Id("item_id"), line.Text("title"), line.Count("amount") ?? 1, line.AmountMinor("price", Currency.Yen));
        return read.Quantity >= 1 && line.Word("status") != "cancelled" ? read : null;
    }

    private static DateTimeOffset? At(JsonObject order, string field) => order.Text(field) is not { } text ? null
        : text.Length <= SecondsDigitsMax && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : order.Refuse<DateTimeOffset?>(field, AnInstant, null);
}
