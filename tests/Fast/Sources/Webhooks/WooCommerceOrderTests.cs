using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Orders of WooCommerce.</summary>
public sealed class WooCommerceOrderTests
{
    private static readonly string Body = Fixture("woocommerce-order");

    [Theory]
    [InlineData("order.created")]
    [InlineData("order.updated")]
    [InlineData("Order.Updated")]
    public void Order_OfEitherTopic_HoldsWhatTheShopSays(string topic)
    {
        SourceOrder order = Read(Body, topic).Order;
        Assert.Equal(("727", Currency.Yen, 5_980L, 5_480L, 500L), (order.OrderId, order.Currency, order.TotalMinor, order.SubtotalMinor, order.DiscountMinor));
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T00:00:05Z")), (order.OrderedAt, order.UpdatedAt));
        Assert.Equal((OrderStatus.Paid, false), (order.Status, order.IsTest));
        Assert.Equal([new OrderLine("SKU-1", "シャンプー", 2, 2_990)], order.Lines);
        Assert.Equal([new Refund("801", 980, Currency.Yen, Utc("2026-11-01T00:00:05Z"))], order.Refunds);
    }

    [Fact]
    public void Buyer_WithAnAccount_IsKnownByItAndHasConsentedToNothing()
    {
        SourceCustomer buyer = Read(Body).Customer!;
        Assert.Equal(
            ("26", "hanako@example.com", "090-1234-5678", "佐藤 花子", "100-0005"),
            (buyer.ExternalId, buyer.Email, buyer.Phone, buyer.Name, buyer.PostalCode));
        Assert.Empty(buyer.Consents);
        Assert.Null(buyer.RegisteredAt);
    }

    [Fact]
    public void Buyer_IsDescribedAsOfThePurchase() =>
        Assert.Equal(Utc("2026-11-01T00:00:00Z"), Read(Body.With("date_modified_gmt", "\"2027-11-01T00:00:05\"")).Customer!.UpdatedAt);

    [Theory]
    [InlineData("0", "\"a@example.com\"", null, "a@example.com")]
    [InlineData("null", "\"a@example.com\"", null, "a@example.com")]
    [InlineData("7", "\"\"", "7", null)]
    public void Buyer_GuestOrWithoutAddress_IsWhatIsKnown(string id, string email, string? externalId, string? address)
    {
        SourceCustomer buyer = Read(Body.With("customer_id", id).With("billing.email", email)).Customer!;
        Assert.Equal((externalId, address), (buyer.ExternalId, buyer.Email));
    }

    [Fact]
    public void Buyer_OfWhomNothingIsKnown_IsNobody() => Assert.Null(Read(Body.With("customer_id", "0").With("billing.email", "\"\"")).Customer);

    [Theory]
    [InlineData("processing", false, OrderStatus.Paid)] // also cash on delivery
    [InlineData("completed", false, OrderStatus.Paid)]
    [InlineData("refunded", false, OrderStatus.Paid)]
    [InlineData("pending", false, OrderStatus.Placed)]
    [InlineData("on-hold", false, OrderStatus.Placed)]
    [InlineData("on-hold", true, OrderStatus.Paid)]
    [InlineData("shipped", true, OrderStatus.Paid)] // a plugin's word
    [InlineData("shipped", false, OrderStatus.Placed)]
    [InlineData("failed", true, OrderStatus.Placed)]
    [InlineData("cancelled", true, OrderStatus.Cancelled)]
    [InlineData("trash", true, OrderStatus.Cancelled)]
    public void Status_SaysHowFarTheOrderHasCome(string word, bool hasPaidTime, OrderStatus status) => Assert.Equal(
        status,
        Read(Body.With("status", $"\"{word}\"").With("date_paid_gmt", hasPaidTime ? "\"2026-11-01T00:00:03\"" : "null")).Order.Status);

    [Theory]
    [InlineData("checkout-draft")]
    [InlineData("auto-draft")]
    public void Draft_IsNoOrderYet(string word) =>
        Assert.Equal("a draft is no order yet", ReadWooCommerce("order.created", Body.With("status", $"\"{word}\"")).Ignored());

