using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What a journey says of itself: who may enter, what enrolls, what it is for, and what changes it.</summary>
public sealed class JourneyGrammarTests
{
    [Fact]
    public void Read_EveryKeyOfTheJourney_IsTakenAsWritten()
    {
        JourneyDefinition journey = JourneyFile.Load("""
            id: new-customer-follow
            name: 新規顧客フォロー
            plan: follow-up
            rank: { model: six-rank, in: [new, early], half: current }
            purpose: marketing
            trigger: { type: order, nth: 1 }
            reentry: restart
            onRankChange: move
            onNewOrder: exit
            goal: { type: order, within: 30d }
            exitOnGoal: true
            holdout: 0.1
            steps: [ { id: a, after: 1d } ]
            """);
        Assert.Equal("follow-up", journey.Plan);
        Assert.Equivalent(new RankGate("six-rank", ["new", "early"], Half.Current), journey.Gate, strict: true);
        Assert.Equal(ReEntry.Restart, journey.ReEntry);
        Assert.Equal(RankChangePolicy.Move, journey.OnRankChange);
        Assert.Equal(NewOrderPolicy.Exit, journey.OnNewOrder);
        Assert.Equal(new Goal(new Awaited.Order(), new PlanTime.Days(30), EndsJourney: true), journey.Goal);
        Assert.Equal(0.1m, journey.Holdout);
    }

    [Fact]
    public void Read_ShortestFile_LeavesEverythingElseOut()
    {
        JourneyDefinition journey = With("purpose: marketing");
        Assert.Null(journey.Plan);
        Assert.Null(journey.Gate);
        Assert.Null(journey.Goal);
        Assert.Equal(RankChangePolicy.Stay, journey.OnRankChange);
        Assert.Equal(NewOrderPolicy.Continue, journey.OnNewOrder);
        Assert.Equal(0, journey.Holdout);
    }

    [Theory]
    [InlineData("stay", RankChangePolicy.Stay)]
    [InlineData("move", RankChangePolicy.Move)]
    [InlineData("finish-then-move", RankChangePolicy.FinishThenMove)]
    [InlineData("exit", RankChangePolicy.Exit)]
    public void OnRankChange_Word_IsTaken(string word, RankChangePolicy expected) =>
        Assert.Equal(expected, With($"onRankChange: {word}", "plan: p", "rank: { half: lapsed }").OnRankChange);

    [Theory]
    [InlineData("continue", NewOrderPolicy.Continue)]
    [InlineData("restart", NewOrderPolicy.Restart)]
    [InlineData("exit", NewOrderPolicy.Exit)]
    public void OnNewOrder_Word_IsTaken(string word, NewOrderPolicy expected) => Assert.Equal(expected, With($"onNewOrder: {word}").OnNewOrder);

    [Theory]
    [InlineData("{ half: lapsed }", "", Half.Lapsed)]
    [InlineData("{ half: any }", "", Half.Any)]
    [InlineData("{ in: royal }", "royal", Half.Any)]
    public void Rank_Part_LeavesTheRestOpen(string rank, string ids, Half half) =>
        Assert.Equivalent(new RankGate("six-rank", ids.Length == 0 ? [] : [ids], half), With($"rank: {rank}").Gate, strict: true);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.25", 0.25)]
    [InlineData("0.999", 0.999)]
    public void Holdout_Share_IsExact(string text, double expected) => Assert.Equal((decimal)expected, With($"holdout: {text}").Holdout);

    [Theory]
    [InlineData("{ type: event, event: survey, within: PT36H }", false)]
    [InlineData("{ type: event, event: nps.2026_a-b, within: 3650d }", false)]
    [InlineData("{ type: order, within: 1d }", true)]
    public void Goal_Form_IsTaken(string goal, bool isOrder) =>
        Assert.Equal(isOrder, With($"goal: {goal}").Goal is { Awaited: Awaited.Order, EndsJourney: false });

