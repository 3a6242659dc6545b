using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Orders of the generic body. What is expected was read from the fixture by hand.</summary>
public sealed class StandardOrderTests
{
    private static readonly string Body = Fixture("standard-order");
    private static readonly DateTimeOffset WrittenAt = Utc("2026-11-01T00:05:00Z");

    [Fact]
    public void Read_OrderWithEveryField_IsWhatItSays()
    {
        SourceOrder order = OrderOf(Body);
        Assert.Equal("A-1001", order.OrderId);
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T00:04:30.5Z")), (order.OrderedAt, order.UpdatedAt));
        Assert.Equal((Currency.Yen, 5_980, 5_480, 500), (order.Currency, order.TotalMinor, order.SubtotalMinor, order.DiscountMinor));
        Assert.Equal((OrderStatus.Paid, false), (order.Status, order.IsTest));
        Assert.Equal([new OrderLine("S-1", "緑茶", 2, 2_990)], order.Lines);
        Assert.Equal([new Refund("R-1", 980, Currency.Yen, Utc("2026-11-01T00:04:00Z"))], order.Refunds);
    }

    [Fact]
    public void Read_OrderWithTheRequiredFieldsOnly_IsEnough()
    {
        string body = """
            {"type":"order.created","timestamp":"2026-11-01T00:05:00Z","data":{"order":{"id":1,"currency":"USD","total":59.8}}}
            """;
        ShopEvent.OrderChanged changed = ReadStandard(body).Only<ShopEvent.OrderChanged>();
        SourceOrder order = changed.Order;
        Assert.Equal(("1", 5_980, null, 0), (order.OrderId, order.TotalMinor, order.SubtotalMinor, order.DiscountMinor));
        Assert.Equal((WrittenAt, WrittenAt, OrderStatus.Placed), (order.OrderedAt, order.UpdatedAt, order.Status));
        Assert.Null(changed.Customer);
        Assert.Empty(order.Lines);
        Assert.Empty(order.Refunds);
    }

    [Theory]
    [InlineData("order.created", null, OrderStatus.Placed)]
    [InlineData("order.created", "paid", OrderStatus.Paid)]
    [InlineData("order.created", "Paid", OrderStatus.Paid)]
    [InlineData("order.created", "cancelled", OrderStatus.Cancelled)]
    [InlineData("order.created", "shipped", OrderStatus.Placed)]
    [InlineData("order.paid", null, OrderStatus.Paid)]
    [InlineData("order.paid", "placed", OrderStatus.Paid)]
    [InlineData("order.cancelled", null, OrderStatus.Cancelled)]
    [InlineData("order.cancelled", "paid", OrderStatus.Cancelled)]
    [InlineData("order.updated", "placed", OrderStatus.Placed)]
    [InlineData("order.updated", "paid", OrderStatus.Paid)]
    [InlineData("order.updated", "cancelled", OrderStatus.Cancelled)]
    [InlineData("order.refunded", null, OrderStatus.Paid)]
    [InlineData("order.refunded", "cancelled", OrderStatus.Cancelled)]
    public void Status_FollowsTheTypeThenTheWord(string type, string? word, OrderStatus status) =>
        Assert.Equal(status, OrderOf(Typed(type, word)).Status);

    [Theory]
    [InlineData(null, "nothing")]
    [InlineData("shipped", "a text")]
    public void Status_OfAnUpdateWithoutAKnownWord_IsRefused(string? word, string found) =>
        Assert.Equal(
            $"$.data.order.status: expected paid, placed or cancelled, found {found}", ReadStandard(Typed("order.updated", word)).Fault());

    [Theory]
    [InlineData("order.paid")]
    [InlineData("order.updated")]
    [InlineData("order.cancelled")]
    [InlineData("order.refunded")]
    public void CreatedAt_OfALaterMessage_MayNotBeMissing(string type) =>
        Assert.Equal(
            "$.data.order.created_at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found nothing",
            ReadStandard(Typed(type, "paid").With("data.order.created_at", null)).Fault());

    [Fact]
    public void Refunded_WithoutTheTotal_TellsEachRefundAlone()
    {
        string body = """
            {"type":"order.refunded","timestamp":"2026-11-01T00:05:00Z","data":{"order":{"id":"A-1","currency":"USD",
            "refunds":[{"id":1,"amount":"10.00"},{"id":"b","amount":0.5,"at":"2026-10-31T23:59:59-01:00"}]}}}
            """;
        Assert.Equal(
            [
                new ShopEvent.RefundIssued("A-1", new Refund("1", 1_000, Currency.Find("USD"), WrittenAt)),
                new ShopEvent.RefundIssued("A-1", new Refund("b", 50, Currency.Find("USD"), Utc("2026-11-01T00:59:59Z"))),
            ],
            Assert.IsType<WebhookReading.Understood>(ReadStandard(body)).Events);
    }

