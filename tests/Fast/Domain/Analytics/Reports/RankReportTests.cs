using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class RankReportTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);
    private static readonly RankModel Two = Models.Of("orderCount >= 2");

    [Fact]
    public void Ranks_AreAddedUpFromTheTop_AndAnEmptyShopHasNoShares()
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (Day, 600), (Day, 200)), ReportCases.Customer("b", (Day, 200)));
        Assert.Equal(["top,1,0,0.5,800,0.8,0.8,800", "rest,1,0,0.5,200,0.2,1,200"], ReportCases.Lines(RevenueByRank.Ranks(Two, facts, Day)));
        Assert.Equal(["top,0,0,,0,,,", "rest,0,0,,0,,,"], ReportCases.Lines(RevenueByRank.Ranks(Two, ReportCases.Facts(), Day)));
    }

    [Theory]
    [InlineData(800, 1)]  // exactly 80 % is enough
    [InlineData(799, 2)]
    public void Line_CountsWhoBringsFourFifths(long yen, int needed)
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (Day, yen)), ReportCases.Customer("b", (Day, 100)), ReportCases.Customer("c", (Day, 900 - yen)));
        Assert.Equal([$"{needed}"], ReportCases.Column(RevenueByRank.Line(Two, facts, Day), "buyers-of-80"));
    }

    [Fact]
    public void Migration_TellsWhereEverybodyWentAndWhoIsNew()
    {
        DateOnly before = new(2026, 1, 1);
        ReportFacts facts = ReportCases.Facts(
            ReportCases.Customer("up", (before, 1), (Day, 1)),
            ReportCases.Customer("quiet", (before, 1)),
            ReportCases.Customer("back", (before.AddDays(-400), 1), (Day.AddDays(-1), 1)),
            ReportCases.Customer("new", (Day, 1)));
        ReportTable matrix = RankMigration.Between(Two, facts, new ReportSpan(before, Day));
        Assert.Equal(["from", "top", "top:lapsed", "rest", "rest:lapsed", "sum"], matrix.Columns.Select(c => c.Id));
        Assert.Equal(["top,0,0,0,0,0", "top:lapsed,0,0,0,0,0", "rest,1,0,0,1,2", "rest:lapsed,1,0,0,0,1", "not-yet,0,0,1,0,1"], ReportCases.Lines(matrix));
        (ReportTable months, ReportTable moves) = RankMigration.ByMonth(Two, facts, new ReportSpan(before, Day));
        Assert.Equal(["2026-01,0,0,3,0,0,0", "2026-02,0,0,3,0,0,0", "2026-03,0,0,3,0,0,0", "2026-04,0,0,3,0,0,0", "2026-05,0,0,3,0,0,0", "2026-06,2,0,1,1,1,1"], ReportCases.Lines(months));
        Assert.Contains("2026-06,not-yet,rest,1", ReportCases.Lines(moves));
    }

    [Fact]
    public void Migration_MonthByMonth_AddsUpToTheWhole()
    {
        RankModel six = Shop.Preset("six-rank");
        ReportFacts facts = ReportCases.Facts([.. Enumerable.Range(0, 60).Select(i => ReportCases.Customer(
            $"c{i:D2}", [.. Enumerable.Range(0, 1 + (i % 9)).Select(n => (Day.AddDays(-(i * 11 % 400)).AddDays(n * 17), 1000L * (1 + (i % 7))))]))]);
        ReportSpan span = new(Day.AddDays(-300), Day.AddDays(-40));
        int known = facts.Customers.Count(c => c.IsKnownOn(span.To));
        Assert.InRange(known, 30, 59);
        Assert.Equal(known, ReportCases.Column(RankMigration.Between(six, facts, span), "sum").Sum(int.Parse));
        string[] news = ReportCases.Column(RankMigration.ByMonth(six, facts, span).Months, "newly-known");
        Assert.Equal(facts.Customers.Count(c => !c.IsKnownOn(span.From) && c.IsKnownOn(span.To)), news.Sum(int.Parse));
    }

    [Theory]
    [InlineData("royal orderCount", "is not a change")]
    [InlineData("royal: lapsedAfterDays = soon", "is not a number of days")]
    [InlineData("royal: orders", "is not a condition")]
    public void Change_ThatCannotBeRead_IsRefused(string text, string why) => Assert.Contains(why, RankChange.Parse(text).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("gold: orderCount >= 2", "has no rank 'gold'; its ranks are royal, semi-royal, repeater, early, new, prospect")]
    [InlineData("prospect: orderCount >= 2", "last rank")]
    [InlineData("royal: lapsedAfterDays = 0", "lapsedAfterDays")]
    public void Change_ThatMakesNoModel_IsRefused(string text, string why) =>
        Assert.Contains(why, RankChange.Apply(Shop.Preset("six-rank"), [RankChange.Parse(text).Change!]).Fault, StringComparison.Ordinal);

    [Fact]
    public void Change_TakesThePlaceOfTheConditionOnTheSameFact()
    {
        RankModel six = Shop.Preset("six-rank");
        RankModel changed = RankChange.Apply(six, [RankChange.Parse("royal: orderCount >= 6").Change!, RankChange.Parse("early: lapsedAfterDays = 90").Change!]).Model!;
        Assert.Equal(
            ["totalAmount >= 8 * shop.averageOrderValue", "daysSinceFirst >= 180", "orderCount >= 6"],
            changed.Ranks[0].Conditions.Select(c => c.ToString()));
        Assert.Equal((90, null), (changed.Ranks[3].LapsedAfterDays, changed.Ranks[0].LapsedAfterDays));
        Assert.Equal("orderCount >= 8", six.Ranks[0].Conditions[0].ToString());
    }

    [Fact]
    public void WhatIf_ShowsWhoWouldMove()
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (Day, 600), (Day, 200)), ReportCases.Customer("b", (Day, 200), (Day, 1), (Day, 1)));
        IReadOnlyList<ReportTable> tables = WhatIf.Of(Two, Models.Of("orderCount >= 3"), facts, Day);
        Assert.Equal(["top,2,0,1,1,0,0.2016", "rest,0,0,0,1,0,0.7984"], ReportCases.Lines(tables[0]));
        Assert.Equal(["top,1,0,1,0,2", "top:lapsed,0,0,0,0,0", "rest,0,0,0,0,0", "rest:lapsed,0,0,0,0,0"], ReportCases.Lines(tables[1]));
    }

    [Fact]
    public void Discounts_AreOfThePriceBefore_AndMarginsOfWhatHasACost()
    {
        ReportCustomer customer = ReportCases.Customer("a",
        [
            Shop.Order("1", "a", Day, 900) with { DiscountMinor = 100, CostMinor = 450 },
            Shop.Order("2", "a", Day, 1000) with { DiscountMinor = 500, RefundedMinor = 400 },
        ]);
        Assert.Equal(["top,1,2,1500,600,0.24,0.6,0.5", "rest,0,0,0,0,,,"], ReportCases.Lines(DiscountByRank.Of(Two, ReportCases.Facts(customer, ReportCases.Customer("z")), Day)));
    }
}
