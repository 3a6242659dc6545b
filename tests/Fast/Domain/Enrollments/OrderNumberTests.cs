using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

/// <summary>Which order of a customer an order is, and whether it is still news.</summary>
public sealed class OrderNumberTests
{
    private static readonly OrderRules FromPaid = new();

    [Fact]
    public void NumberOf_OrdersInAnySequence_CountsByTimeOfPurchase()
    {
        LedgerOrder[] orders = [Order("third", 1), Order("first", 9), Order("second", 5)];
        Assert.Equal([1, 2, 3], Numbers(orders, "first", "second", "third"));
    }

    [Fact]
    public void NumberOf_AnySequence_IsTheSame() => Law.Holds(
        from orders in Gen.Shuffle<LedgerOrder>([Order("a", 2), Order("b", 2), Order("c", 2, "standard"), Order("d", 1), Order("e", 3)])
        select orders,
        orders => Numbers(orders, "e", "a", "b", "d").SequenceEqual([1, 2, 3, 5]) && Number("c", orders, "standard") == 4);

    [Fact]
    public void NumberOf_EqualTimes_CountsEachOnceBySourceAndId()
    {
        LedgerOrder[] orders = [Order("9", 1), Order("10", 1), Order("9", 1, "a-source")];
        Assert.Equal(1, Number("9", orders, "a-source"));
        Assert.Equal(2, Number("10", orders)); // ordinal: what counts is that it never changes
        Assert.Equal(3, Number("9", orders));
    }

    [Fact]
    public void NumberOf_OrdersThatDoNotCount_AreLeftOut()
    {
        LedgerOrder[] orders =
        [
            Order("test", 9, change: o => o with { IsTest = true }),
            Order("cancelled", 8, change: o => o with { Status = OrderStatus.Cancelled }),
            Order("placed", 7, change: o => o with { Status = OrderStatus.Placed }),
            Order("returned", 6, change: o => o with { RefundedMinor = o.TotalMinor }),
            Order("kept", 5, change: o => o with { RefundedMinor = o.TotalMinor - 1 }),
            Order("last", 4),
        ];
        Assert.Equal([null, null, null, null, 1, 2], Numbers(orders, "test", "cancelled", "placed", "returned", "kept", "last"));
        Assert.Equal(1, OrderEnrollment.NumberOf("shopify-main", "placed", orders, new OrderRules(OrderCountFrom.Placed)));
    }

    [Fact]
    public void NumberOf_UnknownOrder_IsNone()
    {
        Assert.Null(Number("1", []));
        Assert.Null(Number("1", [Order("1", 1, "standard")]));
    }

    [Theory]
    [InlineData(-1, true)] // the shop's clock may be behind the source's
    [InlineData(0, true)]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public void IsRecent_FourteenDays_IsTheEnd(int daysAgo, bool isRecent) =>
        Assert.Equal(isRecent, OrderEnrollment.IsRecent(Shop.Order("1", "c1", Shop.Today.AddDays(-daysAgo), 100), Shop.Today));

    private static int?[] Numbers(LedgerOrder[] orders, params string[] ids) => [.. ids.Select(id => Number(id, orders))];

    private static int? Number(string id, LedgerOrder[] orders, string source = "shopify-main") =>
        OrderEnrollment.NumberOf(source, id, orders, FromPaid);

    private static LedgerOrder Order(string id, int daysAgo, string source = "shopify-main", Func<Order, Order>? change = null)
    {
        Order order = Shop.Order(id, "c1", Shop.Today.AddDays(-daysAgo), 1_000);
        return new LedgerOrder(source, change?.Invoke(order) ?? order, order.OrderedAt, []);
    }
}
