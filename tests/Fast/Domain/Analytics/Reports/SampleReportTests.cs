using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

/// <summary>Reports of the sample shop against <c>tests/fixtures/reports</c>, which were computed without the product.</summary>
public sealed class SampleReportTests
{
    private static readonly DateOnly AsOf = new(2011, 12, 9);
    private static readonly ReportSpan Year = new(new DateOnly(2010, 12, 1), AsOf);
    private static readonly ReportSpan Half = new(new DateOnly(2011, 6, 30), AsOf);
    private static readonly RankModel SixRank = Shop.Preset("six-rank");

    private static readonly Lazy<ReportFacts> Sample = new(Read);

    private static readonly Dictionary<string, Func<ReportFacts, ReportTable>> Made = new(StringComparer.Ordinal)
    {
        ["revenue-by-rank"] = f => RevenueByRank.Ranks(SixRank, f, AsOf),
        ["eighty-percent-line"] = f => RevenueByRank.Line(SixRank, f, AsOf),
        ["tenths"] = f => RevenueByRank.Tenths(f, AsOf),
        ["rank-migration"] = f => RankMigration.Between(SixRank, f, Half),
        ["rank-moves-by-month"] = f => RankMigration.ByMonth(SixRank, f, Half).Months,
        ["what-if"] = f => WhatIf.Of(SixRank, RankChange.Apply(SixRank, [RankChange.Parse("royal: orderCount >= 6").Change!]).Model!, f, AsOf)[0],
        ["cohort-repeat"] = f => Cohorts.Repeat(f, Year),
        ["cohort-ltv"] = f => Cohorts.Ltv(f, Year),
        ["second-purchase"] = f => SecondPurchase.Of(f, Year),
        ["monthly-sales"] = f => MonthlySales.Of(f, Year),
        ["stalled-repeaters"] = f => StalledRepeaters.Of(SixRank, f, AsOf),
        ["referrers"] = f => Referrers.Of(f, AsOf),
    };

    public static TheoryData<string> Names => [.. Made.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_OfTheSampleShop_IsTheIndependentCalculation(string name)
    {
        string[] expected = File.ReadAllLines(Repository.PathOf("tests", "fixtures", "reports", name + ".csv"));
        ReportTable table = Made[name](Sample.Value);
        Assert.Equal(name, table.Id);
        Assert.Equal(expected[0].Split(','), table.Columns.Select(c => c.Id));
        Assert.Equal(expected[1..], ReportCases.Lines(table));
    }

    [Fact]
    public void Fixtures_AreAllCompared() => Assert.Equal(
        Directory.EnumerateFiles(Repository.PathOf("tests", "fixtures", "reports"), "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal),
        Made.Keys.Order(StringComparer.Ordinal));

    private static ReportFacts Read()
    {
        using FileStream orders = File.OpenRead(Repository.PathOf("samples", "online-retail", "orders.csv"));
        using FileStream told = File.OpenRead(Repository.PathOf("tests", "fixtures", "ranks", "online-retail-events.csv"));
        ILookup<string, Order> byCustomer = OrdersCsv.Read(orders, Shop.Tokyo, null).Reading.Rows.ToLookup(o => o.CustomerId);
        ILookup<string, EngagementEvent> events = EventsCsv.Read(told, Shop.Tokyo).Rows.ToLookup(e => e.CustomerId, e => e.Event);
        IEnumerable<string> ids = byCustomer.Select(c => c.Key).Union(events.Select(e => e.Key)).Order(StringComparer.Ordinal);
        return new ReportFacts([.. ids.Select(id => ReportCustomer.Of(id, byCustomer[id], [.. events[id]], new OrderRules(), Currency.Yen))], Currency.Yen);
    }
}
