using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.EcCube;

/// <summary>Orders of EC-CUBE as GraphQL tells them. The statuses are rows of a table with fixed ids; shops may add their own.</summary>
internal static class EcCubeOrders
{
    private const string Cancelled = "3";
    private const string Shipped = "5";
    private const string PaidFor = "6";
    private const string PayingNow = "7";
    private const string InCheckout = "8";
    private const string Returned = "9";

    private const string Goods = "1";
    private const string TaxIncluded = "2";

    public static WebhookReading Read(JsonObject order)
    {
        string status = order.RequiredObject("OrderStatus").RequiredId("id");
        return status is PayingNow or InCheckout
            ? new WebhookReading.Ignored("the order is still in checkout; another notice follows when it is placed")
            : new WebhookReading.Understood([Changed(order, status)]);
    }

    public static WebhookReading Gone(JsonObject body, DateTimeOffset askedAt) =>
        new WebhookReading.Understood([new ShopEvent.OrderRemoved(body.RequiredId("id"), askedAt)]);

    private static ShopEvent.OrderChanged Changed(JsonObject order, string status)
    {
        Currency currency = order.Currency("currency_code") ?? Currency.Yen;
        DateTimeOffset updatedAt = order.RequiredMoment("update_date");
        SourceOrder said = new()
        {
            OrderId = order.RequiredId("id"),
            OrderedAt = order.Moment("order_date") ?? order.RequiredMoment("create_date"),
            UpdatedAt = updatedAt,
            Currency = currency,
            TotalMinor = order.RequiredAmountMinor("payment_total", currency),
            SubtotalMinor = order.AmountMinor("subtotal", currency),
            DiscountMinor = order.AmountMinor("discount", currency) ?? 0,
            Status = StatusOf(status, order.Moment("payment_date") is not null),
            Lines = [.. order.Objects("OrderItems").Where(IsGoods).Select(i => Line(i, currency)).OfType<OrderLine>()],
        };
        return new ShopEvent.OrderChanged(said, Buyer(order, updatedAt));
    }

    /// <summary>Few shops note the day of payment: what has left the house counts as paid.</summary>
    private static OrderStatus StatusOf(string status, bool isPaymentNoted) => status switch
    {
        Cancelled or Returned => OrderStatus.Cancelled,
        Shipped or PaidFor => OrderStatus.Paid,
        _ => isPaymentNoted ? OrderStatus.Paid : OrderStatus.Placed,
    };

    private static SourceCustomer? Buyer(JsonObject order, DateTimeOffset updatedAt)
    {
        string? id = order.Object("Customer")?.RequiredId("id");
        string? email = order.Text("email");
        return id is null && email is null ? null : new SourceCustomer
        {
            ExternalId = id,
            Email = email,
            Phone = order.Text("phone_number"),
            Name = EcCubeCustomers.Joined(order, "name01", "name02"),
            Kana = EcCubeCustomers.Joined(order, "kana01", "kana02"),
            PostalCode = order.Text("postal_code"),
            UpdatedAt = updatedAt,
        };
    }

    /// <summary>The other lines are shipping, fees, discounts and points.</summary>
    private static bool IsGoods(JsonObject line) => line.Object("OrderItemType")?.Id("id") is null or Goods;

    /// <summary>Null for a line without a whole number of pieces.</summary>
    private static OrderLine? Line(JsonObject line, Currency currency)
    {
        bool isTaxIncluded = line.Object("TaxDisplayType")?.Id("id") == TaxIncluded;
        decimal? price = Number(line, "price") + (isTaxIncluded ? 0 : Number(line, "tax") ?? 0);
        long? priceMinor = price is >= 0 ? Money.FromMajor(price.Value, currency)?.Minor : null;
        return Number(line, "quantity") is { } quantity && quantity is >= 1 and <= int.MaxValue
            ? new OrderLine(line.Text("product_code"), line.Text("product_name"), (int)quantity, priceMinor)
            : null;
    }

    /// <summary>PHP writes whole numbers with and without a fraction.</summary>
    private static decimal? Number(JsonObject line, string field) =>
        decimal.TryParse(line.Text(field), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
