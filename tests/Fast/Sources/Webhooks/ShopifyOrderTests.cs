using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Orders of Shopify. What is expected was read from the fixture by hand.</summary>
public sealed class ShopifyOrderTests
{
    private static readonly string Body = Fixture("shopify-order");

    [Theory]
    [InlineData("orders/create")]
    [InlineData("orders/paid")]
    [InlineData("orders/updated")]
    [InlineData("orders/cancelled")]
    [InlineData("Orders/Create")]
    public void Read_OrderUnderAnyOfItsTopics_IsWhatTheBodySays(string topic)
    {
        SourceOrder order = ReadShopify(topic, Body).Only<ShopEvent.OrderChanged>().Order;
        Assert.Equal("820982911946154508", order.OrderId);
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T00:00:05Z")), (order.OrderedAt, order.UpdatedAt));
        Assert.Equal(TimeSpan.Zero, order.OrderedAt.Offset);
        Assert.Equal((Currency.Yen, 5_980, 5_480, 500), (order.Currency, order.TotalMinor, order.SubtotalMinor, order.DiscountMinor));
        Assert.Equal((OrderStatus.Paid, false), (order.Status, order.IsTest));
        Assert.Equal([new OrderLine("SKU-1", "Shampoo", 2, 2_990)], order.Lines);
        Assert.Empty(order.Refunds);
    }

    [Theory]
    [InlineData("paid", OrderStatus.Paid)]
    [InlineData("partially_refunded", OrderStatus.Paid)]
    [InlineData("refunded", OrderStatus.Paid)]
    [InlineData("PAID", OrderStatus.Paid)]
    [InlineData("pending", OrderStatus.Placed)]
    [InlineData("authorized", OrderStatus.Placed)]
    [InlineData("partially_paid", OrderStatus.Placed)]
    [InlineData("expired", OrderStatus.Placed)]
    [InlineData("voided", OrderStatus.Cancelled)]
    [InlineData("invented_tomorrow", OrderStatus.Placed)]
    public void Status_FollowsTheMoney(string financialStatus, OrderStatus status) =>
        Assert.Equal(status, OrderOf(Body.With("financial_status", $"\"{financialStatus}\"")).Status);

    [Fact]
    public void Status_WithoutAnyWord_IsPlaced()
    {
        Assert.Equal(OrderStatus.Placed, OrderOf(Body.With("financial_status", "null")).Status);
        Assert.Equal(OrderStatus.Placed, OrderOf(Body.With("financial_status", null)).Status);
    }

    [Fact]
    public void Status_WithATimeOfCancelling_IsCancelledThoughPaid() =>
        Assert.Equal(OrderStatus.Cancelled, OrderOf(Body.With("cancelled_at", "\"2026-11-02T00:00:00+09:00\"")).Status);

    [Fact]
    public void Status_UnderTheTopicOfCancelling_IsStillTheBodys() =>
        Assert.Equal(OrderStatus.Paid, ReadShopify("orders/cancelled", Body).Only<ShopEvent.OrderChanged>().Order.Status);

    [Theory]
    [InlineData("9007199254740993", "9007199254740993")] // 2^53 + 1
    [InlineData("\"9007199254740993\"", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\" 0042 \"", "0042")]
    public void Id_NumberOrText_IsKeptDigitByDigit(string json, string id) => Assert.Equal(id, OrderOf(Body.With("id", json)).OrderId);

    [Theory]
    [InlineData("JPY", "5980", 5_980)]
    [InlineData("JPY", "\"5980.00\"", 5_980)]
    [InlineData("JPY", "5980.0", 5_980)]
    [InlineData("JPY", "0", 0)]
    [InlineData("USD", "\"59.80\"", 5_980)]
    [InlineData("USD", "59.8", 5_980)]
    [InlineData("usd", "\"59\"", 5_900)]
    [InlineData("KWD", "\"1.234\"", 1_234)]
    public void Total_TextOrNumber_IsExactMinorUnits(string currency, string json, long minor) =>
        Assert.Equal(minor, OrderOf(WithoutSmallAmounts(Body).With("currency", $"\"{currency}\"").With("total_price", json)).TotalMinor);

