using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What is wrong with a journey outside its steps is refused on its own line, and nothing is ignored.</summary>
public sealed class JourneyReaderFaultTests
{
    private const string Trigger = "trigger: { type: order }\n";

    private const string Types =
        "order, rank-changed, registered, lapsed, event, line-friend-added, survey-answered, cart-left, birthday, anniversary, before-lapse, broadcast";

    [Theory]
    [InlineData("", "1: the file is empty; expected 'key: value' lines")]
    [InlineData("- id: f", "1: expected 'key: value' lines")]
    [InlineData("# a comment\nname: f\n" + Trigger + JourneyFile.Steps, "2: 'id' is missing")]
    [InlineData("# a comment\nid: f\n" + JourneyFile.Steps, "2: 'trigger' is missing; write for example { type: order, nth: 1 }")]
    [InlineData("# a comment\nid: f\n" + Trigger, "2: 'steps' is missing")]
    [InlineData("id: f\n" + Trigger + "steps: []", "3: a journey needs at least one step")]
    public void Part_Missing_IsNamed(string text, string fault) => Assert.Equal([fault], JourneyFile.Faults(text));

    [Theory]
    [InlineData("Follow")]
    [InlineData("follow_up")]
    [InlineData("-follow")]
    [InlineData("follow-")]
    [InlineData("follow--up")]
    [InlineData("フォロー")]
    [InlineData("a:b")]
    public void Id_OfAnotherForm_IsRefused(string id) => Assert.Equal(
        [$"1: 'id' must be lower-case letters, digits and hyphens, at most 60, not '{id}'"],
        JourneyFile.Faults($"id: {id}\n{Trigger}{JourneyFile.Steps}"));

    [Theory]
    [InlineData("purpose: ads", "'purpose' must be marketing, transactional, not 'ads'")]
    [InlineData("purpose: Marketing", "'purpose' must be marketing, transactional, not 'Marketing'")]
    [InlineData("reentry: always", "'reentry' must be once, per-key, wait, restart, not 'always'")]
    [InlineData("reentry: restart", "'reentry: restart' is not available yet")]
    [InlineData("reentry: [once]", "'reentry' must be a text")]
    [InlineData("name: [a]", "'name' must be a text")]
    [InlineData("name: { en: New }", "'ja' is missing")]
    [InlineData("name: { ja: 新規, fr: Nouveau }", "'fr' is not known here; expected en, ja")]
    [InlineData("purpos: marketing", "'purpos' is not known here; expected id, name, purpose, reentry, steps, trigger")]
    [InlineData("plan: follow-up", "'plan' is not available yet")]
    [InlineData("rank: { model: six-rank, in: [new] }", "'rank' is not available yet")]
    [InlineData("onRankChange: move", "'onRankChange' is not available yet")]
    [InlineData("onNewOrder: exit", "'onNewOrder' is not available yet")]
    [InlineData("goal: { type: order, within: 30d }", "'goal' is not available yet")]
    [InlineData("exitOnGoal: true", "'exitOnGoal' is not available yet")]
    [InlineData("holdout: 0.1", "'holdout' is not available yet")]
    public void Key_ThatCannotBeObeyed_IsRefusedOnItsLine(string line, string fault) =>
        Assert.Equal([$"3: {fault}"], JourneyFile.Faults($"id: f\n{Trigger}{line}\n{JourneyFile.Steps}"));

    [Theory]
    [InlineData("order", "'trigger' must be a mapping")]
    [InlineData("{ nth: 1 }", "'type' is missing")]
    [InlineData("{ type: shipment }", "'type' must be " + Types + ", not 'shipment'")]
    [InlineData("{ type: rank-changed }", "'type: rank-changed' is not available yet")]
    [InlineData("{ type: registered }", "'type: registered' is not available yet")]
    [InlineData("{ type: lapsed }", "'type: lapsed' is not available yet")]
    [InlineData("{ type: event }", "'type: event' is not available yet")]
    [InlineData("{ type: line-friend-added }", "'type: line-friend-added' is not available yet")]
    [InlineData("{ type: survey-answered }", "'type: survey-answered' is not available yet")]
    [InlineData("{ type: cart-left }", "'type: cart-left' is not available yet")]
    [InlineData("{ type: birthday }", "'type: birthday' is not available yet")]
    [InlineData("{ type: anniversary }", "'type: anniversary' is not available yet")]
    [InlineData("{ type: before-lapse }", "'type: before-lapse' is not available yet")]
    [InlineData("{ type: broadcast }", "'type: broadcast' is not available yet")]
    [InlineData("{ type: order, product: tea }", "'product' is not available yet")]
    [InlineData("{ type: order, sku: T1 }", "'sku' is not available yet")]
    [InlineData("{ type: order, count: 1 }", "'count' is not known here; expected nth, type")]
    [InlineData("{ type: order, nth: [1] }", "'nth' must be a text")]
    public void Trigger_ThatCannotBeObeyed_IsRefused(string trigger, string fault) =>
        Assert.Equal([$"2: {fault}"], JourneyFile.Faults($"id: f\ntrigger: {trigger}\n{JourneyFile.Steps}"));

    [Theory]
    [InlineData("0")]
    [InlineData("0+")]
    [InlineData("1001")]
    [InlineData("1001+")]
    [InlineData("+")]
    [InlineData("+2")]
    [InlineData("2++")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("first")]
    [InlineData("Every")]
    [InlineData("99999999999")]
    public void Nth_OfAnotherForm_IsRefusedOnItsLine(string nth) => Assert.Equal(
        [$"4: 'nth' must be a number from 1 to 1000, a number with '+' such as 2+, or every, not '{nth}'"],
        JourneyFile.Faults($"id: f\ntrigger:\n  type: order\n  nth: {nth}\n{JourneyFile.Steps}"));

    [Fact]
    public void File_WithSeveralFaults_NamesAllFromTheTop() => Assert.Equal(
        [
            "1: 'id' must be lower-case letters, digits and hyphens, at most 60, not 'F'",
            "2: 'type: birthday' is not available yet",
            "3: 'holdout' is not available yet",
            "5: 'message' is missing",
            "6: 'branch' is not available yet",
        ],
        JourneyFile.Faults("id: F\ntrigger: { type: birthday }\nholdout: 0.1\nsteps:\n  - { id: a, send: { channel: line } }\n  - { id: b, branch: [] }\n"));
}
