using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

/// <summary>Which order of a customer an order is, and whether it is still news.</summary>
public sealed class OrderNumberTests
{
    private static readonly OrderRules FromPaid = new();

    [Fact]
    public void Numbered_OneAfterTheOther_CountsInTheOrderOfBecomingKnown()
    {
        LedgerOrder[] ledger = Enter(Order("later", 1), Order("earlier", 9), Order("other-shop", 5, "standard"));
        Assert.Equal([1, 2, 3], ledger.Select(o => o.Number));
    }

    [Fact]
    public void Numbered_OrdersThatDoNotCount_AreLeftOut()
    {
        LedgerOrder[] ledger = Enter(
            Order("test", 9, change: o => o with { IsTest = true }),
            Order("cancelled", 8, change: o => o with { Status = OrderStatus.Cancelled }),
            Order("placed", 7, change: o => o with { Status = OrderStatus.Placed }),
            Order("returned", 6, change: o => o with { RefundedMinor = o.TotalMinor }),
            Order("kept", 5, change: o => o with { RefundedMinor = o.TotalMinor - 1 }),
            Order("last", 4));
        Assert.Equal([null, null, null, null, 1, 2], ledger.Select(o => o.Number));
        Assert.Equal(1, ledger[2].Numbered([], new OrderRules(OrderCountFrom.Placed)).Number);
    }

    [Fact]
    public void Numbered_Again_KeepsItsNumber()
    {
        LedgerOrder first = Order("1", 3).Numbered([], FromPaid);
        Assert.Equal(1, first.Numbered([first, Order("2", 9)], FromPaid).Number);
    }

    [Fact]
    public void Numbered_ItsOwnEarlierState_IsNotAnotherOrder() =>
        Assert.Equal(1, Order("1", 3).Numbered([Order("1", 3)], FromPaid).Number);

    [Fact]
    public void With_ALaterDescription_KeepsTheNumber()
    {
        LedgerOrder known = Order("1", 3).Numbered([Order("2", 9)], FromPaid);
        LedgerOrder said = Order("1", 3) with { UpdatedAt = known.UpdatedAt.AddDays(1) };
        Assert.Equal((2, 2), (known.With(said).Number, known.With(said with { UpdatedAt = known.UpdatedAt.AddDays(-1) }).Number));
    }

    [Theory]
    [InlineData(-1, true)] // the shop's clock may be behind the source's
    [InlineData(0, true)]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public void IsRecent_FourteenDays_IsTheEnd(int daysAgo, bool isRecent) =>
        Assert.Equal(isRecent, Admission.IsRecent(Shop.Today.AddDays(-daysAgo), Shop.Today));

    /// <summary>The customer's orders after each was entered in turn.</summary>
    private static LedgerOrder[] Enter(params LedgerOrder[] orders)
    {
        List<LedgerOrder> ledger = [];
        foreach (LedgerOrder order in orders)
        {
            ledger.Add(order.Numbered(ledger, FromPaid));
        }

        return [.. ledger];
    }

    private static LedgerOrder Order(string id, int daysAgo, string source = "shopify-main", Func<Order, Order>? change = null)
    {
        Order order = Shop.Order(id, "c1", Shop.Today.AddDays(-daysAgo), 1_000);
        return new LedgerOrder(source, change?.Invoke(order) ?? order, order.OrderedAt, []);
    }
}
