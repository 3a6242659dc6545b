using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class LedgerOrderTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    private static readonly SourceOrder Placed = new()
    {
        OrderId = "5551",
        OrderedAt = At,
        UpdatedAt = At,
        Currency = Currency.Yen,
        TotalMinor = 8_000,
        Status = OrderStatus.Placed,
    };

    [Fact]
    public void Of_Description_IsEnteredForTheCustomer()
    {
        SourceOrder said = Placed with
        {
            SubtotalMinor = 7_000,
            DiscountMinor = 500,
            IsTest = true,
            Lines = [new OrderLine("sku", "名", 2, 3_500)],
            Refunds = [Refund("r1", 300), Refund("r2", 400)],
        };
        LedgerOrder order = Enter(said);
        Assert.Equal("shopify-main", order.SourceId);
        Assert.Equal(At, order.UpdatedAt);
        Assert.Equal(
            new Order
            {
                OrderId = "5551",
                CustomerId = "c1",
                OrderedAt = At,
                OrderedOn = new DateOnly(2026, 11, 21),
                Currency = Currency.Yen,
                TotalMinor = 8_000,
                SubtotalMinor = 7_000,
                DiscountMinor = 500,
                RefundedMinor = 700,
                Status = OrderStatus.Placed,
                IsTest = true,
                Lines = said.Lines,
            },
            order.Order);
    }

    [Fact]
    public void Of_OneSecondBeforeTokyosMidnight_IsTheDayBefore() =>
        Assert.Equal(new DateOnly(2026, 11, 20), Enter(Placed with { OrderedAt = At.AddSeconds(-1) }).Order.OrderedOn);

    [Theory]
    [InlineData(1, 9_000)]
    [InlineData(-1, 8_000)]
    public void With_OtherDescription_TheLaterHolds(int ticks, long total) =>
        Assert.Equal(total, Enter(Placed).With(Enter(Placed with { UpdatedAt = At.AddTicks(ticks), TotalMinor = 9_000 })).Order.TotalMinor);

    [Theory]
    [InlineData(OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Paid)]
    [InlineData(OrderStatus.Paid, OrderStatus.Placed, OrderStatus.Paid)]
    [InlineData(OrderStatus.Paid, OrderStatus.Cancelled, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Cancelled, OrderStatus.Paid, OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Cancelled, OrderStatus.Placed, OrderStatus.Cancelled)]
    public void With_SameTime_TheOneThatHasComeFurtherHolds(OrderStatus known, OrderStatus heard, OrderStatus holds) =>
        Assert.Equal(holds, Enter(Placed with { Status = known }).With(Enter(Placed with { Status = heard })).Order.Status);

    [Fact]
    public void With_DescriptionEnteredForSomebodyElse_StaysWithItsCustomer()
    {
        LedgerOrder other = LedgerOrder.Of("shopify-main", "c2", Placed with { UpdatedAt = At.AddSeconds(1), TotalMinor = 9_000 }, Shop.Tokyo);
        LedgerOrder order = Enter(Placed).With(other);
        Assert.Equal("c1", order.Order.CustomerId);
        Assert.Equal(9_000, order.Order.TotalMinor);
    }

    [Fact]
    public void With_LaterDescriptionWithoutRefunds_ForgetsNoRefund() => Assert.Equal(
        300,
        Enter(Placed with { Refunds = [Refund("r1", 300)] }).With(Enter(Placed with { UpdatedAt = At.AddDays(1) })).Order.RefundedMinor);

    [Fact]
    public void With_RefundToldTwice_CountsOnce() => Assert.Equal(
        700,
        Enter(Placed with { Refunds = [Refund("r1", 300)] }).With([Refund("r1", 300), Refund("r2", 400)]).With([Refund("r2", 400)]).Order.RefundedMinor);

    /// <summary>Payments of a refund succeed one after the other; until the last, it is told with less.</summary>
    [Fact]
    public void With_RefundThatGrew_CountsInFullWhicheverIsToldFirst()
    {
        Assert.Equal(1_000, Enter(Placed).With([Refund("r1", 300)]).With([Refund("r1", 1_000)]).Order.RefundedMinor);
        Assert.Equal(1_000, Enter(Placed).With([Refund("r1", 1_000)]).With([Refund("r1", 300)]).Order.RefundedMinor);
    }

    private static LedgerOrder Enter(SourceOrder said) => LedgerOrder.Of("shopify-main", "c1", said, Shop.Tokyo);

    private static Refund Refund(string id, long yen) => new(id, yen, Currency.Yen, At);
}
