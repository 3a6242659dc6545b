using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What is wrong with a journey outside its steps is refused on its own line, and nothing is ignored.</summary>
public sealed class JourneyReaderFaultTests
{
    private const string Trigger = "trigger: { type: order }\n";

    private const string Keys =
        "exitOnGoal, goal, holdout, hypothesis, id, name, onNewOrder, onRankChange, plan, priority, purpose, rank, reentry, steps, topic, trigger";

    private const string Length = "days such as 1d or 3d (at most 3650d), or an exact time such as PT2H or PT30M";

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
    [InlineData("reentry: [once]", "'reentry' must be a text")]
    [InlineData("name: [a]", "'name' must be a text")]
    [InlineData("name: { en: New }", "'ja' is missing")]
    [InlineData("name: { ja: 新規, fr: Nouveau }", "'fr' is not known here; expected en, ja")]
    [InlineData("purpos: marketing", "'purpos' is not known here; expected " + Keys)]
    [InlineData("plan: Follow Up", "'plan' must be lower-case letters, digits and hyphens, at most 60, not 'Follow Up'")]
    [InlineData("plan: [a]", "'plan' must be a text")]
    [InlineData("rank: new", "'rank' must be a mapping")]
    [InlineData("rank: { model: six-rank }", "'rank' admits everybody; give it 'in' or 'half', or leave it out")]
    [InlineData("rank: { in: [] }", "'in' names no rank; name some, or leave it out")]
    [InlineData("rank: { in: [new, early, new] }", "the rank 'new' is named twice")]
    [InlineData("rank: { in: { new: true } }", "'in' must be a list of texts")]
    [InlineData("rank: { in: new, half: both }", "'half' must be current, lapsed, any, not 'both'")]
    [InlineData("rank: { in: new, from: early }", "'from' is not known here; expected half, in, model")]
    [InlineData("onRankChange: stay", "'onRankChange' needs 'rank': without it the journey is for every rank")]
    [InlineData("onRankChange: go", "'onRankChange' must be stay, move, finish-then-move, exit, not 'go'", "rank: { in: new }")]
    [InlineData("onRankChange: move", "moving needs 'plan': the family of journeys among which customers move", "rank: { in: new }")]
    [InlineData("onRankChange: finish-then-move", "moving needs 'plan': the family of journeys among which customers move", "rank: { in: new }")]
    [InlineData("onNewOrder: stop", "'onNewOrder' must be continue, restart, exit, not 'stop'")]
    [InlineData("goal: order", "'goal' must be a mapping")]
    [InlineData("goal: { type: order }", "'within' is missing; write for example within: 30d")]
    [InlineData("goal: { within: 30d }", "'type' is missing")]
    [InlineData("goal: { type: click, within: 30d }", "'type' must be order, event, not 'click'")]
    [InlineData("goal: { type: event, within: 30d }", "'event' is missing")]
    [InlineData("goal: { type: order, event: survey, within: 30d }", "'event' goes with 'type: event'")]
    [InlineData("goal: { type: event, event: Survey!, within: 30d }", "'event' must be the type of an event such as survey: lower-case letters, digits, '-', '_' and '.', at most 60, not 'Survey!'")]
    [InlineData("goal: { type: order, within: 0d }", "'within' must be " + Length + ", not '0d'")]
    [InlineData("goal: { type: order, within: PT0S }", "'within' must be " + Length + ", not 'PT0S'")]
    [InlineData("goal: { type: order, within: 3651d }", "'within' must be " + Length + ", not '3651d'")]
    [InlineData("goal: { type: order, within: 30d, exit: true }", "'exit' is not known here; expected event, type, within")]
    [InlineData("exitOnGoal: true", "'exitOnGoal' needs 'goal'")]
    [InlineData("exitOnGoal: yes", "'exitOnGoal' must be true, false, not 'yes'", "goal: { type: order, within: 1d }")]
    [InlineData("holdout: 1", "'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '1'")]
    [InlineData("holdout: -0.1", "'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '-0.1'")]
    [InlineData("holdout: 10%", "'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '10%'")]
    [InlineData("holdout: 1e-1", "'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '1e-1'")]
    public void Key_ThatCannotBeObeyed_IsRefusedOnItsLine(string line, string fault, string beside = "# nothing beside it") =>
        Assert.Equal([$"3: {fault}"], JourneyFile.Faults($"id: f\n{Trigger}{line}\n{beside}\n{JourneyFile.Steps}"));

