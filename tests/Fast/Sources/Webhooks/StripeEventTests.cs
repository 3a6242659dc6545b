using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Refunds and customers of Stripe, its amounts, and types without use.</summary>
public sealed class StripeEventTests
{
    private static readonly string Refund = Fixture("stripe-refund");
    private static readonly string Customer = Fixture("stripe-customer");

    [Fact]
    public void Refund_IsAllThatHasGoneBackOfTheCharge() => Assert.Equal(
        new ShopEvent.RefundIssued("pi_3Q0001", new Refund("ch_3Q0001", 980, Currency.Yen, Utc("2026-11-03T00:05:00Z"))),
        ReadStripe(Refund.With("created", "1793664300")).Only<ShopEvent.RefundIssued>());

    [Theory]
    [InlineData("data.object.payment_intent", "null", "a charge without a payment intent is of no checkout")]
    [InlineData("data.object.amount_refunded", "0", "nothing has gone back of the charge")]
    public void Refund_OfNothingOrOfNoCheckout_IsIgnored(string path, string json, string reason) =>
        Assert.Equal(reason, ReadStripe(Refund.With(path, json)).Ignored());

    /// <summary>As Stripe's documents list them; 1,234,500 parts each.</summary>
    [Theory]
    [InlineData("jpy", 1_234_500L)]
    [InlineData("krw", 1_234_500L)]
    [InlineData("vnd", 1_234_500L)]
    [InlineData("clp", 1_234_500L)]
    [InlineData("usd", 1_234_500L)] // cents
    [InlineData("twd", 1_234_500L)]
    [InlineData("kwd", 1_234_500L)] // thousandths
    [InlineData("bhd", 1_234_500L)]
    [InlineData("isk", 12_345L)] // still told in hundredths
    [InlineData("ugx", 12_345L)]
    [InlineData("mga", 123_450_000L)] // told in whole ariary
    public void Amount_OfACurrency_IsInItsMinorUnits(string currency, long minor)
    {
        string body = Refund.With("data.object.currency", $"\"{currency}\"").With("data.object.amount_refunded", "1234500");
        Assert.Equal(minor, ReadStripe(body).Only<ShopEvent.RefundIssued>().Refund.AmountMinor);
    }

    [Theory]
    [InlineData("isk", "1234567")] // a part of a króna
    [InlineData("jpy", "1000000000001")]
    [InlineData("jpy", "99999999999999999999999")]
    public void Amount_ThatIsNone_IsRefused(string currency, string parts) => Assert.Equal(
        $"$.data.object.amount_refunded: expected a whole number that makes an amount in {currency.ToUpperInvariant()}, found something else",
        ReadStripe(Refund.With("data.object.currency", $"\"{currency}\"").With("data.object.amount_refunded", parts)).Fault());

    [Theory]
    [InlineData("customer.created")]
    [InlineData("customer.updated")]
    public void Customer_IsWhatStripeSaysAndNoRegistration(string type)
    {
        SourceCustomer told = ReadStripe(Customer.With("type", $"\"{type}\"")).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(
            ("cus_NffrFeUfNV2Hib", "hanako@example.com", "+819011112222", "佐藤 花子", "100-0005", Utc("2026-11-02T00:00:00Z")),
            (told.ExternalId, told.Email, told.Phone, told.Name, told.PostalCode, told.UpdatedAt));
        Assert.Null(told.RegisteredAt);
        Assert.Empty(told.Consents);
    }

    [Fact]
    public void Customer_OfTheTestMode_IsNobody() =>
        Assert.Equal("a customer of the test mode is nobody", ReadStripe(Customer.With("livemode", "false")).Ignored());

    [Theory]
    [InlineData("customer.deleted", "customer.deleted removes a record of Stripe's; it is no wish to be forgotten")]
    [InlineData("checkout.session.expired", "a type 'checkout.session.expired' is not used")]
    [InlineData("invoice.paid", "a type 'invoice.paid' is not used")]
    [InlineData("v2.core.event_destination.ping", "a type 'v2.core.event_destination.ping' is not used")]
    [InlineData("a b", "a type that is no plain word is not used")]
    public void Read_TypeWithoutUse_IsIgnoredWhateverElseIsThere(string type, string reason) =>
        Assert.Equal(reason, ReadStripe($$"""{"type":"{{type}}"}""").Ignored());

    [Theory]
    [InlineData("checkout.session.completed", "evt_2", true)] // two events of one thing
    [InlineData("customer.created", "evt_2", true)]
    [InlineData("customer.updated", "evt_2", false)] // the same customer may change again
    [InlineData("charge.refunded", "evt_2", false)] // and more may go back
    [InlineData("customer.updated", "evt_1", true)]
    public void Key_OfTwoEventsOfOneObject_IsTheSameOnlyIfItHappensOnce(string type, string otherId, bool isSame)
    {
        Assert.Equal(isSame, KeyOf(Event("evt_1", type, "obj_1")) == KeyOf(Event(otherId, type, "obj_1")));
        Assert.NotEqual(KeyOf(Event("evt_1", type, "obj_1")), KeyOf(Event("evt_3", type, "obj_2")));
    }

    [Fact]
    public void Key_OfABodyWithoutIds_IsItsHash()
    {
        Assert.StartsWith("sha256:", KeyOf("not JSON"), StringComparison.Ordinal);
        Assert.NotEqual(KeyOf("{}"), KeyOf("{ }"));
    }

    private static string Event(string id, string type, string objectId) => $$"""{"id":"{{id}}","type":"{{type}}","data":{"object":{"id":"{{objectId}}"} } }""";

    private static string KeyOf(string body) => Assert.IsType<WebhookCheck.Authentic>(Stripe.Check(
        Request(body, ("Stripe-Signature", StripeCheckTests.Header(body, ReceivedAt))), [StripeCheckTests.Secret], ReceivedAt)).DedupeKey;
}
