using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>What the journeys of a plan say together.</summary>
public sealed class PlanCoverageTests
{
    private const string AllSix = "[royal, semi-royal, repeater, early, new, prospect]";

    [Theory]
    [InlineData("move")]
    [InlineData("finish-then-move")]
    public void Ranks_ThatNoJourneyTakesOver_AreNamed(string policy)
    {
        string message = Assert.Single(LintCases.Findings(
            LintCases.TheShop,
            Journey("a", "in: [new, early], half: current", policy, "nth: 1"),
            Journey("b", "in: [repeater, semi-royal, royal]", "stay", "nth: 2"))).Message;
        Assert.Contains("takes over early (lapsed), new (lapsed), prospect:", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stay")]
    [InlineData("exit")]
    public void Ranks_WhereNobodyMoves_NeedNoJourney(string policy) => Assert.Empty(LintCases.Of(Journey("a", "in: [new]", policy, "nth: 1")));

    [Fact]
    public void Ranks_OfAPlanThatHasAll_AreShared()
    {
        Assert.Empty(LintCases.Of(Journey("a", "in: [new]", "move", "nth: 1"), Journey("b", $"in: {AllSix}", "move", "nth: 2+")));
        Assert.Empty(LintCases.Of(Journey("a", "in: [new]", "move", "nth: 1"), Plain("b", "nth: 2+")));
    }

    /// <summary>A journey under another model says nothing of this one's ranks.</summary>
    [Fact]
    public void Ranks_OfAnotherModel_TakeNobodyOver() => Assert.Equal(
        ["ranks-without-a-journey onRankChange"],
        LintCases.Of(Journey("a", $"in: {AllSix}, half: current", "move", "nth: 1"), Journey("b", "model: five-class, half: lapsed", "stay", "nth: 2")));

    [Fact]
    public void Ranks_OfAnotherPlan_TakeNobodyOver() => Assert.Equal(
        ["ranks-without-a-journey onRankChange"],
        LintCases.Of(Journey("a", "in: [new]", "move", "nth: 1"), Plain("b", "nth: 2+").Replace("plan: p", "plan: q", StringComparison.Ordinal)));

    [Theory]
    [InlineData("in: [new]", "type: order, nth: 1", "in: [new, early]", "type: order", true)]
    [InlineData("in: [new]", "type: order, nth: 1", "in: [early]", "type: order", false)]
    [InlineData("in: [new], half: current", "type: order", "in: [new], half: lapsed", "type: order", false)]
    [InlineData("in: [new], half: current", "type: order", "half: any", "type: order", true)]
    [InlineData("in: [new]", "type: order", "model: five-class, half: any", "type: order", false)]
    [InlineData("in: [new]", "type: order, nth: 1", "in: [new]", "type: order, nth: 2+", false)]
    [InlineData("in: [new]", "type: order, nth: 2", "in: [new]", "type: order, nth: 2+", true)]
    [InlineData("in: [new]", "type: order, sku: [A]", "in: [new]", "type: order, sku: [B]", false)]
    [InlineData("in: [new]", "type: order, sku: [A]", "in: [new]", "type: order, sku: [B, A]", true)]
    [InlineData("in: [new]", "type: order, sku: [A]", "in: [new]", "type: order", true)]
    [InlineData("in: [new]", "type: order", "in: [new]", "type: registered", false)]
    [InlineData("in: [new]", "type: registered", "in: [new]", "type: registered", true)]
    [InlineData("in: [new]", "type: lapsed, days: 30", "in: [new]", "type: lapsed, days: 60", false)]
    [InlineData("in: [new]", "type: event, event: a", "in: [new]", "type: event, event: a", true)]
    [InlineData("in: [new]", "type: rank-changed, to: [new]", "in: [new]", "type: rank-changed", true)]
    [InlineData("in: [new]", "type: rank-changed, direction: up", "in: [new]", "type: rank-changed, direction: down", false)]
    [InlineData("in: [new]", "type: rank-changed, from: [early]", "in: [new]", "type: rank-changed, from: [prospect]", false)]
    public void Journeys_ThatOneCauseCanStart_AreFoundAtTheSecond(string gate, string trigger, string otherGate, string otherTrigger, bool isFound)
    {
        string[] found = LintCases.Of(
            Journey("a", gate, "stay", "nth: 1").Replace("type: order, nth: 1", trigger, StringComparison.Ordinal),
            Journey("b", otherGate, "stay", "nth: 1").Replace("type: order, nth: 1", otherTrigger, StringComparison.Ordinal));
        Assert.Equal(isFound ? ["two-journeys-for-one-cause trigger"] : [], found);
    }

    [Fact]
    public void Journeys_WithoutAPlan_MayStartTogether() => Assert.Empty(LintCases.Of(
        Plain("a", "nth: 1").Replace("plan: p\n", "", StringComparison.Ordinal), Plain("b", "nth: 1").Replace("plan: p\n", "", StringComparison.Ordinal)));

    [Fact]
    public void Journeys_WithoutRanks_AreForAll() => Assert.Equal(["two-journeys-for-one-cause trigger"], LintCases.Of(Plain("a", "nth: 1"), Journey("b", "in: [new]", "stay", "nth: 1")));

    private static string Journey(string id, string gate, string policy, string nth) =>
        Plain(id, nth) + $"rank: {{ {gate} }}\nonRankChange: {policy}\n";

    private static string Plain(string id, string nth) =>
        $"id: {id}\nplan: p\ntrigger: {{ type: order, {nth} }}\nsteps: [ {{ id: s, after: 1d }} ]\n";
}
