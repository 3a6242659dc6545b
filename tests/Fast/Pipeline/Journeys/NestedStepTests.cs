using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Steps that lead to others: they wait, they choose, they end.</summary>
public sealed class NestedStepTests
{
    /// <summary>The plan of the product's own rules for journeys, with all that nests.</summary>
    private const string Whole = """
        id: new-customer-follow
        trigger: { type: order, nth: 1 }
        steps:
          - id: thanks
            after: 0d
            at: "19:00"
            expire: 2d
            send: { channel: [line, email], message: thanks-first }
          - id: wait-second
            after: 7d
            waitFor: { type: order, timeout: 3d }
            then: [ { id: second-thanks, send: { channel: [line, email], message: thanks-second } } ]
            else: [ { id: voice, send: { channel: [email], message: ask-opinion } } ]
          - id: by-rank
            branch:
              - when: { rank: [repeater, semi-royal, royal], half: current }
                steps:
                  - id: survey
                    waitFor: { type: event, event: survey, timeout: PT48H }
                    then: [ { id: done, exit: true } ]
              - when:
                  fact: [orderCount >= 2, tag.vip = true]
                  attribute: { member: gold }
                steps: []
              - otherwise: true
                steps: [ { id: pause, after: 30d } ]
        """;

    [Fact]
    public void Read_WholePlan_HasEveryStepOnItsLevel()
    {
        JourneyDefinition journey = JourneyFile.Load(Whole);
        Assert.Equal(
            ["thanks", "wait-second", "second-thanks", "voice", "by-rank", "survey", "done", "pause"],
            journey.AllSteps.Select(s => s.Id));
        Assert.Equal(new PlanTime.Days(2), Assert.IsType<Step.Send>(journey.Steps[0]).ExpiresAfter);
        Step.WaitFor wait = Assert.IsType<Step.WaitFor>(journey.Steps[1]);
        Assert.Equal(new Awaited.Order(), wait.Awaited);
        Assert.Equal(new PlanTime.Days(3), wait.Timeout);
        Assert.Equal(["second-thanks"], wait.Then.Select(s => s.Id));
        Assert.Equal(["voice"], wait.Else.Select(s => s.Id));
        Step.WaitFor survey = Assert.IsType<Step.WaitFor>(journey.Find("survey"));
        Assert.Equal(new Awaited.Event("survey"), survey.Awaited);
        Assert.Equal(new PlanTime.Exactly(TimeSpan.FromHours(48)), survey.Timeout);
        Assert.Empty(survey.Else);
        Assert.IsType<Step.Exit>(journey.Find("done"));
    }

    [Fact]
    public void Read_Branch_HasItsArmsInOrder()
    {
        Step.Branch branch = Assert.IsType<Step.Branch>(JourneyFile.Load(Whole).Steps[2]);
        Assert.Equivalent(new RankGate("six-rank", ["repeater", "semi-royal", "royal"], Half.Current), branch.Choices[0].When!.Gate, strict: true);
        Assert.Empty(branch.Choices[0].When!.Facts);
        Assert.Null(branch.Choices[1].When!.Gate);
        Assert.Equal(["orderCount >= 2", "tag.vip = true", "attribute.member = \"gold\""], branch.Choices[1].When!.Facts.Select(f => f.ToString()));
        Assert.Empty(branch.Choices[1].Steps);
        Assert.Null(branch.Choices[2].When);
        Assert.Equal(["pause"], branch.Choices[2].Steps.Select(s => s.Id));
    }

    [Theory]
    [InlineData("half: lapsed", "six-rank", Half.Lapsed)]
    [InlineData("model: five-class, half: any", "five-class", Half.Any)]
    public void Branch_Half_StandsForEveryRank(string when, string model, Half half) =>
        Assert.Equivalent(new RankGate(model, [], half), BranchOf(when).Choices[0].When!.Gate, strict: true);

    [Fact]
    public void Branch_OneFact_StandsForAListOfOne() =>
        Assert.Equal(["daysSinceLast < 90"], BranchOf("fact: daysSinceLast < 90").Choices[0].When!.Facts.Select(f => f.ToString()));

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Steps_OfAllLevels_EndAtSixty(int count, bool isTaken)
    {
        string inner = string.Concat(Enumerable.Range(1, count - 1).Select(i => $"      - {{ id: s{i}, after: {i}d }}\n"));
        string text = $"id: f\ntrigger: {{ type: order }}\nsteps:\n  - id: wait\n    waitFor: {{ type: order, timeout: 1d }}\n    then:\n{inner}";
        if (isTaken)
        {
            Assert.Equal(60, JourneyFile.Load(text).AllSteps.Count());
        }
        else
        {
            Assert.Equal(["66: a journey has at most 60 steps, those inside of others included; this is one more"], JourneyFile.Faults(text));
        }
    }

    private static Step.Branch BranchOf(string when) =>
        Assert.IsType<Step.Branch>(JourneyFile.Load(JourneyFile.WithStep($"branch: [ {{ when: {{ {when} }}, steps: [] }} ]")).Steps[0]);
}
