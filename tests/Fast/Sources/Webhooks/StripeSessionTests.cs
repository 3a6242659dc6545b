using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Checkouts of Stripe.</summary>
public sealed class StripeSessionTests
{
    private const string Completed = "checkout.session.completed";
    private const string Succeeded = "checkout.session.async_payment_succeeded";
    private const string Failed = "checkout.session.async_payment_failed";

    private static readonly string Body = Fixture("stripe-checkout");

    /// <summary>1793491200 is 1 November 2026, midnight UTC.</summary>
    private static readonly DateTimeOffset OpenedAt = Utc("2026-11-01T00:00:00Z");

    [Fact]
    public void Checkout_Paid_IsAnOrderOfItsPayment()
    {
        SourceOrder order = Read(Body).Order;
        Assert.Equal(("pi_3Q0001", Currency.Yen, 5_980L, 5_480L, 500L), (order.OrderId, order.Currency, order.TotalMinor, order.SubtotalMinor, order.DiscountMinor));
        Assert.Equal((OpenedAt, OpenedAt.AddSeconds(305)), (order.OrderedAt, order.UpdatedAt));
        Assert.Equal((OrderStatus.Paid, false), (order.Status, order.IsTest));
        Assert.Empty(order.Lines);
    }

    [Fact]
    public void Checkout_TellsItsBuyer()
    {
        SourceCustomer buyer = Read(Body).Customer!;
        Assert.Equal(
            ("cus_NffrFeUfNV2Hib", "hanako@example.com", "+819011112222", "佐藤 花子", "100-0005"),
            (buyer.ExternalId, buyer.Email, buyer.Phone, buyer.Name, buyer.PostalCode));
        Assert.Equal(OpenedAt, buyer.UpdatedAt);
        Assert.Null(buyer.RegisteredAt);
    }

    [Theory]
    [InlineData(Completed, "paid", OrderStatus.Paid)]
    [InlineData(Completed, "no_payment_required", OrderStatus.Paid)]
    [InlineData(Completed, "unpaid", OrderStatus.Placed)] // convenience store, bank transfer
    [InlineData(Completed, "some_new_word", OrderStatus.Placed)]
    [InlineData(Succeeded, "paid", OrderStatus.Paid)]
    [InlineData(Failed, "unpaid", OrderStatus.Cancelled)]
    public void Status_SaysWhetherTheMoneyHasArrived(string type, string paid, OrderStatus status) =>
        Assert.Equal(status, Read(Body.With("type", $"\"{type}\"").With("data.object.payment_status", $"\"{paid}\"")).Order.Status);

    [Fact]
    public void Order_OfAPaymentDaysLater_IsTheSame()
    {
        SourceOrder placed = Read(Body.With("data.object.payment_status", "\"unpaid\"")).Order;
        ShopEvent.OrderChanged later = Read(Body.With("type", $"\"{Succeeded}\"").With("created", "1793750400"));
        Assert.Equal((placed.OrderId, placed.OrderedAt), (later.Order.OrderId, later.Order.OrderedAt));
        Assert.Equal(Utc("2026-11-04T00:00:00Z"), later.Order.UpdatedAt);
        Assert.All(later.Customer!.Consents, c => Assert.Equal(OpenedAt, c.At)); // says nothing new, and undoes no later refusal
    }

    [Fact]
    public void Order_WithoutAPayment_IsNamedByItsCheckout() => Assert.Equal("cs_live_a1b2c3", Read(Body.With("data.object.payment_intent", "null")).Order.OrderId);

    [Theory]
    [InlineData("""{"promotions":"opt_in"}""", ConsentState.Granted)]
    [InlineData("""{"promotions":"opt_out"}""", ConsentState.Withdrawn)]
    [InlineData("""{"promotions":null}""", null)]
    [InlineData("""{"promotions":"later"}""", null)]
    [InlineData("null", null)]
    public void Consent_IsWhatTheBuyerChose(string json, ConsentState? state)
    {
        Consent? consent = Read(Body.With("data.object.consent", json)).Customer!.Consents.SingleOrDefault();
        Assert.Equal(state is { } said ? new Consent(Channel.Email, said, OpenedAt, "stripe:checkout") : null, consent);
    }

    [Fact]
    public void TestMode_IsATestOfWhichNobodyConsents()
    {
        ShopEvent.OrderChanged told = Read(Body.With("livemode", "false"));
        Assert.True(told.Order.IsTest);
        Assert.Empty(told.Customer!.Consents);
    }

    [Theory]
    [InlineData("null", "\"a@example.com\"", null, "a@example.com")]
    [InlineData("\"cus_1\"", "null", "cus_1", null)]
    public void Buyer_GuestOrWithoutAddress_IsWhatIsKnown(string id, string email, string? externalId, string? address)
    {
        SourceCustomer buyer = Read(Body.With("data.object.customer", id).With("data.object.customer_details.email", email)).Customer!;
        Assert.Equal((externalId, address), (buyer.ExternalId, buyer.Email));
    }

    [Fact]
    public void Buyer_WithNeither_IsNobody() =>
        Assert.Null(Read(Body.With("data.object.customer", "null").With("data.object.customer_details", "null")).Customer);

    [Fact]
    public void Buyer_WhoseDetailsAreMissing_HasTheAddressOfTheCheckout()
    {
        string body = Body.With("data.object.customer_details", "null").With("data.object.customer_email", "\"b@example.com\"");
        Assert.Equal("b@example.com", Read(body).Customer!.Email);
    }

    [Theory]
    [InlineData("5980", 0L)]
    [InlineData("5981", null)]
    public void Subtotal_WithoutShipping_IsNeverBelowNothing(string shipping, long? minor) =>
        Assert.Equal(minor, Read(Body.With("data.object.total_details.amount_shipping", shipping)).Order.SubtotalMinor);

    [Fact]
    public void Setup_SellsNothing() =>
        Assert.Equal("a checkout that keeps a card for later sells nothing", ReadStripe(Body.With("data.object.mode", "\"setup\"")).Ignored());

    [Theory]
    [InlineData("data.object.amount_total", "null", "$.data.object.amount_total: expected a whole number that makes an amount in JPY, found null")]
    [InlineData("data.object.amount_total", "-1", "$.data.object.amount_total: expected a whole number that makes an amount in JPY, found something else")]
    [InlineData("data.object.amount_total", "59.8", "$.data.object.amount_total: expected a whole number that makes an amount in JPY, found something else")]
    [InlineData("data.object.currency", "null", "$.data.object.currency: expected a currency code of three letters such as JPY, found null")]
    [InlineData("data.object.created", "\"now\"", "$.data.object.created: expected seconds since 1970, found something else")]
    [InlineData("created", "null", "$.created: expected seconds since 1970, found null")]
    [InlineData("livemode", "null", "$.livemode: expected true or false, found null")]
    [InlineData("data", "null", "$.data: expected an object, found null")]
    public void Checkout_WithoutWhatItNeeds_IsRefused(string path, string json, string reason) => Assert.Equal(reason, ReadStripe(Body.With(path, json)).Fault());

    private static ShopEvent.OrderChanged Read(string body) => ReadStripe(body).Only<ShopEvent.OrderChanged>();
}
