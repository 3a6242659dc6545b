using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>A step that nobody can reach is a mistake.</summary>
public sealed class ReachabilityTests
{
    private const string Exit = "[ { id: x, exit: true } ]";
    private const string OtherExit = "[ { id: y, exit: true } ]";

    [Theory]
    [InlineData("{ id: e, exit: true }", true)]
    [InlineData("{ id: e, after: 1d }", false)]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 1d }, then: " + Exit + ", else: " + OtherExit + " }", true)]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 1d }, then: " + Exit + " }", false)]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 1d }, else: " + Exit + " }", false)]
    [InlineData("{ id: b, branch: [ { when: { rank: new }, steps: " + Exit + " }, { otherwise: true, steps: " + OtherExit + " } ] }", true)]
    [InlineData("{ id: b, branch: [ { when: { rank: new }, steps: " + Exit + " }, { otherwise: true, steps: [] } ] }", false)]
    [InlineData("{ id: b, branch: [ { when: { rank: new }, steps: " + Exit + " } ] }", false)]
    [InlineData("{ id: b, branch: [ { otherwise: true, steps: [ { id: i, branch: [ { otherwise: true, steps: " + Exit + " } ] } ] } ] }", true)]
    public void Step_BehindAnother_IsReachedUnlessTheJourneyAlwaysEndsThere(string step, bool isEnd) => Assert.Equal(
        isEnd ? ["unreachable! s"] : [],
        LintCases.Of(LintCases.Steps("type: order", $"- {step}", "- { id: s, after: 30d }")));

    [Fact]
    public void Steps_BehindAnEnd_AreNamedOnce() => Assert.Equal(
        ["unreachable! b"],
        LintCases.Of(LintCases.Steps("type: order", "- { id: a, exit: true }", "- { id: b, after: 1d }", "- { id: c, after: 1d }")));

    [Fact]
    public void Step_BehindAnEndInAnArm_IsFound() => Assert.Equal(
        ["unreachable! s"],
        LintCases.Of(LintCases.Steps("type: order", "- { id: w, waitFor: { type: order, timeout: 1d }, then: [ { id: x, exit: true }, { id: s, after: 1d } ] }")));

    [Theory]
    [InlineData("{ otherwise: true, steps: [] }", "{ when: { rank: new }, steps: [] }", true)]
    [InlineData("{ otherwise: true, steps: [] }", "{ otherwise: true, steps: [] }", true)]
    [InlineData("{ when: { rank: [new, early] }, steps: [] }", "{ when: { rank: new }, steps: [] }", true)]
    [InlineData("{ when: { rank: [new, early] }, steps: [] }", "{ when: { rank: new, half: lapsed, fact: orderCount >= 2 }, steps: [] }", true)]
    [InlineData("{ when: { half: lapsed }, steps: [] }", "{ when: { rank: new, half: lapsed }, steps: [] }", true)]
    [InlineData("{ when: { fact: tag.vip = true }, steps: [] }", "{ when: { fact: [orderCount >= 2, tag.vip = true] }, steps: [] }", true)]
    [InlineData("{ when: { rank: new }, steps: [] }", "{ when: { rank: [new, early] }, steps: [] }", false)]
    [InlineData("{ when: { rank: new }, steps: [] }", "{ when: { half: current }, steps: [] }", false)]
    [InlineData("{ when: { rank: new, half: current }, steps: [] }", "{ when: { rank: new }, steps: [] }", false)]
    [InlineData("{ when: { rank: new }, steps: [] }", "{ when: { model: five-class, rank: new }, steps: [] }", false)]
    [InlineData("{ when: { rank: new, fact: orderCount >= 2 }, steps: [] }", "{ when: { rank: new }, steps: [] }", false)]
    [InlineData("{ when: { rank: new }, steps: [] }", "{ otherwise: true, steps: [] }", false)]
    [InlineData("{ when: { rank: new }, steps: [] }", "{ when: { fact: orderCount >= 2 }, steps: [] }", false)]
    public void Arm_BehindAnother_IsReachedUnlessThatTakesEverybody(string first, string second, bool isCovered) => Assert.Equal(
        isCovered ? ["unreachable! b"] : [],
        LintCases.Of(LintCases.Steps("type: order", $"- {{ id: b, branch: [ {first}, {second} ] }}")));
}
