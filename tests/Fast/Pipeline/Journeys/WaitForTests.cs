using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A step that waits for something, from the 28th 10:00 on and for three days.</summary>
public sealed class WaitForTests
{
    [Fact]
    public async Task WaitFor_OrderInTime_GoesOnAtOnceWithThen()
    {
        Story story = await BeginAsync("{ type: order, timeout: 3d }");
        await story.UntilAsync("29T15:30");
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("40T00:00");
        Assert.Equal(["21T12:00 now email", "29T15:30 then email", "35T10:00 last email"], story.Sent);
        Assert.Equal(["j Completed"], await story.EnrollmentsAsync(Story.Hanako));
    }

    [Theory]
    [InlineData("28T09:58", "28T09:59", "else")] // before the step waits
    [InlineData("28T09:58", "28T10:00", "then")]
    [InlineData("31T09:58", "31T10:00", "then")] // at the last moment: orders come before steps
    [InlineData("31T10:00", "31T10:01", "else")]
    public async Task WaitFor_Order_CountsFromTheStepToTheTimeoutBothIncluded(string before, string boughtAt, string arm)
    {
        Story story = await BeginAsync("{ type: order, timeout: 3d }");
        await story.UntilAsync(before);
        story.World.ShopClock.MoveTo(Story.Time(boughtAt));
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("33T00:00");
        Assert.Contains(story.Sent, s => s.Contains($" {arm} ", StringComparison.Ordinal));
        Assert.Equal(2, story.Sent.Length);
    }

    [Fact]
    public async Task WaitFor_NothingInTime_GoesOnWithElseWhenTheTimeIsOut()
    {
        Story story = await BeginAsync("{ type: order, timeout: 3d }");
        await story.UntilAsync("40T00:00");
        Assert.Equal(["21T12:00 now email", "31T10:00 else email", "35T10:00 last email"], story.Sent);
    }

    [Fact]
    public async Task WaitFor_CancelledOrder_IsNone()
    {
        Story story = await BeginAsync("{ type: order, timeout: 3d }");
        await story.UntilAsync("29T15:30");
        await story.BuysAsync(Story.Hanako, "2", status: OrderStatus.Cancelled);
        await story.UntilAsync("33T00:00");
        Assert.Equal(["21T12:00 now email", "31T10:00 else email"], story.Sent);
    }

    [Theory]
    [InlineData("survey", "then")]
    [InlineData("click", "else")]
    public async Task WaitFor_Event_IsTheOneOfItsType(string type, string arm)
    {
        Story story = await BeginAsync("{ type: event, event: survey, timeout: PT48H }");
        await story.UntilAsync("29T08:00");
        await story.DoesAsync(Story.Hanako, type);
        await story.UntilAsync("33T00:00");
        Assert.Equal(["21T12:00 now email", arm == "then" ? "29T08:00 then email" : "30T10:00 else email"], story.Sent);
    }

    /// <summary>The choice is kept: an order that becomes known after the time was out changes nothing.</summary>
    [Fact]
    public async Task WaitFor_OrderThatBecomesKnownTooLate_DoesNotTurnTheWay()
    {
        Story story = await BeginAsync("{ type: order, timeout: 3d }");
        await story.UntilAsync("32T12:00");
        await story.TellAsync(Story.Hanako.Bought(Told.Order("2", 0) with { OrderedAt = Story.Time("29T12:00"), UpdatedAt = Story.Time("29T12:00") }));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["21T12:00 now email", "31T10:00 else email", "35T10:00 last email"], story.Sent);
    }

    private static async Task<Story> BeginAsync(string waitFor)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", $$"""
              - { id: now, send: { channel: [email], message: thank-you } }
              - id: wait
                after: 7d
                waitFor: {{waitFor}}
                then: [ { id: then, send: { channel: [email], message: thank-you } } ]
                else: [ { id: else, send: { channel: [email], message: thank-you } } ]
              - { id: last, after: 14d, send: { channel: [email], message: thank-you } }
            """, nth: "1"));
        await story.BuysAsync(Story.Hanako, "1");
        return story;
    }
}