    [Fact]
    public void Trigger_OfEachKind_IsTaken()
    {
        Assert.Equivalent(new Trigger.OrderPlaced(2, null, ["T1", "t 2"]), TriggerOf("{ type: order, nth: 2+, sku: [T1, t 2] }"), strict: true);
        Assert.Equivalent(
            new Trigger.RankChanged("five-class", ["steady"], ["premier", "surge"], RankDirection.Up),
            TriggerOf("{ type: rank-changed, model: five-class, from: steady, to: [premier, surge], direction: up }"),
            strict: true);
        Assert.Equivalent(new Trigger.RankChanged("six-rank", [], [], RankDirection.Any), TriggerOf("{ type: rank-changed }"), strict: true);
        Assert.Equal(RankDirection.Down, Assert.IsType<Trigger.RankChanged>(TriggerOf("{ type: rank-changed, direction: down }")).Direction);
        Assert.Equal(new Trigger.Registered(), TriggerOf("{ type: registered }"));
        Assert.Equal(new Trigger.Lapsed(3650), TriggerOf("{ type: lapsed, days: 3650 }"));
        Assert.Equal(new Trigger.EventReceived("survey"), TriggerOf("{ type: event, event: survey }"));
    }

    [Fact]
    public void Trigger_OfTheCalendar_IsTaken()
    {
        Assert.Equal(new Trigger.Birthday(null, LeapDay.February28, 0, MissedDays.SendLate), TriggerOf("{ type: birthday }"));
        Assert.Equal(new Trigger.Birthday(null, LeapDay.March1, 180, MissedDays.Skip), TriggerOf("{ type: birthday, on: day, leapDay: mar-1, before: 180d, missed: skip }"));
        Assert.Equal(new Trigger.Birthday(1, LeapDay.February28, 0, MissedDays.SendLate), TriggerOf("{ type: birthday, on: month }"));
        Assert.Equal(new Trigger.Birthday(28, LeapDay.February28, 1, MissedDays.SendLate), TriggerOf("{ type: birthday, on: month, day: 28, before: 1d, missed: send-late }"));
        Assert.Equal(new Trigger.Anniversary(LeapDay.February28, 7, MissedDays.SendLate), TriggerOf("{ type: anniversary, leapDay: feb-28, before: 7d }"));
        Assert.Equal(new Trigger.BeforeLapse("six-rank", 30, MissedDays.SendLate), TriggerOf("{ type: before-lapse, before: 30d }"));
        Assert.Equal(new Trigger.BeforeLapse("five-class", 3650, MissedDays.Skip), TriggerOf("{ type: before-lapse, model: five-class, before: 3650d, missed: skip }"));
    }

    [Fact]
    public void Trigger_OfABroadcast_IsTaken()
    {
        Assert.Equal(new Trigger.Broadcast(new DateOnly(2026, 12, 10), null, null), TriggerOf("{ type: broadcast, on: 2026-12-10 }"));
        Trigger.Broadcast whole = Assert.IsType<Trigger.Broadcast>(TriggerOf(
            "{ type: broadcast, on: 2026-12-10, at: \"19:30\", segment: { rank: [new], fact: \"orderCount >= 1\" }, perHour: 500, max: 20000, lineMax: 5000, approval: true }"));
        Assert.Equal((new NodaTime.LocalTime(19, 30), 500, 20000, 5000, true), (whole.At, whole.PerHour, whole.Max, whole.LineMax, whole.NeedsApproval));
        Assert.Equal(["new"], whole.Segment!.Gate!.RankIds);
        Assert.Equal("orderCount >= 1", Assert.Single(whole.Segment.Facts).ToString());
    }

    /// <summary>What names no model means the journey's own, and without one the shop's.</summary>
    [Theory]
    [InlineData("purpose: marketing", "main")]
    [InlineData("rank: { half: current }", "main")]
    [InlineData("rank: { model: own, half: current }", "own")]
    public void Model_NotNamed_IsTheJourneysElseTheShops(string line, string expected)
    {
        string text = $"id: f\ntrigger: {{ type: rank-changed }}\n{line}\nsteps: [ {{ id: a, branch: [ {{ when: {{ rank: x }}, steps: [] }} ] }} ]\n";
        JourneyDefinition journey = JourneyFile.Load(text, "main");
        Assert.Equal(expected, Assert.IsType<Trigger.RankChanged>(journey.Trigger).ModelId);
        Assert.Equal(expected, Assert.IsType<Step.Branch>(journey.Steps[0]).Choices[0].When!.Gate!.ModelId);
        Assert.Equal(line.Contains("rank", StringComparison.Ordinal) ? expected : null, journey.Gate?.ModelId);
    }

    private static JourneyDefinition With(params string[] lines) =>
        JourneyFile.Load($"id: f\ntrigger: {{ type: order }}\n{string.Join('\n', lines)}\n{JourneyFile.Steps}");

    private static Trigger TriggerOf(string trigger) => JourneyFile.Load($"id: f\ntrigger: {trigger}\n{JourneyFile.Steps}").Trigger;
}