    [Theory]
    [InlineData("data.order.refunds", "[]", "$.data.order.refunds: expected a list of at least one refund, found a list")]
    [InlineData("data.order.refunds", null, "$.data.order.refunds: expected a list of at least one refund, found nothing")]
    [InlineData("data.order.refunds.0.id", null, "$.data.order.refunds[0].id: expected an id of at most 200 characters, found nothing")]
    [InlineData("data.order.refunds.0.amount", "null", "$.data.order.refunds[0].amount: expected an amount in JPY, zero or more, found null")]
    [InlineData("data.order.currency", "null", "$.data.order.currency: expected a currency code of three letters such as JPY, found null")]
    public void Refunded_WithoutWhatItTells_IsRefused(string path, string? json, string reason) =>
        Assert.Equal(reason, ReadStandard(Typed("order.refunded", "paid").With("data.order.total", null).With(path, json)).Fault());

    [Theory]
    [InlineData("data.order.total", null, "$.data.order.total: expected an amount in JPY, zero or more, found nothing")]
    [InlineData("data.order.total", "\"\"", "$.data.order.total: expected an amount in JPY, zero or more, found an empty text")]
    [InlineData("data.order.total", "\"5980.5\"", "$.data.order.total: expected an amount in JPY, zero or more, found one with more than 0 decimals")]
    [InlineData("data.order.total", "\"¥5980\"", "$.data.order.total: expected an amount in JPY, zero or more, found a text that is no plain decimal")]
    [InlineData("data.order.total", "\"+5980\"", "$.data.order.total: expected an amount in JPY, zero or more, found a text that is no plain decimal")]
    [InlineData("data.order.total", "12345678901234567890123456789", "$.data.order.total: expected an amount in JPY, zero or more, found a number that is no plain decimal")]
    [InlineData("data.order.discount", "-1", "$.data.order.discount: expected an amount in JPY, zero or more, found a negative one")]
    [InlineData("data.order.subtotal", "1000000000001", "$.data.order.subtotal: expected an amount in JPY, zero or more, found one larger than any order")]
    [InlineData("data.order.line_items.0.quantity", "0", "$.data.order.line_items[0].quantity: expected a whole number from 1, found a smaller one")]
    [InlineData("data.order.line_items.0.quantity", "2147483648", "$.data.order.line_items[0].quantity: expected a whole number, found a number")]
    [InlineData("data.order.line_items.0.price", "\"1.5\"", "$.data.order.line_items[0].price: expected an amount in JPY, zero or more, found one with more than 0 decimals")]
    [InlineData("data.order.id", "\"a\\u0000b\"", "$.data.order.id: expected an id of at most 200 characters, found a text that is none")]
    [InlineData("data.order.test", "1", "$.data.order.test: expected true or false, found a number")]
    [InlineData("data.order", null, "$.data.order: expected an object, found nothing")]
    [InlineData("data", "[]", "$.data: expected an object, found a list")]
    [InlineData("timestamp", null, "$.timestamp: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found nothing")]
    [InlineData("timestamp", "1793491200", "$.timestamp: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a number")]
    [InlineData("type", null, "$.type: expected a text, found nothing")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string path, string? json, string reason) =>
        Assert.Equal(reason, ReadStandard(Body.With(path, json)).Fault());

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Id_UpTo200Characters_IsTaken(int length, bool isTaken) =>
        Assert.Equal(isTaken, ReadStandard(Body.With("data.order.id", $"\"{new string('x', length)}\"")) is WebhookReading.Understood);

    [Theory]
    [InlineData("cart.left", "a type 'cart.left' is not used")]
    [InlineData("taro@example.com", "a type that is no plain word is not used")]
    [InlineData("invoice.v12", "a type 'invoice.v12' is not used")]
    [InlineData("invoice.v123", "a type that is no plain word is not used")]
    public void Type_WithoutUse_IsIgnored(string type, string reason) =>
        Assert.Equal(new WebhookReading.Ignored(reason), ReadStandard(Body.With("type", $"\"{type}\"")));

    private static string Typed(string type, string? status) =>
        Body.With("type", $"\"{type}\"").With("data.order.status", status is null ? null : $"\"{status}\"");

    private static SourceOrder OrderOf(string body) => ReadStandard(body).Only<ShopEvent.OrderChanged>().Order;
}
