using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What is wrong with a step that leads to others is refused on its own line, on every level.</summary>
public sealed class NestedStepFaultTests
{
    private const string Length = "days such as 1d or 3d (at most 3650d), or an exact time such as PT2H or PT30M";

    private const string Order = "waitFor: { type: order, timeout: 3d }";

    [Theory]
    [InlineData("order", "'waitFor' must be a mapping")]
    [InlineData("{ timeout: 3d }", "'type' is missing")]
    [InlineData("{ type: order }", "'timeout' is missing; write for example timeout: 3d")]
    [InlineData("{ type: order, timeout: soon }", "'timeout' must be " + Length + ", not 'soon'")]
    [InlineData("{ type: order, timeout: 0d }", "'timeout' must be " + Length + ", not '0d'")]
    [InlineData("{ type: click, timeout: 3d }", "'type' must be order, event, not 'click'")]
    [InlineData("{ type: event, timeout: 3d }", "'event' is missing")]
    [InlineData("{ type: order, event: survey, timeout: 3d }", "'event' goes with 'type: event'")]
    [InlineData("{ type: order, timeout: 3d, nth: 2 }", "'nth' is not known here; expected event, timeout, type")]
    public void WaitFor_ThatCannotBeObeyed_IsRefused(string waitFor, string fault) =>
        Assert.Equal([$"5: {fault}"], JourneyFile.Faults(JourneyFile.WithStep($"waitFor: {waitFor}")));

    [Theory]
    [InlineData("expire: 2d", "after: 1d", "'expire' goes with 'send' or 'webhook'")]
    [InlineData("then: []", "after: 1d", "'then' goes with 'waitFor'")]
    [InlineData("else: []", "after: 1d", "'else' goes with 'waitFor'")]
    [InlineData("expire: 0d", "send: { channel: email, message: m }", "'expire' must be " + Length + ", not '0d'")]
    [InlineData("expire: [2d]", "send: { channel: email, message: m }", "'expire' must be a text")]
    [InlineData("exit: false", "after: 1d", "'exit' must be true, not 'false'")]
    [InlineData("exit: true", Order, "a step does one thing, and 'thanks' has 'waitFor' and 'exit'; make two steps of it")]
    [InlineData("waitFor: { type: order, timeout: 3d }", "send: { channel: email, message: m }", "a step does one thing, and 'thanks' has 'send' and 'waitFor'; make two steps of it")]
    public void Key_BesideAnother_IsRefused(string line, string beside, string fault) =>
        Assert.Equal([$"5: {fault}"], JourneyFile.Faults(JourneyFile.WithStep(line, beside)));

    [Theory]
    [InlineData("- when: { rank: [] }", "'rank' names no rank; name some, or leave it out")]
    [InlineData("- when: { rank: [new, new] }", "the rank 'new' is named twice")]
    [InlineData("- when: { rank: new, half: now }", "'half' must be current, lapsed, any, not 'now'")]
    [InlineData("- when: { model: six-rank, fact: orderCount >= 2 }", "'model' goes with 'rank' or 'half'")]
    [InlineData("- when: {}", "'when' says nothing; give it 'rank', 'half', 'fact' or 'attribute', or write 'otherwise: true'")]
    [InlineData("- when: { segment: vip }", "'segment' is not available yet")]
    [InlineData("- when: { fact: [] }", "'fact' has no condition; write for example \"orderCount >= 2\"")]
    [InlineData("- when: { fact: many orders }", "'many orders' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"")]
    [InlineData("- when: { fact: orderCount = true }", "'orderCount = true' compares things of different kinds: orderCount needs a number")]
    [InlineData("- when: { fact: totalAmount >= 7 * shop.averageOrderValue }", "'totalAmount >= 7 * shop.averageOrderValue': the shop's averages belong to rank models; write a number, or ask for a rank")]
    [InlineData("- when: { attribute: {} }", "'attribute' must name attributes with their values, for example { member: gold }")]
    [InlineData("- when: { attribute: { member: [gold] } }", "'member' must be a text", "'attribute' must name attributes with their values, for example { member: gold }")]
    [InlineData("- when: { attribute: gold }", "'attribute' must be a mapping")]
    [InlineData("- when: { ranks: new }", "'when' says nothing; give it 'rank', 'half', 'fact' or 'attribute', or write 'otherwise: true'", "'ranks' is not known here; expected attribute, fact, half, model, rank")]
    [InlineData("- otherwise: yes", "'otherwise' must be true, not 'yes'")]
    [InlineData("- when: { rank: new }\n        otherwise: true", "an arm needs either 'when: { … }' or 'otherwise: true'")]
    public void Arm_ThatCannotBeObeyed_IsRefused(string arm, params string[] faults) => Assert.Equal(
        faults.Select(f => $"6: {f}"),
        JourneyFile.Faults(JourneyFile.WithStep("branch:", $"  {arm}", "    steps: []")));

    [Theory]
    [InlineData("amount + behaviour >= 6")]
    [InlineData("behaviourScore >= amount")]
    public void Fact_OfAxes_BelongsToRankModels(string fact) => Assert.Contains(
        "axes belong to rank models",
        Assert.Single(JourneyFile.Faults(JourneyFile.WithStep("branch:", $"  - when: {{ fact: {fact} }}", "    steps: []"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("branch: []", "'branch' has no arms; write for example [ { when: { rank: [new] }, steps: [ … ] }, { otherwise: true, steps: [ … ] } ]")]
    [InlineData("branch: { when: { rank: new } }", "'branch' must be a list of mappings")]
    [InlineData("branch: [ { otherwise: true } ]", "'steps' is missing; write 'steps: []' where nothing is to be done")]
    [InlineData("branch: [ { steps: [] } ]", "an arm needs either 'when: { … }' or 'otherwise: true'")]
    [InlineData("branch: [ { otherwise: true, steps: [], weight: 2 } ]", "'weight' is not known here; expected otherwise, steps, when")]
    public void Branch_ThatCannotBeObeyed_IsRefused(string branch, string fault) =>
        Assert.Equal([$"5: {fault}"], JourneyFile.Faults(JourneyFile.WithStep(branch)));

    [Fact]
    public void Fact_InALongList_IsRefusedOnItsOwnLine() => Assert.StartsWith(
        "9: 'orderCounts >= 2': axes belong",
        Assert.Single(JourneyFile.Faults(JourneyFile.WithStep("branch:", "  - when:", "      fact:", "        - orderCount >= 2", "        - orderCounts >= 2", "    steps: []"))),
        StringComparison.Ordinal);

    [Fact]
    public void StepId_UsedAgainOnAnotherLevel_IsRefusedAtTheSecond() => Assert.Equal(
        ["6: the step id 'thanks' is used twice", "10: the step id 'inner' is used twice"],
        JourneyFile.Faults(JourneyFile.WithStep(
            Order,
            "then: [ { id: thanks, after: 1d } ]",
            "else:",
            "  - id: by-rank",
            "    branch:",
            "      - { otherwise: true, steps: [ { id: inner, after: 1d }, { id: inner, after: 1d } ] }")));

    [Fact]
    public void Step_DeepInside_IsRefusedOnItsLine() => Assert.Equal(
        ["8: 'message' is missing"],
        JourneyFile.Faults(JourneyFile.WithStep(Order, "then:", "  - id: inner", "    send: { channel: email }")));
}
