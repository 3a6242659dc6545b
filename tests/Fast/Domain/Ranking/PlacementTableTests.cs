using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class PlacementTableTests
{
    private static readonly Order Yesterday = Shop.Order("o1", "b", Shop.Today.AddDays(-1), 1_000);

    [Fact]
    public void Of_Customers_AreSortedByIdOrdinally()
    {
        PlacementTable table = Table([Yesterday with { OrderId = "1", CustomerId = "b" }, Yesterday with { OrderId = "2", CustomerId = "B" }, Yesterday with { OrderId = "3", CustomerId = "01" }, Yesterday with { OrderId = "4", CustomerId = "1" }]);
        Assert.Equal(["01", "1", "B", "b"], table.Customers.Select(c => c.CustomerId));
    }

    [Fact]
    public void Of_OrderOnTheDay_Counts_AndTheDayAfterDoesNotExist()
    {
        Order today = Yesterday with { OrderId = "o2", OrderedOn = Shop.Today };
        Order tomorrow = Yesterday with { OrderId = "o3", CustomerId = "late", OrderedOn = Shop.Today.AddDays(1) };
        CustomerPlacement only = Assert.Single(Table([Yesterday, today, tomorrow]).Customers);
        Assert.Equal(2, only.Facts.Purchases.OrderCount);
        Assert.Equal((1, 0), (only.Facts.Purchases.DaysSinceFirst, only.Facts.Purchases.DaysSinceLast));
    }

    [Fact]
    public void Of_CustomerWithoutCountingOrders_IsAProspect()
    {
        CustomerPlacement only = Assert.Single(Table([Yesterday with { Status = OrderStatus.Cancelled }]).Customers);
        Assert.Equal("prospect", only.Placement.Rank.Id);
        Assert.Null(only.Facts.Purchases.FirstOn);
        Assert.Null(only.Facts.Purchases.DaysSinceLast);
    }

    [Fact]
    public void Of_CustomerWithEventsOnly_IsListedFromTheDayOfTheEvent()
    {
        Dictionary<string, IReadOnlyList<EngagementEvent>> events = new()
        {
            ["today"] = [new EngagementEvent("click", Shop.Today)],
            ["tomorrow"] = [new EngagementEvent("click", Shop.Today.AddDays(1))],
        };
        Assert.Equal(["b", "today"], Table([Yesterday], events).Customers.Select(c => c.CustomerId));
    }

    [Fact]
    public void Of_ShopFigures_CountOnlyWhatCounts()
    {
        PlacementTable table = Table(
        [
            Yesterday,
            Yesterday with { OrderId = "o2", TotalMinor = 3_000, RefundedMinor = 500 },
            Yesterday with { OrderId = "o3", CustomerId = "c", TotalMinor = 9_000, IsTest = true },
            Yesterday with { OrderId = "o4", CustomerId = "d", TotalMinor = 4_000 },
        ]);
        Assert.Equal(new ShopFigures(Currency.Yen, 7_500, 3, 2), table.Figures);
        Assert.Equal(2_500L, table.Figures.Value(ShopFigure.AverageOrderValue));
        Assert.Equal(3_750L, table.Figures.Value(ShopFigure.AverageRevenuePerCustomer));
    }

    [Fact]
    public void Value_ShopWithoutOrders_IsUnknown() =>
        Assert.Null(Table([Yesterday with { IsTest = true }]).Figures.Value(ShopFigure.AverageOrderValue));

    [Fact]
    public void Summarize_DiscountsAndCosts_AreSummedWhereKnown()
    {
        CustomerPlacement only = Assert.Single(Table(
        [
            Yesterday with { DiscountMinor = 100, CostMinor = 400, RefundedMinor = 200 },
            Yesterday with { OrderId = "o2", TotalMinor = 5_000 },
        ]).Customers);
        PurchaseSummary p = only.Facts.Purchases;
        Assert.Equal((5_800L, 6_000L, 100L, 400L, 800L), (p.TotalMinor, p.ChargedMinor, p.DiscountMinor, p.CostMinor, p.CostedMinor));
    }

    [Fact]
    public void Add_SumBeyondSixtyFourBits_Throws()
    {
        PurchaseTally tally = new();
        tally.Add(Yesterday with { TotalMinor = long.MaxValue }, new OrderRules());
        Assert.Throws<OverflowException>(() => tally.Add(Yesterday, new OrderRules()));
    }

    [Fact]
    public void RankSize_EveryRank_IsCountedWithItsShare()
    {
        PlacementTable table = Table(
        [
            Yesterday with { TotalMinor = 2_000 },
            Yesterday with { OrderId = "o2", CustomerId = "c", TotalMinor = 1_000, OrderedOn = Shop.Today.AddDays(-180) },
            Yesterday with { OrderId = "o3", CustomerId = "d", Status = OrderStatus.Cancelled },
        ]);
        IReadOnlyList<RankSize> sizes = RankSize.Of(table);
        Assert.Equal(["royal", "semi-royal", "repeater", "early", "new", "prospect"], sizes.Select(s => s.Rank.Id));
        Assert.Equal((1, 1, 1m), (sizes[4].Current, sizes[4].Lapsed, sizes[4].RevenueShare));
        Assert.Equal((1, 0, 0m), (sizes[5].Current, sizes[5].Lapsed, sizes[5].RevenueShare));
        Assert.Null(RankSize.Of(Table([Yesterday with { TotalMinor = 0 }]))[0].RevenueShare);
    }

    private static PlacementTable Table(Order[] orders, Dictionary<string, IReadOnlyList<EngagementEvent>>? events = null) =>
        PlacementTable.Of(Shop.Preset("six-rank"), orders, events ?? [], new OrderRules(), Shop.Today, Currency.Yen);
}
