using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>A provider that says for how long it wants to be left alone.</summary>
public sealed class PauseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0, 1)] // at once would be a loop
    [InlineData(1, 1)]
    [InlineData(90, 90)]
    [InlineData(21_599, 21_599)]
    [InlineData(21_601, 21_600)] // somebody may have mended it
    public async Task Send_ProviderNamesAPause_IsPlannedUntilThenWithTheReason(int seconds, int expected)
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(Busy(Channel.Email, TimeSpan.FromSeconds(seconds)));

        SendOutcome.Deferred waits = Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("mail"));

        Assert.Equal(Told.Noon.AddSeconds(expected), waits.Until);
        SendRow row = Assert.Single(await bed.RowsAsync());
        Assert.Equal((SendState.Planned, waits.Until, "Temporary: busy", null), (row.State, row.DeferredUntil, row.Reason, row.ClaimedAt));
        Assert.Equal(waits.Until, Assert.Single(await bed.Shop.Due.OfDayAsync(CertifiedShop.Day, default).ToListAsync()).DueAt);
    }

    [Fact]
    public async Task Send_ProviderNamesNoPause_IsTriedAgainByTheStep()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy", isSurelyNotTaken: true));
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        Assert.Null(Assert.Single(await bed.RowsAsync()).DeferredUntil);
    }

    /// <summary>The pause is the provider's, by real time.</summary>
    [Fact]
    public async Task Send_ShopClockThatRunsFast_WaitsAsLongOfRealTime()
    {
        SendBed bed = await SendBed.MakeAsync(speed: 60);
        bed.World.Email.Refusals.Enqueue(Busy(Channel.Email, Minute));
        Assert.Equal(Told.Noon.AddHours(1), Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("mail")).Until);
    }

    /// <summary>Whether the provider has it is not known, so that it stays claimed; and not for longer than repeats are told apart.</summary>
    [Theory]
    [InlineData(1, 22 * 60, 60)]
    [InlineData(60, 22 * 60, 60)]
    [InlineData(60, (23 * 60) - 10, 10)]
    [InlineData(500, 60, 360)]
    public async Task Send_PauseAtARepetition_StaysClaimedWithinTheHorizon(int pauseMinutes, int ageMinutes, int expectedMinutes)
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Line.Refusals.Enqueue(new ChannelException(Channel.Line, ChannelFailure.Temporary, "no answer"));
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("both"));
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(ageMinutes));
        bed.World.Line.Refusals.Enqueue(Busy(Channel.Line, pauseMinutes == 1 ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(pauseMinutes)));

        SendOutcome.Deferred waits = Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("both"));

        Assert.Equal(Told.Noon.AddMinutes(expectedMinutes), waits.Until);
        SendRow row = Assert.Single(await bed.RowsAsync());
        Assert.Equal((SendState.Claimed, waits.Until, "Temporary: busy"), (row.State, row.DeferredUntil, row.Reason));
    }

    /// <summary>The pause goes over midnight: the day names the moment; a signal in between does not call the provider.</summary>
    [Fact]
    public async Task Enrollment_MessageThatWaitsForTheProvider_GoesOnAndEveryDayHolds()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("two", "trigger: { type: order, nth: 1 }", """
              - { id: late, after: 0d, at: "23:00", send: { channel: [email], message: thank-you } }
              - { id: next, after: 1d, at: "00:10", send: { channel: [email], message: thank-you } }
            """));
        await story.BuysAsync(Story.Hanako, "o-1");
        story.World.Email.Refusals.Enqueue(Busy(Channel.Email, TimeSpan.FromHours(2)));
        await story.UntilAsync("21T23:30");
        await story.BuysAsync(Story.Hanako, "o-2");
        await story.UntilAsync("22T00:30");
        Assert.Equal(["22T00:10 next email"], story.Sent);
        CertifiedShop certified = CertifiedShop.Over(story.World, story.Shop);
        Assert.Equal(["Deferred"], (await certified.IssueAsync(CertifiedShop.Day)).Account.Findings.Select(f => f.Kind.ToString()));

        await story.UntilAsync("23T12:00");

        Assert.Equal(["22T00:10 next email", "22T01:00 late email"], story.Sent);
        Assert.Equal(2, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Enrollment_EndsWhileTheProviderPauses_SendsNothing()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(Busy(Channel.Email, Minute));
        await bed.SendAsync("mail");
        await bed.EndAsync(drops: true, endedAt: Told.At(5));
        bed.World.ShopClock.Advance(Minute);
        Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail"));
        Assert.Equal(SendState.Withheld, Assert.Single(await bed.RowsAsync()).State);
        Assert.Empty(bed.World.Email.Calls);
    }

    private static ChannelException Busy(Channel channel, TimeSpan pause) =>
        new(channel, ChannelFailure.Temporary, "busy", pause, isSurelyNotTaken: true);
}