    [Theory]
    [InlineData("order", "'trigger' must be a mapping")]
    [InlineData("{ nth: 1 }", "'type' is missing")]
    [InlineData("{ type: shipment }", "'type' must be " + Types + ", not 'shipment'")]
    [InlineData("{ type: line-friend-added, days: 1 }", "'days' is not known here; expected type")]
    [InlineData("{ type: survey-answered }", "'type: survey-answered' is not available yet")]
    [InlineData("{ type: cart-left }", "'type: cart-left' is not available yet")]
    [InlineData("{ type: before-lapse }", "'before' is missing; write for example before: 30d")]
    [InlineData("{ type: before-lapse, before: 0d }", "'before' must be days from 1d to 3650d such as 7d, not '0d'")]
    [InlineData("{ type: before-lapse, before: PT24H }", "'before' must be days from 1d to 3650d such as 7d, not 'PT24H'")]
    [InlineData("{ type: birthday, before: 181d }", "'before' must be days from 1d to 180d such as 7d, not '181d'")]
    [InlineData("{ type: birthday, on: week }", "'on' must be day, month, not 'week'")]
    [InlineData("{ type: birthday, day: 5 }", "'day' goes with 'on: month': the day of the month on which the journey begins")]
    [InlineData("{ type: birthday, on: month, day: 29 }", "'day' must be a whole number from 1 to 28, not '29'")]
    [InlineData("{ type: birthday, on: month, leapDay: mar-1 }", "'leapDay' goes with 'on: day': a month has 29 February in every year")]
    [InlineData("{ type: anniversary, leapDay: mar-2 }", "'leapDay' must be feb-28, mar-1, not 'mar-2'")]
    [InlineData("{ type: anniversary, missed: later }", "'missed' must be send-late, skip, not 'later'")]
    [InlineData("{ type: broadcast }", "'on' is missing")]
    [InlineData("{ type: broadcast, on: 2026-02-29 }", "'on' must be a day such as 2026-12-10, not '2026-02-29'")]
    [InlineData("{ type: broadcast, on: 2026-12-10, at: noon }", "'at' must be a time of day such as \"19:00\", not 'noon'")]
    [InlineData("{ type: broadcast, on: 2026-12-10, perHour: 0 }", "'perHour' must be a whole number from 1 to 10000000, not '0'")]
    [InlineData("{ type: broadcast, on: 2026-12-10, lineMax: 0 }", "'lineMax' must be a whole number from 1 to 10000000, not '0'")]
    [InlineData("{ type: broadcast, on: 2026-12-10, approval: maybe }", "'approval' must be true, false, not 'maybe'")]
    [InlineData("{ type: broadcast, on: 2026-12-10, segment: {} }", "'segment' says nothing; give it 'rank', 'half', 'fact' or 'attribute', or leave it out for everybody")]
    [InlineData("{ type: order, product: tea }", "'product' is not available yet")]
    [InlineData("{ type: order, count: 1 }", "'count' is not known here; expected nth, sku, type")]
    [InlineData("{ type: order, days: 30 }", "'days' is not known here; expected nth, sku, type")]
    [InlineData("{ type: order, sku: [] }", "'sku' must name goods by their SKU; name some, or leave it out for any order")]
    [InlineData("{ type: order, sku: [T1, \"\"] }", "'sku' must name goods by their SKU; name some, or leave it out for any order")]
    [InlineData("{ type: rank-changed, to: [] }", "'to' names no rank; name some, or leave it out")]
    [InlineData("{ type: rank-changed, from: [a, a] }", "the rank 'a' is named twice")]
    [InlineData("{ type: rank-changed, direction: higher }", "'direction' must be up, down, any, not 'higher'")]
    [InlineData("{ type: rank-changed, in: new }", "'in' is not known here; expected direction, from, model, to, type")]
    [InlineData("{ type: registered, nth: 1 }", "'nth' is not known here; expected type")]
    [InlineData("{ type: lapsed }", "'days' is missing")]
    [InlineData("{ type: lapsed, days: 0 }", "'days' must be a whole number from 1 to 3650, not '0'")]
    [InlineData("{ type: lapsed, days: 3651 }", "'days' must be a whole number from 1 to 3650, not '3651'")]
    [InlineData("{ type: lapsed, days: 90, after: 1 }", "'after' is not known here; expected days, type")]
    [InlineData("{ type: event }", "'event' is missing")]
    [InlineData("{ type: event, event: ア }", "'event' must be the type of an event such as survey: lower-case letters, digits, '-', '_' and '.', at most 60, not 'ア'")]
    [InlineData("{ type: event, event: survey, value: 5 }", "'value' is not known here; expected event, type")]
    [InlineData("{ type: order, nth: [1] }", "'nth' must be a text")]
    public void Trigger_ThatCannotBeObeyed_IsRefused(string trigger, string fault) =>
        Assert.Equal([$"2: {fault}"], JourneyFile.Faults($"id: f\ntrigger: {trigger}\n{JourneyFile.Steps}"));

    [Theory]
    [InlineData("plan: p")]
    [InlineData("reentry: once")]
    public void Broadcast_OfAPlan_OrTwice_IsRefused(string line) => Assert.Equal(
        [$"3: '{line.Split(':')[0]}' does not go with a broadcast: it stands alone, and everybody gets it once"],
        JourneyFile.Faults($"id: f\ntrigger: {{ type: broadcast, on: 2026-12-10 }}\n{line}\n{JourneyFile.Steps}"));

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
            "2: 'type: cart-left' is not available yet",
            "3: 'holdout' must be a share of the customers from 0 to below 1, such as 0.1, not '2'",
            "5: 'message' is missing",
            "6: 'points' is not available yet",
        ],
        JourneyFile.Faults("id: F\ntrigger: { type: cart-left }\nholdout: 2\nsteps:\n  - { id: a, send: { channel: line } }\n  - { id: b, points: 5 }\n"));
}
