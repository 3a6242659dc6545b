using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A cause that is told again, as after a crash or because the shop system says more about an order, changes nothing.</summary>
public sealed class RepeatedCauseTests
{
    private const string Two = """
          - { id: first, after: 3d, send: { channel: [email], message: thank-you } }
          - { id: second, after: 6d, send: { channel: [email], message: thank-you } }
        """;

    /// <summary>The second order moves the customer; told again it is not a further one for the journey that they were moved to.</summary>
    [Theory]
    [InlineData("onNewOrder: exit")]
    [InlineData("onNewOrder: restart")]
    [InlineData("goal: { type: order, within: 30d }\nexitOnGoal: true")]
    public async Task OrderThatMoved_ToldAgain_DoesNotEndTheJourneyMovedTo(string policy)
    {
        Story story = await MovedAsync(policy);
        string[] before = await story.EnrollmentsAsync(Story.Hanako);
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;

        await story.Shop.React.RunAsync(customerId, new Cause.OrderEntered(TestWorld.SourceId, "2"), story.Shop.Orchestrations, default);

        Assert.Equal(["new-follow Moved", "early-follow Running"], before);
        Assert.Equal(before, await story.EnrollmentsAsync(Story.Hanako));
        await story.UntilAsync("30T00:00");
        Assert.Equal(["24T10:00 first email", "27T10:00 second email"], story.Sent);
        await story.CertifiedAsync();
    }

    /// <summary>A third order is a further one.</summary>
    [Theory]
    [InlineData("onNewOrder: exit", EndReason.NewOrder)]
    [InlineData("goal: { type: order, within: 30d }\nexitOnGoal: true", EndReason.GoalReached)]
    public async Task FurtherOrderAfterTheMove_EndsTheJourneyMovedTo(string policy, EndReason end)
    {
        Story story = await MovedAsync(policy);
        await story.UntilAsync("24T12:00");
        await story.BuysAsync(Story.Hanako, "3");
        Assert.Equal(["new-follow Moved", $"early-follow {end}"], await story.EnrollmentsAsync(Story.Hanako));
        await story.UntilAsync("30T00:00");
        await story.CertifiedAsync();
    }

    /// <summary>The answer that began the first journey is not the answer that the second one is for.</summary>
    [Fact]
    public async Task EventThatBegan_IsNotTheGoalAfterAMove()
    {
        const string Goal = "goal: { type: event, event: survey, within: 30d }\nexitOnGoal: true\n";
        Story story = await Story.WithAsync(
            Plan("new-follow", "new", "{ type: event, event: survey }", "onRankChange: move", Two),
            Plan("early-follow", "early", "{ type: order, nth: 1000 }", Goal, Two));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T12:00");
        await story.DoesAsync(Story.Hanako, "survey");
        await story.UntilAsync("23T12:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("24T12:00");
        await story.DoesAsync(Story.Hanako, "click");
        Assert.Equal(["new-follow Moved", "early-follow Running"], await story.EnrollmentsAsync(Story.Hanako));
    }

    private static async Task<Story> MovedAsync(string policy)
    {
        Story story = await Story.WithAsync(
            Plan("new-follow", "new", "{ type: order, nth: 1 }", "onRankChange: move", Two),
            Plan("early-follow", "early", "{ type: order, nth: 1000 }", policy, Two));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T12:00");
        await story.BuysAsync(Story.Hanako, "2");
        return story;
    }

    private static string Plan(string id, string rank, string trigger, string policy, string steps) => JourneyFiles.Free(id, $$"""
        plan: follow-up
        rank: { model: six-rank, in: [{{rank}}] }
        trigger: {{trigger}}
        {{policy.TrimEnd()}}
        """, steps);
}
