using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class ReportFactsTests
{
    private static readonly DateOnly First = new(2026, 1, 10);

    [Fact]
    public void Customer_HasTheOrdersThatCount_TheEarliestFirst()
    {
        Order[] orders =
        [
            Shop.Order("b", "c", First.AddDays(9), 2000) with { RefundedMinor = 500, CostMinor = 700, DiscountMinor = 100 },
            Shop.Order("a", "c", First, 1000),
            Shop.Order("cancelled", "c", First, 1) with { Status = OrderStatus.Cancelled },
            Shop.Order("test", "c", First, 1) with { IsTest = true },
            Shop.Order("pounds", "c", First, 1) with { Currency = Currency.Find("GBP")! },
        ];
        ReportCustomer customer = ReportCases.Customer("c", orders);
        Assert.Equal([(First, 1000L, null), (First.AddDays(9), 1500L, 700L)], customer.Orders.Select(o => (o.On, o.AmountMinor, o.CostMinor)));
        PurchaseSummary summary = customer.FactsOn(First.AddDays(9), Currency.Yen).Purchases;
        Assert.Equal((2, 2500, 3000, 100, 700, 1500), (summary.OrderCount, summary.TotalMinor, summary.ChargedMinor, summary.DiscountMinor, summary.CostMinor, summary.CostedMinor));
        Assert.Equal((First, First.AddDays(9)), (summary.FirstOn, summary.LastOn));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 2)]  // the day itself counts
    public void Customer_AsOfADay_HasOnlyWhatWasThere(int day, int orders) =>
        Assert.Equal(orders, ReportCases.Customer("c", (First, 1), (First.AddDays(9), 1)).FactsOn(First.AddDays(day), Currency.Yen).Purchases.OrderCount);

    [Fact]
    public void Customer_IsKnownFromTheFirstThatIsKnownOfThem()
    {
        EngagementEvent click = new("click", First.AddDays(-3));
        Order cancelled = Shop.Order("a", "c", First, 1) with { Status = OrderStatus.Cancelled };
        Assert.Equal(First.AddDays(-3), ReportCases.Customer("c", [cancelled], click).KnownOn);
        Assert.Equal(First, ReportCases.Customer("c", [cancelled]).KnownOn);
        Assert.Equal(First.AddDays(-9), ReportCustomer.Of("c", [cancelled], [click], new OrderRules(), Currency.Yen, First.AddDays(-9)).KnownOn);
        Assert.True(ReportCases.Customer("c").IsKnownOn(DateOnly.MinValue));
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, 300, 2, 2)]
    [InlineData(4, 300, 2, 2)]
    [InlineData(5, 700, 3, 2)]
    public void Figures_OfADay_AreOfAllOrdersUntilThen(int day, long yen, long orders, long customers)
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (First, 100), (First.AddDays(5), 400)), ReportCases.Customer("b", (First, 200)), ReportCases.Customer("c"));
        Assert.Equal(new ShopFigures(Currency.Yen, yen, orders, customers), facts.FiguresOn(First.AddDays(day)));
    }

    /// <summary>A late order is one that stands at the end of the list.</summary>
    [Fact]
    public void Orders_InWhateverOrderTheyBecameKnown_MakeTheSameReports()
    {
        Gen<(int Day, int Yen)[]> orders = Gen.Zip(Gen.Choose(0, 200), Gen.Choose(0, 9000)).ArrayOf();
        Law.Holds(orders, drawn =>
        {
            Order[] some = [.. drawn.Take(12).DistinctBy(o => o.Day).Select((o, i) => Shop.Order($"{i}", "c", First.AddDays(o.Day), o.Yen))];
            string[] one = Reports(ReportCases.Customer("c", some));
            return one.SequenceEqual(Reports(ReportCases.Customer("c", some.Reverse())));
        });

        static string[] Reports(ReportCustomer customer)
        {
            ReportFacts facts = ReportCases.Facts(customer, ReportCases.Customer("d", (First, 5000), (First.AddDays(40), 100)));
            ReportSpan span = new(First, First.AddDays(200));
            return [.. ReportCases.Lines(Cohorts.Repeat(facts, span)), .. ReportCases.Lines(Cohorts.Ltv(facts, span)), .. ReportCases.Lines(SecondPurchase.Of(facts, span)), .. ReportCases.Lines(MonthlySales.Of(facts, span))];
        }
    }

    /// <summary>What a report says of a rank is what placing everybody one by one says.</summary>
    [Fact]
    public void RanksOfAReport_AreThoseOfThePlacementTable()
    {
        RankModel model = Shop.Preset("five-class");
        Order[] orders = [.. Enumerable.Range(0, 200).Select(i => Shop.Order($"{i}", $"c{i * i % 41}", First.AddDays(i * 7 % 300), 900 + (i * 137 % 9000)))];
        DateOnly asOf = First.AddDays(250);
        PlacementTable table = PlacementTable.Of(model, orders, new Dictionary<string, IReadOnlyList<EngagementEvent>>(), new OrderRules(), asOf, Currency.Yen);
        ReportFacts facts = ReportCases.Facts([.. orders.GroupBy(o => o.CustomerId).Select(g => ReportCases.Customer(g.Key, g))]);
        Assert.Equal(
            RankSize.Of(table).Select(s => $"{s.Rank.Id} {s.Current} {s.Lapsed} {s.RevenueShare}"),
            RevenueByRank.Ranks(model, facts, asOf).Rows.Select(r => $"{r[0].Id} {r[1].Number} {r[2].Number} {r[5].Number}"));
    }
}
