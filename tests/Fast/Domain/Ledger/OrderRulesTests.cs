using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class OrderRulesTests
{
    private static readonly Order Paid = Shop.Order("o1", "c1", Shop.Today, 1_000);
    private static readonly OrderRules FromPaid = new();
    private static readonly OrderRules FromPlaced = new(OrderCountFrom.Placed);

    [Fact]
    public void Exclusion_PaidOrder_IsNone() => Assert.Null(FromPaid.Exclusion(Paid));

    [Fact]
    public void Exclusion_PlacedOrder_DependsOnTheShop()
    {
        Order placed = Paid with { Status = OrderStatus.Placed };
        Assert.Equal(OrderExclusion.Unpaid, FromPaid.Exclusion(placed));
        Assert.Null(FromPlaced.Exclusion(placed));
        Assert.Null(FromPlaced.Exclusion(Paid));
    }

    [Fact]
    public void Exclusion_CancelledOrTestOrder_IsNamedForEveryShop()
    {
        Assert.Equal(OrderExclusion.Cancelled, FromPlaced.Exclusion(Paid with { Status = OrderStatus.Cancelled }));
        Assert.Equal(OrderExclusion.Test, FromPlaced.Exclusion(Paid with { IsTest = true }));
        Assert.Equal(OrderExclusion.Test, FromPlaced.Exclusion(Paid with { IsTest = true, Status = OrderStatus.Cancelled }));
    }

    [Theory]
    [InlineData(999, false, 1)]
    [InlineData(1_000, true, 0)]
    [InlineData(1_200, true, 0)] // shipping paid back on top
    public void Exclusion_Refund_CountsUntilTheLastYen(long refunded, bool isFullyReturned, long amount)
    {
        Order order = Paid with { RefundedMinor = refunded };
        Assert.Equal(isFullyReturned ? OrderExclusion.FullyReturned : null, FromPaid.Exclusion(order));
        Assert.Equal(amount, FromPaid.AmountMinor(order));
    }

    [Fact]
    public void Exclusion_FreeOrder_CountsUnlessMoneyWentBack()
    {
        Assert.Null(FromPaid.Exclusion(Paid with { TotalMinor = 0 }));
        Assert.Equal(OrderExclusion.FullyReturned, FromPaid.Exclusion(Paid with { TotalMinor = 0, RefundedMinor = 1 }));
    }

    [Fact]
    public void AmountMinor_Subtotal_FallsBackToTheTotal()
    {
        OrderRules goods = new(Amount: OrderAmountBasis.Subtotal);
        Assert.Equal(700, goods.AmountMinor(Paid with { SubtotalMinor = 800, RefundedMinor = 100 }));
        Assert.Equal(900, goods.AmountMinor(Paid with { RefundedMinor = 100 }));
        Assert.Equal(900, FromPaid.AmountMinor(Paid with { SubtotalMinor = 800, RefundedMinor = 100 }));
        Assert.Equal(0, goods.AmountMinor(Paid with { SubtotalMinor = 800, RefundedMinor = 900 }));
    }
}
