using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.MakeShop;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Orders whose fields an operator has named: MakeShop and futureshop.</summary>
public sealed class NamedOrderTests
{
    private const string Answer = """
        {"data":{"search":{"orders":[
         {"no":1001,"at":"2026/11/01 09:00:00","pay":{"state":"済"},"state":"受付","sum":"5980","buyer":{"sei":"佐藤","mei":"花子","mail":"hanako@example.com"},
          "items":[{"code":"TEA-01","n":"2","yen":"2500"},{"code":"GIFT","n":"0","yen":"0"}]},
         {"no":"1002","at":"20261101100000","pay":{"state":"未"},"state":"受付","sum":300,"buyer":{}}]}}}
        """;

    private static readonly string Order = Fixture("named-order");

    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Endpoint"] = "http://127.0.0.1:9/",
        ["Token"] = "t",
        ["Query"] = "query ($from: String, $page: Int) { search { orders { no } } }",
        ["PollMinutes"] = "5",
        ["StartDaysBack"] = "0",
        ["ListField"] = "data.search.orders",
        ["IdField"] = "no",
        ["OrderedAtField"] = "at",
        ["TotalField"] = "sum",
        ["StatusField"] = "pay.state+state",
        ["PaidWords"] = "済/受付, 済/出荷",
        ["PlacedWords"] = "未/受付",
        ["CancelledWords"] = "済/取消,未/取消",
        ["EmailField"] = "buyer.mail",
        ["NameField"] = "buyer.sei+buyer.mei",
        ["LinesField"] = "items",
        ["LineSkuField"] = "code",
        ["LineQuantityField"] = "n",
        ["LinePriceField"] = "yen",
    };

    [Fact]
    public void Answer_WithNamedFields_IsRead()
    {
        ShopEvent.OrderChanged[] orders = Orders(Answer);
        Assert.Equal(("1001", OrderStatus.Paid, 5_980L, Currency.Yen), (orders[0].Order.OrderId, orders[0].Order.Status, orders[0].Order.TotalMinor, orders[0].Order.Currency));
        Assert.Equal(Utc("2026-11-01T00:00:00Z"), orders[0].Order.OrderedAt);
        Assert.Equal([new OrderLine("TEA-01", null, 2, 2_500)], orders[0].Order.Lines);
        Assert.Equal(("hanako@example.com", "佐藤 花子", null), (orders[0].Customer!.Email, orders[0].Customer!.Name, orders[0].Customer!.ExternalId));
        Assert.Equal(("1002", OrderStatus.Placed, 300L), (orders[1].Order.OrderId, orders[1].Order.Status, orders[1].Order.TotalMinor));
        Assert.Equal(Utc("2026-11-01T01:00:00Z"), orders[1].Order.OrderedAt);
        Assert.Null(orders[1].Customer);
    }

    [Fact]
    public void Answer_IsFollowedByTheTimeOfItsOrders() =>
        Assert.Equal([Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T01:00:00Z")], Page(Answer).Things.Select(t => t.ChangedAt!.Value));

    [Theory]
    [InlineData("済", "取消", OrderStatus.Cancelled)]
    [InlineData("済", "出荷", OrderStatus.Paid)]
    public void Status_IsWhatTheWordsSay(string paid, string state, OrderStatus status) => Assert.Equal(
        status, Orders(Answer.With("data.search.orders.0.pay.state", $"\"{paid}\"").With("data.search.orders.0.state", $"\"{state}\""))[0].Order.Status);

    [Theory]
    [InlineData("pay.state", "\"一部\"", "$.status")] // a word that nobody has set
    [InlineData("pay", null, "$.status")]
    [InlineData("sum", null, "$.total")]
    [InlineData("sum", "\"5,980円\"", "$.total")]
    [InlineData("sum", "-1", "$.total")]
    [InlineData("at", "\"11月1日\"", "$.orderedAt")]
    [InlineData("at", null, "$.orderedAt")]
    [InlineData("items", "7", "$.lines")]
    public void WhatIsNotFoundOrNotKnown_WaitsForAPersonAndIsNotGuessed(string field, string? json, string path)
    {
        PolledThing thing = Page(Answer.With("data.search.orders.0." + field, json)).Things[0];
        Assert.StartsWith(path, Read(thing).Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.search.orders", "{}", "ListField")]
    [InlineData("data", null, "ListField")]
    [InlineData("data.search.orders.1.no", null, "IdField")]
    [InlineData("data.search.orders.1.no", "{}", "IdField")]
    public void Answer_WithoutOrdersOrTheirNumbers_SaysWhichSetting(string field, string? json, string setting)
    {
        ShopApiException e = Assert.Throws<ShopApiException>(() => Page(Answer.With(field, json)));
        Assert.Equal(ShopApiFailure.Rejected, e.Failure);
        Assert.Contains($"Sources:shop:Api:{setting}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hanako", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2026-11-01 09:00:00\"", "2026-11-01T00:00:00Z")]
    [InlineData("\"2026/11/01 09:00:00\"", "2026-11-01T00:00:00Z")]
    [InlineData("\"2026-11-01T09:00:00\"", "2026-11-01T00:00:00Z")]
    [InlineData("20261101090000", "2026-11-01T00:00:00Z")]
    [InlineData("\"2026-11-01T09:00:00Z\"", "2026-11-01T09:00:00Z")]
    public void Time_WithoutItsOffset_IsJapans(string at, string utc) => Assert.Equal(
        Utc(utc), SourceOf("futureshop").Read(WebhookRequest.OfPulled("order", Encoding.UTF8.GetBytes(Order.With("orderedAt", at))), ReceivedAt).Only<ShopEvent.OrderChanged>().Order.OrderedAt);

    [Fact]
    public void Order_IsDescribedAtItsChangeAndItsBuyerAtThePurchase()
    {
        ShopEvent.OrderChanged told = SourceOf("makeshop").Read(WebhookRequest.OfPulled("order", Encoding.UTF8.GetBytes(Order)), ReceivedAt).Only<ShopEvent.OrderChanged>();
        Assert.Equal((Utc("2026-11-01T00:05:00Z"), Utc("2026-11-01T00:00:00Z")), (told.Order.UpdatedAt, told.Customer!.UpdatedAt));
        Assert.Equal(("M-7", "佐藤 花子", "090-1234-5678", "100-0005"), (told.Customer.ExternalId, told.Customer.Name, told.Customer.Phone, told.Customer.PostalCode));
        Assert.Empty(told.Customer.Consents);
        Assert.Equal(ReceivedAt, SourceOf("makeshop").Read(WebhookRequest.OfPulled("order", Encoding.UTF8.GetBytes(Order.With("updatedAt", null))), ReceivedAt).Only<ShopEvent.OrderChanged>().Order.UpdatedAt);
    }

    /// <summary>MakeShop's notices are not signed: what they say is not read.</summary>
    [Theory]
    [InlineData("makeshop", typeof(WebhookCheck.Hint))]
    [InlineData("futureshop", typeof(WebhookCheck.Refused))]
    public void Webhook_IsNobodys(string kind, Type expected)
    {
        Assert.IsType(expected, SourceOf(kind).Check(Request(Order), ["secret"], ReceivedAt));
        Assert.IsType<WebhookReading.Ignored>(SourceOf(kind).Read(Request(Order), ReceivedAt));
    }

    private static PollPage Page(string answer)
    {
        ShopConnection connection = new(new ShopTokens(new TestTables()), TimeProvider.System);
        return new MakeShopSource().Connect("shop", Settings, connection).ReadSaved!(Encoding.UTF8.GetBytes(answer));
    }

    private static WebhookReading Read(PolledThing thing) => SourceOf("makeshop").Read(WebhookRequest.OfPulled(thing.Thing.Entity, thing.Body), ReceivedAt);

    private static ShopEvent.OrderChanged[] Orders(string answer) => [.. Page(answer).Things.Select(t => Read(t).Only<ShopEvent.OrderChanged>())];
}
