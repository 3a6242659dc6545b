using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class CustomerReportTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);

    [Theory]
    [InlineData(30, "1")]
    [InlineData(31, "0")]  // one day late
    public void SecondPurchase_Within30Days_CountsTheThirtiethDay(int daysLater, string share)
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (Day.AddDays(-90), 1), (Day.AddDays(-90 + daysLater), 1)));
        ReportTable table = SecondPurchase.Of(facts, new ReportSpan(Day.AddDays(-90), Day));
        Assert.Equal((share, "1", $"{daysLater}"), (ReportCases.Column(table, "within-30")[^1], ReportCases.Column(table, "ever")[^1], ReportCases.Column(table, "median-days")[^1]));
    }

    [Theory]
    [InlineData(30, "0")]
    [InlineData(29, "")]  // the thirtieth day is still to come
    public void SecondPurchase_WhoseDaysHaveNotPassed_Waits(int daysAgo, string share)
    {
        ReportFacts facts = ReportCases.Facts(ReportCases.Customer("a", (Day.AddDays(-daysAgo), 1)));
        Assert.Equal(share, ReportCases.Column(SecondPurchase.Of(facts, new ReportSpan(Day.AddDays(-60), Day)), "within-30")[^1]);
    }

    [Fact]
    public void Cohorts_FollowWholeMonthsAlone()
    {
        ReportFacts facts = ReportCases.Facts(
            ReportCases.Customer("a", (new(2026, 4, 30), 100), (new(2026, 5, 31), 50)),
            ReportCases.Customer("b", (new(2026, 4, 1), 300)),
            ReportCases.Customer("c", (new(2026, 5, 1), 40), (new(2026, 5, 1), 60)));
        ReportSpan span = new(new(2026, 4, 1), new(2026, 6, 29));
        Assert.Equal(["2026-04,2,0,0.5,", "2026-05,1,1,,", "2026-06,0,,,"], ReportCases.Lines(Cohorts.Repeat(facts, span)));
        Assert.Equal(["2026-04,2,200,225,", "2026-05,1,100,,", "2026-06,0,,,"], ReportCases.Lines(Cohorts.Ltv(facts, span)));
        Assert.Equal("0.5", ReportCases.Column(Cohorts.Repeat(facts, span with { To = new(2026, 6, 30) }), "month-2")[0]);
    }

    [Theory]
    [InlineData(179, 180, true)]
    [InlineData(180, 180, false)]  // the third order falls into the earlier time
    [InlineData(179, 359, true)]
    [InlineData(179, 360, false)]  // there is no earlier order
    public void Stalled_ComparesTwice180Days(int laterDaysAgo, int earlierDaysAgo, bool isListed)
    {
        ReportCustomer customer = ReportCases.Customer("a", (Day.AddDays(-earlierDaysAgo), 1000), (Day.AddDays(-laterDaysAgo), 500), (Day, 500));
        Assert.Equal(isListed, StalledRepeaters.Of(Shop.Preset("six-rank"), ReportCases.Facts(customer), Day).Rows.Count == 1);
    }

    [Theory]
    [InlineData(500, null, true)]
    [InlineData(501, null, false)]  // brings more
    [InlineData(500, "click", true)]
    [InlineData(500, "referral", false)]
    [InlineData(500, "opinion", false)]
    public void Stalled_BringsNoMore_AndHasToldNobody(long yen, string? told, bool isListed)
    {
        (DateOnly, long)[] orders = [(Day.AddDays(-200), 1000), (Day.AddDays(-20), 500), (Day, yen)];
        ReportCustomer customer = ReportCases.Customer("a", orders) with { Events = told is null ? [] : [new EngagementEvent(told, Day)] };
        Assert.Equal(isListed, StalledRepeaters.Of(Shop.Preset("six-rank"), ReportCases.Facts(customer), Day).Rows.Count == 1);
        Assert.Equal(isListed || yen == 500, StalledRepeaters.Of(Shop.Preset("six-rank"), ReportCases.Facts(customer with { Events = [new EngagementEvent(told ?? "click", Day.AddDays(1))] }), Day).Rows.Count == 1);
    }

    [Fact]
    public void Stalled_UnderAModelWithAdvocacy_TakesTheModelsOwn()
    {
        RankModel model = Shop.Preset("four-stage");
        ReportCustomer customer = ReportCases.Customer("a", (Day.AddDays(-200), 1000), (Day.AddDays(-20), 500), (Day, 1));
        Assert.Single(StalledRepeaters.Of(model, ReportCases.Facts(customer with { Events = [new EngagementEvent("visit", Day)] }), Day).Rows);
        string advocacy = model.Definition.Relationship.Weights.First(w => w.Value != 0).Key;
        Assert.Empty(StalledRepeaters.Of(model, ReportCases.Facts(customer with { Events = [new EngagementEvent(advocacy, Day)] }), Day).Rows);
    }

    [Fact]
    public void Referrers_AreThoseWhoHadReferredByTheDay()
    {
        ReportCustomer yes = ReportCases.Customer("a", (Day, 900), (Day, 300)) with { Events = [new EngagementEvent("referral", Day)] };
        ReportCustomer later = ReportCases.Customer("b", (Day, 500)) with { Events = [new EngagementEvent("referral", Day.AddDays(1))] };
        Assert.Equal(["referrers,1,1200,600,1", "others,1,500,500,0"], ReportCases.Lines(Referrers.Of(ReportCases.Facts(yes, later, ReportCases.Customer("c")), Day)));
    }

    [Fact]
    public void Sales_TellNewBuyersFromThoseWhoCameBack()
    {
        ReportFacts facts = ReportCases.Facts(
            ReportCases.Customer("a", (new(2026, 4, 30), 100), (new(2026, 4, 30), 50), (new(2026, 5, 1), 50)), ReportCases.Customer("b", (new(2026, 3, 31), 7), (new(2026, 5, 31), 30)));
        Assert.Equal(["2026-04,150,2,75,1,1,0", "2026-05,80,2,40,2,0,2"], ReportCases.Lines(MonthlySales.Of(facts, ReportCases.Span("2026-04-01", "2026-05-31"))));
    }
}
