using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Days of the calendar on which nothing ran: made good as the journey says, or noted; never lost.</summary>
public sealed class MissedDayTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    /// <summary>25 November.</summary>
    private static readonly SourceCustomer Hanako = Story.Hanako with { Birthday = new Birthday(11, 25, 1985) };

    [Theory]
    [InlineData("", "27T12:00", new[] { "27T12:00 mail email" }, "Completed")]
    [InlineData("", "32T12:00", new[] { "32T12:00 mail email" }, "Completed")] // seven days late
    [InlineData("", "33T12:00", new string[0], "Missed")]
    [InlineData("", "60T12:00", new string[0], "Missed")]
    [InlineData(", missed: skip", "25T12:00", new[] { "25T12:00 mail email" }, "Completed")] // late on its own day
    [InlineData(", missed: skip", "26T12:00", new string[0], "Missed")]
    public async Task Birthday_ServerOffOnTheDay(string missed, string back, string[] sent, string end)
    {
        Story story = await Story.WithAsync(CalendarJourneyTests.Birthday(missed));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("24T12:00");
        TestShop next = await RestartAsync(story, back);
        Assert.Equal(sent, story.Sent);
        CustomerState state = await next.StateAsync(Hanako);
        Enrollment enrollment = Assert.Single(state.Enrollments);
        Assert.Equal((end, "birthday:2026", new DateOnly(2026, 11, 25)), (enrollment.End?.ToString(), enrollment.BusinessKey, enrollment.TriggeredOn));
        Assert.Equal(sent.Length, state.Sends.Count);
        await story.CertifiedAsync();
    }

    /// <summary>What was missed is over: it holds up neither a plan nor a journey for once in a lifetime, and reaches no goal.</summary>
    [Theory]
    [InlineData("reentry: once")]
    [InlineData("plan: p\nreentry: wait")]
    [InlineData("goal: { type: order, within: 90d }")]
    public async Task Missed_StandsInNobodysWay(string keys)
    {
        Story story = await Story.WithAsync(CalendarJourneyTests.Birthday(", missed: skip", keys: "\n" + keys));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("24T12:00");
        await RestartAsync(story, "26T12:00");
        await story.BuysAsync(Hanako, "1");
        Assert.Null(Assert.Single((await story.StateAsync(Hanako)).Enrollments).GoalAt);
        await story.UntilAsync("395T00:00");
        Assert.Equal(["390T00:00 mail email"], story.Sent);
    }

    /// <summary>Beginning the day again, after a restart and out of turn, makes nothing twice.</summary>
    [Fact]
    public async Task Missed_DayBegunAgain_IsOneRow()
    {
        Story story = await Story.WithAsync(CalendarJourneyTests.Birthday(", missed: skip"));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("24T12:00");
        TestShop next = await RestartAsync(story, "26T12:00");
        string customerId = (await next.StateAsync(Hanako)).CustomerId;
        await next.React.RunAsync(customerId, new FollowUpFlows.Pipeline.Enrollments.Cause.DayBegun(new DateOnly(2026, 11, 25)), next.Orchestrations, default);
        Assert.Single((await next.StateAsync(Hanako)).Enrollments);
        Assert.Empty(await next.Index.OfAsync(customerId, default));  // nothing waits to be started
    }

    [Fact]
    public async Task BeforeLapse_MissedUntilTheLapse_IsNotMadeGood()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: before-lapse, before: 3d }", Mail));
        await story.BuysAsync(Hanako, "1");  // lapsed on the 201st, to be warned on the 198th
        await story.UntilAsync("197T12:00");
        await RestartAsync(story, "201T12:00");
        Assert.Empty(story.Sent);
        Assert.Equal(["j Missed"], await story.EnrollmentsAsync(Hanako));
    }

    [Fact]
    public async Task BeforeLapse_MissedByADay_IsMadeGood()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: before-lapse, before: 3d }", Mail));
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("197T12:00");
        await RestartAsync(story, "200T12:00");
        Assert.Equal(["200T12:00 mail email"], story.Sent);
    }

    private static async Task<TestShop> RestartAsync(Story story, string at)
    {
        story.World.ShopClock.MoveTo(Story.Time(at));
        TestShop next = new(story.World);
        await next.BeginDay.RunAsync(next.Orchestrations, default);
        await next.RunAsync();
        return next;
    }
}
