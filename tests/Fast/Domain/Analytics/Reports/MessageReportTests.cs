using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class MessageReportTests
{
    private static readonly DateTimeOffset Sent = new(2026, 6, 10, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);
    private static readonly RankModel FiveClass = Shop.Preset("five-class");

    [Theory]
    [InlineData(0, "1,1,0,0")]  // the same instant is no answer
    [InlineData(1, "1,1,1,1")]
    [InlineData(14 * 24 * 3600, "1,1,1,1")]  // the window's last instant is
    [InlineData((14 * 24 * 3600) + 1, "1,1,0,0")]
    public void PurchaseRate_CountsOrdersWithinTheWindow(int secondsLater, string expected)
    {
        ReportTable table = Rates(Order(Sent.AddDays(-1)), Order(Sent.AddSeconds(secondsLater)));
        int row = secondsLater == 0 ? 3 : 4;  // an order at that instant was there already
        Assert.Equal(expected, string.Join(',', new[] { "customers", "approaches", "answered", "purchase-rate" }.Select(c => ReportCases.Column(table, c)[row])));
    }

    [Fact]
    public void PurchaseRate_StandsBesideTheYardsticksOfTheTrade()
    {
        ReportTable table = Rates(Order(Sent.AddDays(-1)));
        Assert.Equal(["premier", "surge", "steady", "toddling", "first-time", "prospect"], ReportCases.Column(table, "rank"));
        Assert.Equal(["0.2", "", "0.1", "0.05", "0.01", ""], ReportCases.Column(table, "yardstick"));
        Assert.All(ReportCases.Column(PurchaseAfterApproach.Of(Models.Of("orderCount >= 2"), ReportCases.Facts(), [], Window, Shop.Tokyo, Sent), "yardstick"), y => Assert.Equal("", y));
    }

    [Theory]
    [InlineData(0, "1", "0")]
    [InlineData(-1, "0", "1")]  // a second is missing
    public void PurchaseRate_WhoseWindowHasNotPassed_Waits(int seconds, string approaches, string waiting)
    {
        ReportCustomer customer = ReportCases.Customer("a", [Order(Sent.AddDays(-1))]);
        ReportTable table = PurchaseAfterApproach.Of(FiveClass, ReportCases.Facts(customer), [new Approach(customer, Sent)], Window, Shop.Tokyo, Sent + Window + TimeSpan.FromSeconds(seconds));
        Assert.Equal((approaches, waiting), (ReportCases.Column(table, "approaches")[4], ReportCases.Column(table, "waiting")[4]));
    }

    [Fact]
    public void Funnel_CountsWhatBecameOfEveryStepAndVersion()
    {
        FunnelSend[] sends =
        [
            new("j", 2, "b", SendState.Sent, null, true, true), new("j", 2, "b", SendState.Sent, null, false, true), new("j", 2, "b", SendState.Withheld, "NoConsent", false, false),
            new("j", 2, "b", SendState.Failed, "Rejected: 550", false, false), new("j", 2, "b", SendState.Failed, "Rejected: 551", false, false), new("j", 2, "b", SendState.Expired, null, false, false),
            new("j", 2, "b", SendState.Held, "Unknown", false, false), new("j", 2, "b", SendState.Planned, null, false, false), new("j", 2, "b", SendState.Claimed, null, false, false),
            new("j", 1, "b", SendState.Withheld, "Holdout", false, false), new("a", null, "x", SendState.Sent, null, false, false),
        ];
        Assert.Equal(
            ["a,,x,1,1,0,0,0,0,0,0,0,0,0", "j,1,b,1,0,1,0,0,0,0,0,,0,", "j,2,b,9,2,1,2,1,1,2,1,0.5,2,1"],
            ReportCases.Lines(StepFunnel.Of(sends)));
        Assert.Equal(["j,1,b,Withheld,Holdout,1", "j,2,b,Failed,Rejected,2", "j,2,b,Expired,,1", "j,2,b,Withheld,NoConsent,1"], ReportCases.Lines(StepFunnel.Reasons(sends)));
    }

    [Fact]
    public void Coverage_ShowsWhereNoPlanIs()
    {
        JourneyDefinition[] journeys =
        [
            JourneyCases.Of("thanks") with { Id = "first", Gate = new RankGate("six-rank", ["new"], Half.Current) },
            JourneyCases.Of("thanks") with { Id = "all", Trigger = new Trigger.Birthday(null, default, 0, MissedDays.Skip) },
            JourneyCases.Of("thanks") with { Id = "back", Gate = new RankGate("six-rank", [], Half.Lapsed), Trigger = new Trigger.Lapsed(180) },
            JourneyCases.Of("thanks") with { Id = "elsewhere", Gate = new RankGate("five-class", [], Half.Any) },
        ];
        RankModel six = Shop.Preset("six-rank");
        string[] map = ReportCases.Lines(CoverageMap.Of(six, journeys));
        Assert.Equal(11, map.Length);  // a prospect cannot lapse
        Assert.Contains("new,1,0,1,0,0,2", map);
        Assert.Contains("new:lapsed,0,1,1,0,0,2", map);
        Assert.Contains("prospect,0,0,1,0,0,1", map);
        string[] gaps = ReportCases.Lines(CoverageMap.Gaps(six, journeys));
        Assert.Contains("royal,after-order", gaps);
        Assert.Contains("new,lapse", gaps);
        Assert.DoesNotContain("new,after-order", gaps);
        Assert.DoesNotContain("royal:lapsed,after-order", gaps);  // who orders is current
        Assert.Equal(["prospect,news"], gaps.Where(g => g.StartsWith("prospect", StringComparison.Ordinal)));
        Assert.Contains("new,after-order,first", ReportCases.Lines(CoverageMap.Journeys(six, journeys)));
    }

    [Fact]
    public void Coverage_OfAModelWhoseLastRankHasBuyers_KeepsItsLapsedHalf() =>
        Assert.Equal(["top", "top:lapsed", "rest", "rest:lapsed"], ReportCases.Column(CoverageMap.Of(Models.Of("orderCount >= 3"), []), "rank"));

    private static ReportTable Rates(params Order[] orders)
    {
        ReportCustomer customer = ReportCases.Customer("a", orders);
        return PurchaseAfterApproach.Of(FiveClass, ReportCases.Facts(customer), [new Approach(customer, Sent)], Window, Shop.Tokyo, Sent.AddDays(60));
    }

    private static Order Order(DateTimeOffset at) => Shop.Order($"{at:O}", "a", Shop.Tokyo.DateOf(at), 1000) with { OrderedAt = at };
}
