using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What enrolls besides the number of an order.</summary>
public sealed class TriggerTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    [Theory]
    [InlineData("", new[] { "22T12:00 mail email", "24T12:00 mail email" })]
    [InlineData(", direction: up", new[] { "22T12:00 mail email" })]
    [InlineData(", direction: down", new[] { "24T12:00 mail email" })]
    [InlineData(", from: [new]", new[] { "22T12:00 mail email" })]
    [InlineData(", to: [new]", new[] { "24T12:00 mail email" })]
    [InlineData(", from: [early], to: [royal]", new string[0])]
    public async Task RankChanged_ByAnOrderAndItsCancellation(string filter, string[] sent)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", $"trigger: {{ type: rank-changed, model: six-rank{filter} }}", Mail));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("24T12:00");
        await story.TellAsync(Story.Hanako.Bought(Told.Order("2", 4000, OrderStatus.Cancelled) with { OrderedAt = Story.Time("22T12:00") }));
        await story.UntilAsync("40T00:00");
        Assert.Equal(sent, story.Sent);
    }

    [Fact]
    public async Task Lapsed_OncePerLapse_AndAnOrderArmsItAgain()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 30 }", Mail + "\n" + JourneyFiles.Mail("later", 1)));
        await story.BuysAsync(Story.Hanako, "1");  // the 21st: quiet for 30 days on the 51st
        await story.UntilAsync("60T00:00");
        Assert.Equal(["51T00:00 mail email", "52T10:00 later email"], story.Sent);
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("89T23:59");
        Assert.Equal(2, story.Sent.Length);
        await story.UntilAsync("200T00:00");
        Assert.Equal(["90T00:00 mail email", "91T10:00 later email"], story.Sent[2..]);
    }

    [Fact]
    public async Task Lapsed_WhoBuysOnTheDayBefore_IsNotLapsed()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 30 }", Mail));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("50T23:00");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("79T00:00");
        Assert.Empty(story.Sent);
        await story.UntilAsync("81T00:00");
        Assert.Equal(["80T00:00 mail email"], story.Sent);
    }

    /// <summary>The journey is published when the customer has long been quiet: their day comes all the same, in proportion to nobody else.</summary>
    [Fact]
    public async Task Lapsed_JourneyPublishedAfterTheOrder_ReachesThoseWhoseDayIsToCome()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("other", "  - { id: rest, after: 1d }"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("45T00:00");
        await story.Shop.PublishAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 30 }", Mail));
        await story.UntilAsync("60T00:00");
        Assert.Equal(["51T00:00 mail email"], story.Sent);
    }

    /// <summary>The server was off for three days: what began on them is caught up, once.</summary>
    [Fact]
    public async Task Lapsed_ServerOffOnTheDay_IsCaughtUp()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 30 }", Mail));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("49T12:00");
        story.World.ShopClock.MoveTo(Story.Time("53T12:00"));
        TestShop next = new(story.World);
        Assert.Equal(4, (await next.BeginDay.RunAsync(next.Orchestrations, default)).Count);
        Assert.Equal(0, (await next.BeginDay.RunAsync(next.Orchestrations, default)).Count);
        await next.RunAsync();
        Assert.Equal(["53T12:00 mail email"], story.Sent);
    }

    /// <summary>The server was off on the day of the lapse, and the customer has bought since: they are not quiet any more.</summary>
    [Fact]
    public async Task Lapsed_CaughtUpAfterAFurtherOrder_IsNone()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 30 }", Mail));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("50T23:00");
        story.World.ShopClock.MoveTo(Story.Time("52T12:00"));
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("60T00:00");
        Assert.Empty(story.Sent);
    }

    [Fact]
    public async Task Event_EnrollsForItsTypeOnceForEachEvent()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: event, event: survey }", Mail));
        await story.BuysAsync(Story.Hanako, "1");
        await story.DoesAsync(Story.Hanako, "click");
        await story.DoesAsync(Story.Hanako, "survey");
        await story.DoesAsync(Story.Hanako, "survey");  // at the same moment: the same event, told twice
        await story.UntilAsync("22T12:00");
        await story.DoesAsync(Story.Hanako, "survey");
        Assert.Equal(["21T12:00 mail email", "22T12:00 mail email"], story.Sent);
    }

    [Theory]
    [InlineData("07T00:00", true)] // fourteen days ago
    [InlineData("06T23:59", false)]
    public async Task Registered_RecentlyEnough_EnrollsOnce(string registeredAt, bool isEnrolled)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: registered }", Mail));
        await story.TellAsync(new ShopEvent.CustomerChanged(Story.Hanako));
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        for (int i = 0; i < 2; i++)
        {
            await story.Shop.React.RunAsync(customerId, new Cause.Registered(Story.Time(registeredAt)), story.Shop.Orchestrations, default);
            await story.Shop.RunAsync();
        }

        Assert.Equal(isEnrolled ? ["21T12:00 mail email"] : [], story.Sent);
    }
}
