using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Customers of the generic body.</summary>
public sealed class StandardCustomerTests
{
    private static readonly string Order = Fixture("standard-order");
    private static readonly DateTimeOffset WrittenAt = Utc("2026-11-01T00:05:00Z");

    public static TheoryData<string, Type> Types => new()
    {
        { "order.paid", typeof(ShopEvent.OrderChanged) },
        { "customer.created", typeof(ShopEvent.CustomerChanged) },
        { "customer.updated", typeof(ShopEvent.CustomerChanged) },
        { "customer.erased", typeof(ShopEvent.CustomerErased) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Read_CustomerWithEveryField_IsWhatItSays(string type, Type expected)
    {
        ShopEvent only = Assert.Single(Assert.IsType<WebhookReading.Understood>(ReadStandard(Order.With("type", $"\"{type}\""))).Events);
        Assert.IsType(expected, only);
        SourceCustomer customer = CustomerOf(only)!;
        Assert.Equal(
            ("10000000000000000001", "taro@example.com", "090-1234-5678", "山田 太郎", "U0123456789abcdef0123456789abcdef"),
            (customer.ExternalId, customer.Email, customer.Phone, customer.Name, customer.LineUserId));
        Assert.Equal(WrittenAt, customer.UpdatedAt);
        Assert.Equal(
            [
                new Consent(Channel.Email, ConsentState.Granted, Utc("2026-09-30T15:00:00Z"), "checkout-form-2"),
                new Consent(Channel.Line, ConsentState.Withdrawn, Utc("2026-10-01T15:00:00Z"), "standard"),
            ],
            customer.Consents);
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"}""", null, "a@example.com")]
    [InlineData("""{"id":"7"}""", "7", null)]
    [InlineData("""{"id":null,"email":" a@example.com ","consent":{}}""", null, "a@example.com")]
    public void Read_CustomerWithAnIdOrAnEmail_IsKnown(string json, string? id, string? email)
    {
        foreach (string type in new[] { "order.paid", "customer.updated" })
        {
            SourceCustomer customer = CustomerOf(ReadStandard(With(type, json)))!;
            Assert.Equal((id, email), (customer.ExternalId, customer.Email));
            Assert.Empty(customer.Consents);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"","email":" ","name":"山田 太郎"}""")]
    public void Order_OfNobody_IsStillAnOrder(string json) => Assert.Null(CustomerOf(ReadStandard(With("order.paid", json))));

    [Theory]
    [InlineData("customer.created")]
    [InlineData("customer.updated")]
    [InlineData("customer.erased")]
    public void Customer_WhoIsNobody_IsRefused(string type)
    {
        Assert.Equal(
            "$.data.customer.id: expected an id, or an e-mail address in 'email', found nothing", ReadStandard(With(type, "{}")).Fault());
        Assert.Equal("$.data.customer: expected an object, found null", ReadStandard(With(type, "null")).Fault());
    }

    [Fact]
    public void Consent_Missing_IsNone() => Assert.Empty(CustomerOf(ReadStandard(Order.With("data.customer.consent", "null")))!.Consents);

    [Theory]
    [InlineData("granted", ConsentState.Granted)]
    [InlineData("Pending", ConsentState.Pending)]
    [InlineData("withdrawn", ConsentState.Withdrawn)]
    public void Consent_Word_IsTheState(string word, ConsentState state) =>
        Assert.Equal(state, CustomerOf(ReadStandard(Order.With("data.customer.consent.email.state", $"\"{word}\"")))!.Consents[0].State);

    [Theory]
    [InlineData("consent.email.state", "\"yes\"", "$.data.customer.consent.email.state: expected granted, pending or withdrawn, found a text")]
    [InlineData("consent.email.state", null, "$.data.customer.consent.email.state: expected granted, pending or withdrawn, found nothing")]
    [InlineData("consent.line.at", null, "$.data.customer.consent.line.at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found nothing")]
    [InlineData("consent.email", "true", "$.data.customer.consent.email: expected an object, found true or false")]
    [InlineData("consent", "\"granted\"", "$.data.customer.consent: expected an object, found a text")]
    [InlineData("line_user_id", "\"U0123456789abcdef0123456789abcde\"", "$.data.customer.line_user_id: expected U and 32 hexadecimal digits in small letters, found a text")]
    [InlineData("line_user_id", "\"U0123456789ABCDEF0123456789ABCDEF\"", "$.data.customer.line_user_id: expected U and 32 hexadecimal digits in small letters, found a text")]
    [InlineData("line_user_id", "\"C0123456789abcdef0123456789abcdef\"", "$.data.customer.line_user_id: expected U and 32 hexadecimal digits in small letters, found a text")]
    [InlineData("id", "true", "$.data.customer.id: expected a text of at most 1000 characters, found true or false")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string path, string? json, string reason) =>
        Assert.Equal(reason, ReadStandard(Order.With($"data.customer.{path}", json)).Fault());

    private static string With(string type, string customer) => Order.With("type", $"\"{type}\"").With("data.customer", customer);

    private static SourceCustomer? CustomerOf(WebhookReading reading) =>
        CustomerOf(Assert.Single(Assert.IsType<WebhookReading.Understood>(reading).Events));

    private static SourceCustomer? CustomerOf(ShopEvent told) => told switch
    {
        ShopEvent.OrderChanged order => order.Customer,
        ShopEvent.CustomerChanged changed => changed.Customer,
        ShopEvent.CustomerErased erased => erased.Customer,
        _ => throw new ArgumentOutOfRangeException(nameof(told)),
    };
}
