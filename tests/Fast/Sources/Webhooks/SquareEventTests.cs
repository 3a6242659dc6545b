using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Payments, refunds and customers of Square.</summary>
public sealed class SquareEventTests
{
    private const string PaymentPath = "data.object.payment.";
    private const string RefundPath = "data.object.refund.";
    private const string CustomerPath = "data.object.customer.";

    private static readonly string Payment = Fixture("square-payment");
    private static readonly string Refund = Fixture("square-refund");
    private static readonly string Customer = Fixture("square-customer");

    [Theory]
    [InlineData("payment.created")]
    [InlineData("payment.updated")]
    public void Payment_Complete_IsItsOrder(string type)
    {
        ShopEvent.OrderChanged told = ReadSquare(Payment.With("type", $"\"{type}\"")).Only<ShopEvent.OrderChanged>();
        Assert.Equal(
            ("haOyDuHiqtAXMk0d8pDKXpL7Jg4F", Currency.Yen, 5_980L, OrderStatus.Paid, false),
            (told.Order.OrderId, told.Order.Currency, told.Order.TotalMinor, told.Order.Status, told.Order.IsTest));
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T00:00:05Z")), (told.Order.OrderedAt, told.Order.UpdatedAt));
        Assert.Equal([new Refund("*", 980, Currency.Yen, Utc("2026-11-01T00:00:05Z"))], told.Order.Refunds);
        Assert.Equal(
            ("W92WH6P11H4Z77CTET0RNTGFW8", "hanako@example.com", Utc("2026-11-01T00:00:00Z")),
            (told.Customer!.ExternalId, told.Customer.Email, told.Customer.UpdatedAt));
        Assert.Empty(told.Customer.Consents);
    }

    [Theory]
    [InlineData("APPROVED")]
    [InlineData("PENDING")]
    [InlineData("CANCELED")] // one of several tries: another may have succeeded
    [InlineData("FAILED")]
    [InlineData("")]
    public void Payment_NotComplete_SaysNothingOfTheOrder(string status) => Assert.Equal(
        "a payment that is not complete is no purchase yet", ReadSquare(Payment.With(PaymentPath + "status", $"\"{status}\"")).Ignored());

    [Fact]
    public void Payment_WithoutAnOrder_StandsForItself() => Assert.Equal(
        "KkAkhdMsgzn59SM8A89WgKwekxLZY", ReadSquare(Payment.With(PaymentPath + "order_id", null)).Only<ShopEvent.OrderChanged>().Order.OrderId);

    [Theory]
    [InlineData("JPY", 5_980L)]
    [InlineData("USD", 5_980L)] // cents
    public void Payment_Amount_IsInMinorUnits(string currency, long minor) => Assert.Equal(
        minor,
        ReadSquare(Payment.With(PaymentPath + "amount_money.currency", $"\"{currency}\"")).Only<ShopEvent.OrderChanged>().Order.TotalMinor);

    [Theory]
    [InlineData("null")]
    [InlineData("""{"amount":0,"currency":"JPY"}""")]
    public void Payment_OfWhichNothingHasGoneBack_HasNoRefund(string json) =>
        Assert.Empty(ReadSquare(Payment.With(PaymentPath + "refunded_money", json)).Only<ShopEvent.OrderChanged>().Order.Refunds);

    [Fact]
    public void Payment_OfSomebodyUnknown_IsNobodys() => Assert.Null(
        ReadSquare(Payment.With(PaymentPath + "customer_id", null).With(PaymentPath + "buyer_email_address", null)).Only<ShopEvent.OrderChanged>().Customer);

    [Fact]
    public void Refund_Complete_IsTakenOffItsOrder() => Assert.Equal(
        new ShopEvent.RefundIssued(
            "haOyDuHiqtAXMk0d8pDKXpL7Jg4F",
            new Refund("KkAkhdMsgzn59SM8A89WgKwekxLZY_ptNBVqHY", 980, Currency.Yen, Utc("2026-11-03T01:00:16.381Z"))),
        ReadSquare(Refund).Only<ShopEvent.RefundIssued>());