    [Theory]
    [InlineData("\"2026-11-01T00:00:00\"", "2026-11-01T00:00:00Z")]
    [InlineData("\"2026-11-01T00:00:00Z\"", "2026-11-01T00:00:00Z")]
    [InlineData("\"2026-11-01T09:00:00+09:00\"", "2026-11-01T00:00:00Z")]
    public void Time_WithoutAnOffset_IsUtc(string json, string instant) =>
        Assert.Equal(Utc(instant), Read(Body.With("date_created_gmt", json)).Order.OrderedAt);

    [Fact]
    public void Time_ThatIsNone_IsRefused() => Assert.Equal(
        "$.date_created_gmt: expected an instant in UTC, such as 2026-01-31T10:30:00, found a text",
        ReadWooCommerce("order.created", Body.With("date_created_gmt", "\"yesterday\"")).Fault());

    [Fact]
    public void Time_OfChangeThatIsMissing_IsThatOfArrival() =>
        Assert.Equal(ReceivedAt, Read(Body.With("date_modified_gmt", "null")).Order.UpdatedAt);

    [Theory]
    [InlineData("\"4981.5\"", "\"498.5\"", 5_480L)] // whole again with its tax
    [InlineData("\"4981.36\"", "\"498\"", null)] // nothing is rounded
    [InlineData("\"-1\"", "\"0\"", null)]
    [InlineData("\"9999999999999999999999999999\"", "\"9999999999999999999999999999\"", null)]
    public void Subtotal_OfLinesInSmallerParts_IsExactOrUnknown(string net, string tax, long? minor) =>
        Assert.Equal(minor, Read(Body.With("line_items.0.total", net).With("line_items.0.total_tax", tax)).Order.SubtotalMinor);

    [Fact]
    public void Subtotal_WithoutLines_IsUnknown() => Assert.Null(Read(Body.With("line_items", "[]")).Order.SubtotalMinor);

    [Theory]
    [InlineData("3", null)] // 5,980 by 3
    [InlineData("4", 1_495L)]
    public void Price_OfOnePiece_IsExactOrUnknown(string quantity, long? minor) =>
        Assert.Equal(minor, Assert.Single(Read(Body.With("line_items.0.quantity", quantity)).Order.Lines).PriceMinor);

    [Theory]
    [InlineData("\"-980.00\"", 980L)]
    [InlineData("\"980\"", 980L)]
    [InlineData("\"0\"", null)]
    public void Refund_BelowNothing_IsWhatHasGoneBack(string total, long? minor) =>
        Assert.Equal(minor, Read(Body.With("refunds.0.total", total)).Order.Refunds.SingleOrDefault()?.AmountMinor);

    [Theory]
    [InlineData("\"-0.5\"", "$.refunds[0].total: expected an amount in JPY, no larger than any order, found another one")]
    [InlineData("\"-1000000000001\"", "$.refunds[0].total: expected an amount in JPY, no larger than any order, found another one")]
    [InlineData("\"a lot\"", "$.refunds[0].total: expected a plain decimal, found a text that is none")]
    [InlineData("null", "$.refunds[0].total: expected an amount, found null")]
    public void Refund_OfNoAmount_IsRefused(string total, string reason) =>
        Assert.Equal(reason, ReadWooCommerce("order.updated", Body.With("refunds.0.total", total)).Fault());

    [Theory]
    [InlineData("id")]
    [InlineData("currency")]
    [InlineData("total")]
    [InlineData("date_created_gmt")]
    public void Order_WithoutWhatItNeeds_IsRefused(string field) =>
        Assert.StartsWith($"$.{field}: expected ", ReadWooCommerce("order.updated", Body.With(field, null)).Fault(), StringComparison.Ordinal);

    private static ShopEvent.OrderChanged Read(string body, string topic = "order.updated") =>
        ReadWooCommerce(topic, body).Only<ShopEvent.OrderChanged>();
}
