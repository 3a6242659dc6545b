using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.EcCube;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources.Pulling;

/// <summary>What EC-CUBE's notices name, and what its GraphQL tells.</summary>
public sealed class EcCubeTests
{
    private const string Secret = "eccube-secret";
    private const string Signature = "09036e1d391196ca9711cb2b103db6f075b69b6e3813a8c0c5f8ce17fe4072ab";
    private const string Notices = """[{"entity":"order","id":13,"action":"created"},{"entity":"customer","id":7,"action":"updated"}]""";

    private static readonly EcCubeSource Source = new();
    private static readonly string Order = Fixture("ec-cube-order");
    private static readonly string Customer = Fixture("ec-cube-customer");

    /// <summary>The vector was computed with openssl.</summary>
    [Theory]
    [InlineData(Signature, Secret, true)]
    [InlineData(Signature, "another", false)]
    [InlineData("19036e1d391196ca9711cb2b103db6f075b69b6e3813a8c0c5f8ce17fe4072ab", Secret, false)]
    [InlineData("09036e1d", Secret, false)]
    [InlineData("CQNuHTkRlsqXEcsrED228HW2m244E6jAxfjOF/5Acqs=", Secret, false)]
    public void Check_IsTheSecretsOverTheBody(string signature, string secret, bool isAuthentic) =>
        Assert.Equal(isAuthentic, Source.Check(Request(Notices, ("X-ECCUBE-Signature", signature)), ["old", secret], ReceivedAt) is WebhookCheck.Authentic);

    [Fact]
    public void Check_WithoutASignature_SaysThatASecretMustBeSet() => Assert.Contains(
        "set a secret", Assert.IsType<WebhookCheck.Refused>(Source.Check(Request(Notices, ("X-ECCUBE-URL", "https://shop.example/")), [Secret], ReceivedAt)).Reason, StringComparison.Ordinal);

    /// <summary>There is no id: two equal bodies are two changes.</summary>
    [Fact]
    public void Check_OfEqualBodies_GivesDifferentKeys()
    {
        WebhookRequest request = Request(Notices, ("X-ECCUBE-Signature", Signature));
        Assert.NotEqual(Source.Check(request, [Secret], ReceivedAt), Source.Check(request, [Secret], ReceivedAt.AddTicks(1)));
    }

    [Theory]
    [InlineData(Notices, "order 13, customer 7")]
    [InlineData("""{"entity":"order","id":"13","action":"updated"}""", "order 13")]
    [InlineData("""[{"entity":"order","id":13,"action":"deleted"},{"entity":"order","id":13,"action":"deleted"}]""", "order 13 gone")]
    [InlineData("""[{"entity":"product","id":1,"action":"updated"},{"entity":"order","id":9007199254740993}]""", "order 9007199254740993")]
    public void Read_OfANotice_NamesOrdersAndCustomers(string body, string expected) => Assert.Equal(expected, string.Join(", ",
        Assert.IsType<WebhookReading.Noticed>(Read(body)).Notices.Select(n => $"{n.Thing.Entity} {n.Thing.Id}{(n.IsGone ? " gone" : "")}")));

    [Theory]
    [InlineData("""[{"entity":"product","id":1,"action":"updated"}]""")]
    [InlineData("[]")]
    public void Read_OfOtherNotices_IsIgnored(string body) => Assert.IsType<WebhookReading.Ignored>(Read(body));

    [Theory]
    [InlineData("""[{"entity":"order"}]""", "$[0].id")]
    [InlineData("""[{"id":1}]""", "$[0].entity")]
    [InlineData("[1]", "$[0]")]
    [InlineData("null", "$[0]")]
    [InlineData("{", "$: expected JSON")]
    public void Read_OfANoticeWithAFault_IsUnreadable(string body, string fault) => Assert.StartsWith(fault, Read(body).Fault(), StringComparison.Ordinal);

    [Fact]
    public void Order_IsReadWithItsBuyerAndGoods()
    {
        ShopEvent.OrderChanged told = Pulled("order", Order).Only<ShopEvent.OrderChanged>();
        Assert.Equal(("13", 5980L, 5480L, 0L), (told.Order.OrderId, told.Order.TotalMinor, told.Order.SubtotalMinor!.Value, told.Order.DiscountMinor));
        Assert.Equal((Utc("2026-11-01T00:10:00Z"), Utc("2026-11-01T00:30:00Z")), (told.Order.OrderedAt, told.Order.UpdatedAt));
        Assert.Equal(new OrderLine("soap-01", "石けん", 2, 2740), Assert.Single(told.Order.Lines));
        Assert.Equal(("7", "hanako@example.com", "山田 花子", "ヤマダ ハナコ"), (told.Customer!.ExternalId, told.Customer.Email, told.Customer.Name, told.Customer.Kana));
        Assert.Empty(told.Customer.Consents);
    }

