using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>One plan for every rank: what happens to those whose rank changes midway.</summary>
public sealed class PlanTests
{
    private static readonly string Early = Plan("early-follow", "early", "2", "stay", Days("e", 0, 3, 5, 7));

    [Theory]
    [InlineData("stay", "new-follow Completed", "n0", "n3", "n7")]
    [InlineData("exit", "new-follow RankChanged", "n0", "n3")]
    public async Task RankChange_WithoutAnotherPlan_StaysOrLeaves(string policy, string ended, params string[] sent)
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", policy, Days("n", 0, 3, 7)));
        await LiveAsync(story, "25T18:00");
        Assert.Equal(sent, Steps(story));
        Assert.Equal([ended], await story.EnrollmentsAsync(Story.Hanako));
    }

    /// <summary>The second order of the 25th makes an early customer of a new one: four days have passed, so day 5 comes next.</summary>
    [Fact]
    public async Task Move_GoesOnInTheOtherPlanAtTheFirstLaterDay()
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", "move", Days("n", 0, 3, 7)), Early);
        await LiveAsync(story, "25T18:00");
        Assert.Equal(["21T12:00 n0 email", "24T10:00 n3 email", "26T10:00 e5 email", "28T10:00 e7 email"], story.Sent);
        Assert.Equal(["new-follow Moved", "early-follow Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Fact]
    public async Task Move_OnADayThatThePlanHas_LeavesThatDayOut()
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", "move", Days("n", 0, 3, 7)), Early);
        await LiveAsync(story, "26T09:00");
        Assert.Equal(["n0", "n3", "e7"], Steps(story));
    }

    [Fact]
    public async Task Move_WhenNoJourneyOfThePlanIsForTheRank_Leaves()
    {
        Story story = await Story.WithAsync(
            Plan("new-follow", "new", "1", "move", Days("n", 0, 3, 7)),
            Early.Replace("plan: follow-up", "plan: other-plan", StringComparison.Ordinal).Replace("nth: 2", "nth: 9", StringComparison.Ordinal));
        await LiveAsync(story, "25T18:00");
        Assert.Equal(["n0", "n3"], Steps(story));
        Assert.Equal(["new-follow RankChanged"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Fact]
    public async Task Move_WhenThePlanHasNoLaterDay_Completes()
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", "move", Days("n", 0, 30)), Early);
        await LiveAsync(story, "30T18:00");
        Assert.Equal(["n0"], Steps(story));
        Assert.Equal(["new-follow Moved", "early-follow Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Fact]
    public async Task FinishThenMove_SendsItsOwnStepsFirst()
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", "finish-then-move", Days("n", 0, 3, 6)), Early);
        await LiveAsync(story, "25T18:00");
        Assert.Equal(["n0", "n3", "n6", "e7"], Steps(story));
        Assert.Equal(["new-follow Moved", "early-follow Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    /// <summary>Who was taken out of a plan by the order that ends it has room for what the order begins.</summary>
    [Fact]
    public async Task Exit_ThenTheOrderBeginsThePlanOfTheNewRankFromItsFirstDay()
    {
        Story story = await Story.WithAsync(Plan("new-follow", "new", "1", "exit", Days("n", 0, 3, 7)), Early);
        await LiveAsync(story, "25T18:00");
        Assert.Equal(["n0", "n3", "e0", "e3", "e5", "e7"], Steps(story));
        Assert.Equal(["new-follow RankChanged", "early-follow Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Fact]
    public async Task Gate_AtEntry_AdmitsOnlyItsRank()
    {
        Story story = await Story.WithAsync(Plan("for-early", "early", "every", "stay", Days("e", 0)), Plan("for-royal", "royal", "every", "stay", Days("r", 0)));
        await LiveAsync(story, "25T18:00");
        Assert.Equal(["25T18:00 e0 email"], story.Sent);
    }

    /// <summary>Of two journeys of one plan for one order, the first by id runs alone.</summary>
    [Theory]
    [InlineData("per-key")]
    [InlineData("restart")]
    public async Task Plan_TwoJourneysForOneOrder_RunsOne(string reentry)
    {
        Story story = await Story.WithAsync(
            Plan("a-plan", "new", "1", "stay", Days("a", 0)) + $"reentry: {reentry}\n",
            Plan("b-plan", "new", "1", "stay", Days("b", 0)) + $"reentry: {reentry}\n");
        await story.BuysAsync(Story.Hanako, "1");
        Assert.Equal(["a0"], Steps(story));
    }

    /// <summary>Four weeks later the third order makes a repeater only when the tenure of thirty days is reached: time alone moves.</summary>
    [Fact]
    public async Task RankThatChangesByTimeAlone_ActsOnItsDay()
    {
        Story story = await Story.WithAsync(
            Plan("early-plan", "early", "2", "move", Days("e", 0, 60)),
            Plan("repeater-plan", "repeater", "1000", "stay", Days("r", 31)));
        await story.BuysAsync(Story.Hanako, "1");
        await story.BuysAsync(Story.Hanako, "2");
        await story.BuysAsync(Story.Hanako, "3");
        await story.UntilAsync("60T00:00");
        Assert.Equal(["21T12:00 e0 email", "52T10:00 r31 email"], story.Sent);  // 21 + 30 = the 51st: a repeater; day 31 is the 52nd
    }

    private static async Task LiveAsync(Story story, string secondOrder)
    {
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync(secondOrder);
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("60T00:00");
    }

    private static string[] Steps(Story story) => [.. story.Sent.Select(s => s.Split(' ')[1])];

    private static string Days(string prefix, params int[] days) => string.Join('\n', days.Select(d => d == 0
        ? $"  - {{ id: {prefix}0, send: {{ channel: [email], message: thank-you }} }}"
        : JourneyFiles.Mail($"{prefix}{d}", d)));

    private static string Plan(string id, string rank, string nth, string onRankChange, string steps) => JourneyFiles.Free(id, $$"""
        plan: follow-up
        rank: { model: six-rank, in: [{{rank}}] }
        trigger: { type: order, nth: {{nth}} }
        onRankChange: {{onRankChange}}
        """, steps);
}
