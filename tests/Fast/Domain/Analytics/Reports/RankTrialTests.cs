using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

public sealed class RankTrialTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);
    private static readonly RankModel Two = Models.Of("orderCount >= 2");

    private static readonly ReportFacts Facts = ReportCases.Facts(
        ReportCases.Customer("a", (Day, 600), (Day, 200)), ReportCases.Customer("b", (Day, 150), (Day, 25), (Day, 25)), ReportCases.Customer("quiet", (Day.AddDays(-400), 200)));

    [Fact]
    public void Trial_OfOtherRanks_TellsSizesSharesAndMoves()
    {
        RankModel three = new(Models.Definition("orderCount >= 3") with
        {
            Ranks = [new Rank("star", new LocalText("星", "Star"), [Condition("orderCount >= 3")]), new Rank("buyer", new LocalText("客", "Buyer"), [Condition("orderCount >= 2")]), new Rank("rest", new LocalText("下", "Rest"), [])],
        });
        RankTrial trial = RankTrial.Of(Two, three, Facts, Day);
        Assert.Equal(["top 2 0 0.8333", "rest 0 1 0.1667"], trial.Before.Select(Line));
        Assert.Equal(["star 1 0 0.1667", "buyer 1 0 0.6667", "rest 0 1 0.1667"], trial.After.Select(Line));
        Assert.Equal(["top>star 1", "top>buyer 1", "rest:lapsed>rest:lapsed 1"], trial.Moves.Select(m => $"{m.FromId}{(m.WasLapsed ? ":lapsed" : "")}>{m.ToId}{(m.IsLapsed ? ":lapsed" : "")} {m.Customers}"));
    }

    /// <summary>The same customers come out as the report of the what-if counts them, over every model of the trade.</summary>
    [Theory]
    [InlineData("six-rank")]
    [InlineData("five-class")]
    [InlineData("four-stage")]
    public void Trial_OfAModelAgainstItself_MovesNobody(string id)
    {
        RankModel model = Shop.Preset(id);
        RankTrial trial = RankTrial.Of(model, model, Facts, Day);
        Assert.All(trial.Moves, m => Assert.Equal((m.FromId, m.WasLapsed), (m.ToId, m.IsLapsed)));
        Assert.Equal((3, 3), (trial.Moves.Sum(m => m.Customers), trial.After.Sum(s => s.Current + s.Lapsed)));
    }

    [Fact]
    public void Trial_OfAnEmptyShop_HasNoShares() =>
        Assert.All(RankTrial.Of(Two, Two, ReportCases.Facts(), Day).Before, s => Assert.Equal((0, 0, null), (s.Current, s.Lapsed, s.RevenueShare)));

    private static Condition Condition(string text) => ConditionText.Parse(text).Condition!;

    private static string Line(RankSize size) => FormattableString.Invariant($"{size.Rank.Id} {size.Current} {size.Lapsed} {size.RevenueShare}");
}