    [Fact]
    public void Optionals_Missing_AreUnsaid()
    {
        string body = """{"id":1,"currency":"JPY","total_price":"100","created_at":"2026-11-01T09:00:00+09:00"}""";
        ShopEvent.OrderChanged changed = ReadShopify("orders/create", body).Only<ShopEvent.OrderChanged>();
        Assert.Null(changed.Customer);
        Assert.Equal((null, 0, ReceivedAt), (changed.Order.SubtotalMinor, changed.Order.DiscountMinor, changed.Order.UpdatedAt));
        Assert.Empty(changed.Order.Lines);
    }

    [Fact]
    public void Test_IsSaid() => Assert.True(OrderOf(Body.With("test", "true")).IsTest);

    [Fact]
    public void Lines_WithoutPieces_AreLeftOut()
    {
        string lines = """[{"sku":null,"name":"A","quantity":0},{"sku":7,"title":"B","quantity":"3","price":null},{"title":""}]""";
        Assert.Equal([new OrderLine("7", "B", 3, null), new OrderLine(null, null, 1, null)], OrderOf(Body.With("line_items", lines)).Lines);
    }

    [Fact]
    public void Refunds_OfTheOrder_AreThePaymentsThatSucceeded()
    {
        SourceOrder order = OrderOf(Body.With("refunds", $"[{Fixture("shopify-refund")}]"));
        Assert.Equal([new Refund("929361462938271954", 2_740, Currency.Yen, Utc("2026-11-03T01:00:02Z"))], order.Refunds);
        Assert.Equal(5_980, order.TotalMinor);
    }

    [Fact]
    public void Refunds_WithoutCurrencyOrTime_TakeTheOrders()
    {
        string refund = """[{"id":"r","transactions":[{"kind":"refund","status":"success","amount":100}]}]""";
        Assert.Equal([new Refund("r", 100, Currency.Yen, Utc("2026-11-01T00:00:05Z"))], OrderOf(Body.With("refunds", refund)).Refunds);
    }

    [Theory]
    [InlineData("id", null, "$.id: expected an id of at most 200 characters, found nothing")]
    [InlineData("id", "1.5", "$.id: expected an id of at most 200 characters, found a number that is none")]
    [InlineData("id", "-1", "$.id: expected an id of at most 200 characters, found a number that is none")]
    [InlineData("id", "[1]", "$.id: expected a text of at most 1000 characters, found a list")]
    [InlineData("total_price", null, "$.total_price: expected an amount in JPY, zero or more, found nothing")]
    [InlineData("total_price", "\"19.80\"", "$.total_price: expected an amount in JPY, zero or more, found one with more than 0 decimals")]
    [InlineData("total_price", "-1", "$.total_price: expected an amount in JPY, zero or more, found a negative one")]
    [InlineData("total_price", "1e3", "$.total_price: expected an amount in JPY, zero or more, found a number that is no plain decimal")]
    [InlineData("total_price", "\"5,980\"", "$.total_price: expected an amount in JPY, zero or more, found a text that is no plain decimal")]
    [InlineData("total_price", "1000000000001", "$.total_price: expected an amount in JPY, zero or more, found one larger than any order")]
    [InlineData("total_price", "true", "$.total_price: expected a text of at most 1000 characters, found true or false")]
    [InlineData("currency", "\"YEN!\"", "$.currency: expected a currency code of three letters such as JPY, found a text")]
    [InlineData("created_at", null, "$.created_at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found nothing")]
    [InlineData("created_at", "\"2026-11-01T09:00:00\"", "$.created_at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a text")]
    [InlineData("updated_at", "\"2026-11-01\"", "$.updated_at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a text")]
    [InlineData("test", "\"no\"", "$.test: expected true or false, found a text")]
    [InlineData("line_items", "{}", "$.line_items: expected a list, found an object")]
    [InlineData("line_items", "[7]", "$.line_items[0]: expected an object, found a number")]
    [InlineData("line_items.0.quantity", "1.5", "$.line_items[0].quantity: expected a whole number, found a number")]
    [InlineData("customer", "\"jon\"", "$.customer: expected an object, found a text")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string path, string? json, string reason) =>
        Assert.Equal(reason, ReadShopify("orders/create", Body.With(path, json)).Fault());

    [Fact]
    public void Total_LargestAmount_IsTaken() =>
        Assert.Equal(1_000_000_000_000, OrderOf(Body.With("total_price", "1000000000000")).TotalMinor);

    private static string WithoutSmallAmounts(string body) =>
        body.With("subtotal_price", null).With("total_discounts", null).With("line_items", null);

    private static SourceOrder OrderOf(string body) => ReadShopify("orders/updated", body).Only<ShopEvent.OrderChanged>().Order;
}
