using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Refunds that Shopify tells on their own.</summary>
public sealed class ShopifyRefundTests
{
    private static readonly string Body = Fixture("shopify-refund");

    [Fact]
    public void Read_Refund_SumsThePaymentsThatSucceeded() =>
        Assert.Equal(
            new ShopEvent.RefundIssued(
                "820982911946154508", new Refund("929361462938271954", 2_740, Currency.Yen, Utc("2026-11-03T01:00:02Z"))),
            Read(Body).Only<ShopEvent.RefundIssued>());

    [Fact]
    public void Read_WithoutTimeOfProcessing_TakesThatOfCreatingThenOfReceiving()
    {
        string created = Body.With("processed_at", "null");
        Assert.Equal(Utc("2026-11-03T01:00:00Z"), Read(created).Only<ShopEvent.RefundIssued>().Refund.At);
        Assert.Equal(ReceivedAt, Read(created.With("created_at", null)).Only<ShopEvent.RefundIssued>().Refund.At);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[{"kind":"refund","status":"pending","amount":"10","currency":"JPY"}]""")]
    [InlineData("""[{"kind":"refund","status":"success","amount":"0","currency":"JPY"}]""")]
    [InlineData("""[{"kind":"sale","status":"success","amount":"10","currency":"JPY"}]""")]
    public void Read_NoMoneyWentBackYet_IsIgnoredSoThatItCanBeToldLater(string transactions) =>
        Assert.IsType<WebhookReading.Ignored>(Read(Body.With("transactions", transactions)));

    [Fact]
    public void Read_LargestAmount_IsTaken() =>
        Assert.Equal(
            1_000_000_000_000, Read(Body.With("transactions.0.amount", "999999999260")).Only<ShopEvent.RefundIssued>().Refund.AmountMinor);

    [Theory]
    [InlineData("transactions.1.currency", "\"USD\"", "$.transactions[1].currency: expected JPY like the refund's first payment, found another one")]
    [InlineData("transactions.0.currency", null, "$.transactions[0].currency: expected a currency code of three letters such as JPY, found nothing")]
    [InlineData("transactions.0.amount", "\"1.5\"", "$.transactions[0].amount: expected an amount in JPY, zero or more, found one with more than 0 decimals")]
    [InlineData("transactions.0.amount", "999999999261", "$.transactions: expected payments that are together no larger than any order, found larger ones")]
    [InlineData("order_id", null, "$.order_id: expected an id of at most 200 characters, found nothing")]
    [InlineData("id", "null", "$.id: expected an id of at most 200 characters, found null")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string path, string? json, string reason) =>
        Assert.Equal(reason, Read(Body.With(path, json)).Fault());

    private static WebhookReading Read(string body) => ReadShopify("refunds/create", body);
}
