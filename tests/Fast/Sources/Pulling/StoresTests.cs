using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Stores;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources.Pulling;

/// <summary>What STORES lists.</summary>
public sealed class StoresTests
{
    private static readonly StoresSource Source = new();
    private static readonly string Order = Fixture("stores-order");

    [Fact]
    public void Order_IsReadWithItsBuyerAndGoods()
    {
        ShopEvent.OrderChanged told = Read(Order);
        Assert.Equal(("6401f2a7c9e77c0001a1b2c3", 5980L, 500L, OrderStatus.Paid), (told.Order.OrderId, told.Order.TotalMinor, told.Order.DiscountMinor, told.Order.Status));
        Assert.Equal((Utc("2026-11-01T00:00:00Z"), ReceivedAt), (told.Order.OrderedAt, told.Order.UpdatedAt));
        Assert.Equal(new OrderLine("soap-01", "石けん", 2, 2990), Assert.Single(told.Order.Lines));
        Assert.Equal(("hanako@example.com", "山田 花子", Utc("2026-11-01T00:00:00Z")), (told.Customer!.Email, told.Customer.Name, told.Customer.UpdatedAt));
    }

    /// <summary>Only what says plainly that the money is there counts as paid.</summary>
    [Theory]
    [InlineData("""[{"status":"paid"}]""", OrderStatus.Paid)]
    [InlineData("""[{"paid_at":"2026-11-01T09:00:00+09:00"}]""", OrderStatus.Paid)]
    [InlineData("""[{"status":"waiting"},{"status":"captured"}]""", OrderStatus.Paid)]
    [InlineData("""[{"status":"waiting","paid_at":null}]""", OrderStatus.Placed)]
    [InlineData("[]", OrderStatus.Placed)]
    [InlineData("null", OrderStatus.Placed)]
    public void Order_Transactions_SayWhetherItIsPaid(string json, OrderStatus expected) => Assert.Equal(expected, Read(Order.With("transactions", json)).Order.Status);

    [Theory]
    [InlineData(0, OrderStatus.Paid, null)]
    [InlineData(1, OrderStatus.Paid, 1L)]
    [InlineData(5979, OrderStatus.Paid, 5979L)]
    [InlineData(5980, OrderStatus.Cancelled, null)]
    public void Order_CancelledAmount_IsARefundUpToTheWholeOrder(int yen, OrderStatus status, long? refunded)
    {
        SourceOrder order = Read(Order.With("cancel_amount", $"{yen}")).Order;
        Assert.Equal((status, refunded), (order.Status, order.Refunds.SingleOrDefault()?.AmountMinor));
    }

    [Fact]
    public void Order_WithoutAnAddress_BelongsToNobody() => Assert.Null(Read(Order.With("email", "null")).Customer);

    [Theory]
    [InlineData("ordered_at", "null")]
    [InlineData("sales_amount", "\"many\"")]
    [InlineData("deliveries", "1")]
    public void Order_WithAFault_IsUnreadable(string path, string json) =>
        Assert.StartsWith($"$.{path}", Pulled(Order.With(path, json)).Fault(), StringComparison.Ordinal);

    private static ShopEvent.OrderChanged Read(string body) => Pulled(body).Only<ShopEvent.OrderChanged>();

    private static WebhookReading Pulled(string body) => Source.Read(WebhookRequest.OfPulled("order", Encoding.UTF8.GetBytes(body)), ReceivedAt);
}