    [Theory]
    [InlineData("status", "\"PENDING\"", "no money has gone back yet")]
    [InlineData("status", "\"REJECTED\"", "no money has gone back yet")]
    [InlineData("order_id", "null", "a refund without an order; its payment tells what has gone back")]
    [InlineData("amount_money", """{"amount":0,"currency":"JPY"}""", "a refund of nothing")]
    public void Refund_NotCompleteOrOfNothing_IsIgnored(string field, string json, string reason) =>
        Assert.Equal(reason, ReadSquare(Refund.With(RefundPath + field, json)).Ignored());

    [Theory]
    [InlineData("customer.created")]
    [InlineData("customer.updated")]
    public void Customer_IsWhatSquareSaysAndNoRegistration(string type)
    {
        SourceCustomer told = ReadSquare(Customer.With("type", $"\"{type}\"")).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(
            ("W92WH6P11H4Z77CTET0RNTGFW8", "hanako@example.com", "+81-90-1111-2222", "佐藤 花子", "100-0005", "--04-12"),
            (told.ExternalId, told.Email, told.Phone, told.Name, told.PostalCode, told.Birthday?.ToString()));
        Assert.Equal(Utc("2026-11-02T01:00:00Z"), told.UpdatedAt);
        Assert.Null(told.RegisteredAt);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    public void Consent_IsNeverGivenOnlyWithdrawn(string unsubscribed, bool isWithdrawn)
    {
        string body = Customer.With(CustomerPath + "preferences.email_unsubscribed", unsubscribed);
        Consent[] expected = isWithdrawn
            ? [new Consent(Channel.Email, ConsentState.Withdrawn, Utc("2026-11-02T01:00:00Z"), "square:email_unsubscribed")]
            : [];
        Assert.Equal(expected, ReadSquare(body).Only<ShopEvent.CustomerChanged>().Customer.Consents);
    }

    [Theory]
    [InlineData("\"1985-04-12\"", "1985-04-12")]
    [InlineData("\"0000-02-29\"", "--02-29")]
    [InlineData("\"0000\"", null)]
    [InlineData("\"unknown\"", null)]
    public void Birthday_ThatIsNoDay_SaysNothing(string json, string? birthday) => Assert.Equal(
        birthday, ReadSquare(Customer.With(CustomerPath + "birthday", json)).Only<ShopEvent.CustomerChanged>().Customer.Birthday?.ToString());

    [Fact]
    public void Sandbox_IsATestInWhichNobodyIsAnybody()
    {
        (string, string) sandbox = ("Square-Environment", "Sandbox");
        Assert.True(ReadSquare(Payment, sandbox).Only<ShopEvent.OrderChanged>().Order.IsTest);
        Assert.Equal("a customer of the sandbox is nobody", ReadSquare(Customer, sandbox).Ignored());
        Assert.False(ReadSquare(Payment, ("Square-Environment", "Production")).Only<ShopEvent.OrderChanged>().Order.IsTest);
    }

    [Theory]
    [InlineData("order.created", "Square tells only the order's id; its payment tells the purchase")]
    [InlineData("order.updated", "Square tells only the order's id; its payment tells the purchase")]
    [InlineData("customer.deleted", "customer.deleted removes a record of Square's; it is no wish to be forgotten")]
    [InlineData("webhooks.test_notification", "a type 'webhooks.test_notification' is not used")]
    public void Read_TypeWithoutUse_IsIgnoredWhateverElseIsThere(string type, string reason) =>
        Assert.Equal(reason, ReadSquare($$"""{"type":"{{type}}"}""").Ignored());

    [Theory]
    [InlineData("payment.updated", "$.data.object.payment: expected an object, found nothing")]
    [InlineData("refund.updated", "$.data.object.refund: expected an object, found nothing")]
    [InlineData("customer.updated", "$.data.object.customer: expected an object, found nothing")]
    public void Read_TypeWithoutItsObject_IsRefused(string type, string reason) =>
        Assert.Equal(reason, ReadSquare($$"""{"type":"{{type}}","data":{"object":{"other":{} } } }""").Fault());
}
