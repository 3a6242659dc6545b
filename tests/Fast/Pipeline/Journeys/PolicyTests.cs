using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What a further order does to those inside, goals, and steps that end a journey.</summary>
public sealed class PolicyTests
{
    private const string Steps = """
          - { id: now, send: { channel: [email], message: thank-you } }
          - { id: later, after: 5d, send: { channel: [email], message: thank-you } }
        """;

    [Theory]
    [InlineData("continue", new[] { "21T12:00 now email", "26T10:00 later email" }, new[] { "j Completed" })]
    [InlineData("exit", new[] { "21T12:00 now email" }, new[] { "j NewOrder" })]
    [InlineData("restart", new[] { "21T12:00 now email", "23T09:00 now email", "28T10:00 later email" }, new[] { "j Restarted", "j Completed" })]
    public async Task NewOrder_DoesWhatTheJourneySays(string policy, string[] sent, string[] enrollments)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, nth: "1", more: $"onNewOrder: {policy}"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T09:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("40T00:00");
        Assert.Equal(sent, story.Sent);
        Assert.Equal(enrollments, await story.EnrollmentsAsync(Story.Hanako));
    }

    /// <summary>An order of before the trigger that only becomes known now is no further one.</summary>
    [Fact]
    public async Task NewOrder_ThatIsOlderThanTheTrigger_EndsNothing()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, nth: "1", more: "onNewOrder: exit"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.TellAsync(Story.Hanako.Bought(Told.Order("0", 0, orderedAt: -600)));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["j Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Fact]
    public async Task ReEntryRestart_NewKey_EndsTheRunningOne()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, reentry: "restart"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T09:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("40T00:00");
        Assert.Equal(["21T12:00 now email", "23T09:00 now email", "28T10:00 later email"], story.Sent);
        Assert.Equal(["j Restarted", "j Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Theory]
    [InlineData("false", "24T09:00", "25T08:00", "Completed", true)]
    [InlineData("true", "24T09:00", "25T08:00", "GoalReached", true)]
    [InlineData("true", "28T12:00", "28T12:00", "Completed", true)] // the last moment; the steps are over
    [InlineData("true", "28T12:01", "28T12:01", "Completed", false)] // a minute late
    public async Task Goal_IsCountedWithinItsTime_AndEndsTheJourneyOnlyIfItSaysSo(string exits, string until, string boughtAt, string end, bool isReached)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey(
            "j", Steps, nth: "1", more: $$"""goal: { type: order, within: 7d }{{'\n'}}exitOnGoal: {{exits}}"""));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync(until);
        await story.UntilAsync(boughtAt);
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("40T00:00");
        Enrollment enrollment = Assert.Single((await story.StateAsync(Story.Hanako)).Enrollments);
        Assert.Equal((end, isReached ? Story.Time(boughtAt) : null), (enrollment.End.ToString(), enrollment.GoalAt));
    }

    [Fact]
    public async Task Goal_TheOrderThatEnrolls_IsNotReachingIt()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, nth: "1", more: "goal: { type: order, within: 7d }"));
        await story.BuysAsync(Story.Hanako, "1");
        Assert.Null(Assert.Single((await story.StateAsync(Story.Hanako)).Enrollments).GoalAt);
    }

    [Fact]
    public async Task EndedEarly_TakesItsPlannedMessagesAlong()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, nth: "1", more: "onNewOrder: exit"));
        await story.BuysAsync(Story.Hanako, "1");
        Assert.Equal(["21T12:00 now Sent", "26T10:00 later Planned"], await story.LedgerAsync(Story.Hanako));
        await story.UntilAsync("23T09:00");
        await story.BuysAsync(Story.Hanako, "2");
        Assert.Equal(["21T12:00 now Sent"], await story.LedgerAsync(Story.Hanako));
    }

    [Fact]
    public async Task Exit_InAnArm_EndsTheJourneyForThoseOnly()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", """
              - id: fork
                after: 1d
                branch:
                  - when: { rank: [new] }
                    steps: [ { id: out, exit: true } ]
                  - otherwise: true
                    steps: []
              - { id: later, after: 5d, send: { channel: [email], message: thank-you } }
            """, nth: "every"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T09:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("40T00:00");
        Assert.Equal(["28T10:00 later email"], story.Sent);
        Assert.Equal(["j Exited", "j Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }
}
