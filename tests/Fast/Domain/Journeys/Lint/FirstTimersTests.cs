using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>Other goods are recommended to those who have come back, not to first-time buyers.</summary>
public sealed class FirstTimersTests
{
    private const string Refused = "cross-sell-to-first-time-buyers! s";
    private const string Doubted = "cross-sell-to-first-time-buyers s";

    [Theory]
    [InlineData("type: order, nth: 1", Refused)]
    [InlineData("type: order", Refused)]
    [InlineData("type: order, nth: 1+", Refused)]
    [InlineData("type: order, nth: 2", null)]
    [InlineData("type: order, nth: 2+", null)]
    [InlineData("type: registered", null)]
    [InlineData("type: lapsed, days: 90", Doubted)]
    [InlineData("type: event, event: survey", Doubted)]
    [InlineData("type: rank-changed", Doubted)]
    [InlineData("type: rank-changed, to: [new]", Refused)]
    [InlineData("type: rank-changed, to: [early, repeater]", null)]
    [InlineData("type: rank-changed, model: five-class, to: [first-time]", Refused)]
    [InlineData("type: rank-changed, model: five-class, to: [steady]", null)]
    public void CrossSell_ByTrigger_IsJudged(string trigger, string? finding) => AssertFound(finding, Journey(trigger, ""));

    [Theory]
    [InlineData("model: six-rank, in: [new]", Refused)]
    [InlineData("model: six-rank, in: [repeater, new]", Refused)]
    [InlineData("model: six-rank, in: [repeater]", null)]
    [InlineData("model: six-rank, in: [prospect]", null)]
    [InlineData("model: five-class, in: [first-time], half: lapsed", Refused)]
    [InlineData("model: five-class, in: [toddling, steady]", null)]
    [InlineData("model: four-stage, in: [basic]", Refused)]
    [InlineData("model: four-stage, in: [active, premium, ambassador]", null)]
    [InlineData("model: six-rank, half: lapsed", Doubted)]
    [InlineData("model: unknown, in: [new]", Doubted)]
    public void CrossSell_ByGate_IsJudged(string gate, string? finding) =>
        AssertFound(finding, Journey("type: lapsed, days: 90", $"rank: {{ {gate} }}\n"));

    /// <summary>A gate cannot let in first-time buyers whom the trigger keeps out.</summary>
    [Fact]
    public void CrossSell_GateOfTheLowestStageAndASecondOrder_IsFree() =>
        AssertFound(null, Journey("type: order, nth: 2+", "rank: { model: four-stage, in: [basic] }\n"));

    [Fact]
    public void Message_OfAnotherContentOrNone_IsFree()
    {
        Assert.Empty(LintCases.Of(LintCases.Steps("type: order", $"- {{ id: s, {LintCases.Thanks} }}")));
        Assert.Empty(LintCases.Of(LintCases.Steps("type: order", "- { id: s, send: { channel: [line, email], message: undeclared } }")));
    }

    /// <summary>Only what the step sends counts: the content is declared for e-mail alone.</summary>
    [Fact]
    public void Message_OnAChannelThatDoesNotDeclare_IsFree() =>
        Assert.Equal(["no-fallback s"], LintCases.Of(LintCases.Steps("type: order", "- { id: s, send: { channel: [line], message: more } }")));

    [Theory]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 9d }, then: [ STEP ] }", null)]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 9d }, else: [ STEP ] }", Refused)]
    [InlineData("{ id: w, waitFor: { type: event, event: survey, timeout: 9d }, then: [ STEP ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [repeater] }, steps: [ STEP ] } ] }", null)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new, repeater] }, steps: [ STEP ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { fact: orderCount >= 2 }, steps: [ STEP ] } ] }", null)]
    [InlineData("{ id: b, branch: [ { when: { fact: orderCount >= 1 }, steps: [ STEP ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { half: current }, steps: [ STEP ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new] }, steps: [] }, { otherwise: true, steps: [ STEP ] } ] }", null)]
    [InlineData("{ id: b, branch: [ { when: { fact: orderCount < 2 }, steps: [] }, { otherwise: true, steps: [ STEP ] } ] }", null)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new], half: current }, steps: [] }, { otherwise: true, steps: [ STEP ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new], fact: daysSinceLast < 30 }, steps: [] }, { otherwise: true, steps: [ STEP ] } ] }", Refused)]
    public void CrossSell_InAnArm_IsJudgedByWhoGoesThroughIt(string step, string? finding) => AssertFound(
        finding, LintCases.Steps("type: order", $"- {step.Replace("STEP", $"{{ id: s, {LintCases.Recommends} }}", StringComparison.Ordinal)}"));

    [Theory]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 9d }, else: [ { id: x, exit: true } ] }", null)]
    [InlineData("{ id: w, waitFor: { type: order, timeout: 9d }, then: [ { id: x, exit: true } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new] }, steps: [ { id: x, exit: true } ] } ] }", null)]
    [InlineData("{ id: b, branch: [ { when: { rank: [new], half: lapsed }, steps: [ { id: x, exit: true } ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [repeater] }, steps: [ { id: x, exit: true } ] } ] }", Refused)]
    [InlineData("{ id: b, branch: [ { when: { rank: [repeater] }, steps: [] }, { otherwise: true, steps: [ { id: x, exit: true } ] } ] }", null)]
    public void CrossSell_BehindAStep_IsJudgedByWhoIsLeft(string step, string? finding) =>
        AssertFound(finding, LintCases.Steps("type: order", $"- {step}", $"- {{ id: s, {LintCases.Recommends} }}"));

    private static void AssertFound(string? finding, string journey) =>
        Assert.Equal(finding is null ? [] : [finding], LintCases.Of(journey));

    private static string Journey(string trigger, string gate) => gate + LintCases.Steps(trigger, $"- {{ id: s, {LintCases.Recommends} }}");
}
