using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Base;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources.Pulling;

/// <summary>What BASE lists, and what it tells of an order.</summary>
public sealed class BaseTests
{
    private static readonly BaseSource Source = new();
    private static readonly string Order = Fixture("base-order");

    [Fact]
    public void Order_IsReadWithItsBuyerAndGoods()
    {
        ShopEvent.OrderChanged told = Read(Order);
        Assert.Equal(("154D88A39E454289", 5980L, 500L, OrderStatus.Paid), (told.Order.OrderId, told.Order.TotalMinor, told.Order.DiscountMinor, told.Order.Status));
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), Utc("2026-11-01T00:01:00Z")), (told.Order.OrderedAt, told.Order.UpdatedAt));
        Assert.Equal(new OrderLine("1000", "石けん", 2, 2990), Assert.Single(told.Order.Lines));  // the other line was cancelled
        Assert.Equal((null, "hanako@example.com", "山田 花子"), (told.Customer!.ExternalId, told.Customer.Email, told.Customer.Name));
    }

    [Theory]
    [InlineData("unpaid", "cvs", "null", "null", OrderStatus.Placed)]
    [InlineData("unshippable", "base_bt", "null", "null", OrderStatus.Paid)]
    [InlineData("shipping", "creditcard", "null", "null", OrderStatus.Paid)]
    [InlineData("shipping", "cod", "null", "null", OrderStatus.Placed)]
    [InlineData("dispatched", "cod", "null", "1793491200", OrderStatus.Paid)]
    [InlineData("cancelled", "creditcard", "null", "null", OrderStatus.Cancelled)]
    [InlineData("dispatched", "creditcard", "1793491200", "null", OrderStatus.Cancelled)]
    [InlineData("something-new", "creditcard", "null", "null", OrderStatus.Placed)]
    public void Order_Status_SaysHowFarItHasCome(string status, string payment, string cancelled, string dispatched, OrderStatus expected) => Assert.Equal(expected, Read(Order
        .With("dispatch_status", $"\"{status}\"").With("payment", $"\"{payment}\"").With("cancelled", cancelled).With("dispatched", dispatched)).Order.Status);

    [Fact]
    public void Order_OfAPartnersShop_BelongsToNobody() => Assert.Null(Read(Order.With("mail_address", "null")).Customer);

    [Theory]
    [InlineData("ordered", "\"2026-11-01\"")]
    [InlineData("ordered", "null")]
    [InlineData("total", "\"x\"")]
    [InlineData("modified", "17934912000000")]
    public void Order_WithAFault_IsUnreadable(string path, string json) =>
        Assert.StartsWith($"$.{path}", Pulled("order", Order.With(path, json)).Fault(), StringComparison.Ordinal);

    [Fact]
    public void Listed_IsANoticeOfTheOrder()
    {
        WebhookReading.Noticed noticed = Assert.IsType<WebhookReading.Noticed>(Pulled("order-listed", """{"unique_key":"154D88A39E454289"}"""));
        Assert.Equal(new ShopNotice(new ShopThing("order", "154D88A39E454289")), Assert.Single(noticed.Notices));
    }

    /// <summary>Nothing comes by its address.</summary>
    [Fact]
    public void Webhook_IsRefused()
    {
        Assert.IsType<WebhookCheck.Refused>(Source.Check(Request("{}"), [], ReceivedAt));
        Assert.IsType<WebhookReading.Ignored>(Source.Read(Request("{}"), ReceivedAt));
    }

    private static ShopEvent.OrderChanged Read(string body) => Pulled("order", body).Only<ShopEvent.OrderChanged>();

    private static WebhookReading Pulled(string kind, string body) => Source.Read(WebhookRequest.OfPulled(kind, Encoding.UTF8.GetBytes(body)), ReceivedAt);
}