    [Theory]
    [InlineData("1", null, OrderStatus.Placed)]
    [InlineData("1", "\"2026-11-01T09:20:00+09:00\"", OrderStatus.Paid)]
    [InlineData("3", "\"2026-11-01T09:20:00+09:00\"", OrderStatus.Cancelled)]
    [InlineData("4", null, OrderStatus.Placed)]
    [InlineData("5", null, OrderStatus.Paid)]
    [InlineData("6", null, OrderStatus.Paid)]
    [InlineData("9", "\"2026-11-01T09:20:00+09:00\"", OrderStatus.Cancelled)]
    [InlineData("42", null, OrderStatus.Placed)] // a status of the shop's own
    public void Order_Status_SaysHowFarItHasCome(string id, string? paymentDate, OrderStatus expected) => Assert.Equal(
        expected, Pulled("order", Order.With("OrderStatus.id", $"\"{id}\"").With("payment_date", paymentDate)).Only<ShopEvent.OrderChanged>().Order.Status);

    [Theory]
    [InlineData("7")]
    [InlineData("8")]
    public void Order_InCheckout_IsNoOrderYet(string id) => Assert.IsType<WebhookReading.Ignored>(Pulled("order", Order.With("OrderStatus.id", $"\"{id}\"")));

    [Fact]
    public void Order_OfAGuest_IsTheAddresss()
    {
        SourceCustomer? guest = Pulled("order", Order.With("Customer", "null")).Only<ShopEvent.OrderChanged>().Customer;
        Assert.Equal((null, "hanako@example.com"), (guest!.ExternalId, guest.Email));
        Assert.Null(Pulled("order", Order.With("Customer", "null").With("email", "null")).Only<ShopEvent.OrderChanged>().Customer);
    }

    [Theory]
    [InlineData("payment_total", "5980.5", "$.payment_total")]
    [InlineData("payment_total", null, "$.payment_total")]
    [InlineData("update_date", "\"2026-11-01 09:30\"", "$.update_date")]
    [InlineData("OrderStatus", "null", "$.OrderStatus")]
    [InlineData("OrderItems", "{}", "$.OrderItems")]
    public void Order_WithAFault_IsUnreadable(string path, string? json, string fault) =>
        Assert.StartsWith(fault, Pulled("order", Order.With(path, json)).Fault(), StringComparison.Ordinal);

    [Theory]
    [InlineData("5980.0")]
    [InlineData("\"5980.00\"")]
    public void Order_AmountWithEmptyDecimals_IsWhole(string total) =>
        Assert.Equal(5980, Pulled("order", Order.With("payment_total", total)).Only<ShopEvent.OrderChanged>().Order.TotalMinor);

    [Fact]
    public void Order_ThatIsGone_IsRemoved() =>
        Assert.Equal(new ShopEvent.OrderRemoved("13", ReceivedAt), Pulled("order-gone", """{"id":"13"}""").Only<ShopEvent.OrderRemoved>());

    [Fact]
    public void Customer_IsReadWithoutAnyConsent()
    {
        SourceCustomer said = Pulled("customer", Customer).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(("7", "山田 花子", new Birthday(4, 12, 1985)), (said.ExternalId, said.Name, said.Birthday));
        Assert.Equal(Utc("2026-10-01T00:00:00Z"), said.RegisteredAt);
        Assert.Empty(said.Consents);
    }

    [Theory]
    [InlineData("1985-04-11T15:00:00+00:00")] // the same birthday, told in another zone
    [InlineData("1985-04-12")]
    [InlineData("x")]
    public void Customer_BirthdayThatMayBeAnotherDay_IsNotRead(string birth) =>
        Assert.Null(Pulled("customer", Customer.With("birth", $"\"{birth}\"")).Only<ShopEvent.CustomerChanged>().Customer.Birthday);

    [Fact]
    public void Customer_WhoIsNotConfirmedYet_HasNotRegistered() =>
        Assert.Null(Pulled("customer", Customer.With("Status.id", "\"1\"")).Only<ShopEvent.CustomerChanged>().Customer.RegisteredAt);

    [Fact]
    public void Customer_WhoLeft_RefusesAndHasNoAddress()
    {
        SourceCustomer left = Pulled("customer", Customer.With("Status.id", "\"3\"").With("email", "\"x@dummy.dummy\"")).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Null(left.Email);
        Assert.Equal([Channel.Email, Channel.Line], left.Consents.Select(c => c.Channel));
        Assert.All(left.Consents, c => Assert.Equal((ConsentState.Withdrawn, Utc("2026-11-01T00:30:00Z")), (c.State, c.At)));
        Assert.Equal(2, Pulled("customer-gone", """{"id":"7"}""").Only<ShopEvent.CustomerChanged>().Customer.Consents.Count);
    }

    private static WebhookReading Read(string body) => Source.Read(Request(body), ReceivedAt);

    private static WebhookReading Pulled(string entity, string body) => Source.Read(WebhookRequest.OfPulled(entity, Encoding.UTF8.GetBytes(body)), ReceivedAt);
}
