using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

public sealed class ExperimentsLintTests
{
    private const string A = "{ id: a, steps: [ { id: x, send: { channel: [email], message: thanks } } ] }";

    private const string Said = "hypothesis: { text: 短い件名, expected: 3pt }\n";

    [Theory]
    [InlineData($"[ {A} ]", new[] { "split-with-one-arm s" })]
    [InlineData($"[ {A}, {{ id: b, steps: [] }} ]", new string[0])]
    [InlineData($"[ {A}, {{ id: b, weight: 0, steps: [] }} ]", new[] { "split-weights s" })]
    [InlineData("[ { id: a, weight: 0, steps: [] }, { id: b, weight: 0.0, steps: [ { id: x, after: 1d } ] } ]", new[] { "split-weights! s" })]
    [InlineData($"[ {A}, {{ id: b, steps: [] }}, {{ id: c, steps: [] }} ]", new[] { "split-with-several-holdouts s" })]
    public void Split_ThatComparesNothing_IsFound(string arms, string[] expected) =>
        Assert.Equal(expected, LintCases.Of(Said + LintCases.Steps("type: order", $"- {{ id: s, split: {{ arms: {arms} }} }}")));

    [Theory]
    [InlineData("", "")]
    [InlineData("purpose: transactional\n", "holdout-in-transactional! s")]
    public void EmptyArm_OfWhatBelongsToAPurchase_IsRefused(string purpose, string expected) => Assert.Equal(
        expected.Length == 0 ? [] : [expected],
        LintCases.Of(purpose + Said + LintCases.Steps("type: order", $"- {{ id: s, split: {{ arms: [ {A}, {{ id: b, steps: [] }} ] }} }}")));

    [Theory]
    [InlineData("marketing", "0.1", false)]
    [InlineData("transactional", "0.1", true)]
    [InlineData("transactional", "0", false)]
    public void Holdout_OfWhatBelongsToAPurchase_IsRefused(string purpose, string share, bool isFound) => Assert.Equal(
        isFound ? ["holdout-in-transactional! holdout"] : [],
        LintCases.Of($"purpose: {purpose}\nholdout: {share}\n" + LintCases.Steps("type: order", $"- {{ id: x, {LintCases.Thanks} }}")));

    /// <summary>Who is held out goes the way of the first arm, and ends where it ends.</summary>
    [Theory]
    [InlineData("[ { id: a, steps: [ { id: out, exit: true } ] }, { id: b, steps: [] } ]", true)]
    [InlineData("[ { id: a, steps: [ { id: out, exit: true } ] }, { id: b, steps: [ { id: x, after: 1d } ] } ]", false)]
    [InlineData("[ { id: a, steps: [] } ]", false)]
    public void StepBehindASplit_WhereEveryArmEnds_IsUnreachable(string arms, bool isFound) => Assert.Equal(
        isFound,
        LintCases.Of(Said + LintCases.Steps("type: order", $"- {{ id: s, split: {{ arms: {arms} }} }}", $"- {{ id: y, {LintCases.Thanks} }}")).Contains("unreachable! y"));

    [Fact]
    public void Arm_ThatRecommendsToFirstTimeBuyers_IsFound() => Assert.Contains(
        "cross-sell-to-first-time-buyers! m",
        LintCases.Of(Said + LintCases.Steps("type: order, nth: 1", $"- {{ id: s, split: {{ arms: [ {A}, {{ id: b, steps: [ {{ id: m, {LintCases.Recommends} }} ] }} ] }} }}")));

    [Fact]
    public void Split_OfWhichNobodySaidWhatIsExpected_IsFound() => Assert.Equal(
        ["no-hypothesis s"], LintCases.Of(LintCases.Steps("type: order", $"- {{ id: s, split: {{ arms: [ {A}, {{ id: b, steps: [] }} ] }} }}")));

    [Theory]
    [InlineData("holdout: 0.1\n", false, false)]
    [InlineData("", true, false)]
    [InlineData("", false, true)]
    public void Hypothesis_WithNobodyToCompareWith_IsFound(string holdout, bool isShopHeldOut, bool isFound) => Assert.Equal(
        isFound ? ["no-holdout hypothesis"] : [],
        LintCases.Findings(LintCases.TheShop with { HoldsOut = isShopHeldOut }, Said + holdout + LintCases.Steps("type: order", $"- {{ id: x, {LintCases.Thanks} }}"))
            .Select(f => $"{f.Rule} {f.Key}"));

    [Theory]
    [InlineData("window: 14d, checkAfter: 15d", false)]
    [InlineData("window: 14d, checkAfter: 14d", true)]
    [InlineData("window: PT337H, checkAfter: 14d", true)]
    [InlineData("window: 30d", true)]
    public void Check_BeforeAnyWindowHasPassed_IsFound(string times, bool isFound) => Assert.Equal(
        isFound ? ["check-before-the-window-ends hypothesis"] : [],
        LintCases.Of($"hypothesis: {{ text: x, {times} }}\nholdout: 0.1\n" + LintCases.Steps("type: order", $"- {{ id: x, {LintCases.Thanks} }}")));
}
