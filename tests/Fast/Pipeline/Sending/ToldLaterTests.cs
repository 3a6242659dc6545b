using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>A provider that cannot tell repeats apart, and tells afterwards what became of a message: nothing is sent twice on a guess.</summary>
public sealed class ToldLaterTests
{
    private const string Waits = "waits for the provider to tell whether it has it";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly ChannelException NoAnswer = new(Channel.Email, ChannelFailure.Temporary, "no answer");

    [Fact]
    public async Task Send_OutcomeUnknown_WaitsClaimedUntilTheProviderHasHadItsTime()
    {
        SendBed bed = await UnansweredAsync();
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(1));

        SendOutcome.Deferred waits = Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("mail"));

        Assert.Equal(Told.Noon + Hour, waits.Until);
        SendRow row = Assert.Single(await bed.RowsAsync());
        Assert.Equal((SendState.Claimed, waits.Until, Waits), (row.State, row.DeferredUntil, row.Reason));
        Assert.Empty(bed.World.Email.Calls);
    }

    [Theory]
    [InlineData(-1, SendState.Claimed)]
    [InlineData(0, SendState.Held)]
    public async Task Send_OutcomeUnknown_IsHeldWhenTheProvidersTimeIsOver(int ticks, SendState expected)
    {
        SendBed bed = await UnansweredAsync();
        bed.World.SystemClock.Advance(Hour + TimeSpan.FromTicks(ticks));
        await bed.SendAsync("mail");
        SendRow row = Assert.Single(await bed.RowsAsync());
        Assert.Equal((expected, expected == SendState.Claimed), (row.State, row.DeferredUntil is not null));
        Assert.Empty(bed.World.Email.Calls);
    }

    /// <summary>An hour of the provider's is many days of a fast shop: it must not be asked for every one of them.</summary>
    [Fact]
    public async Task Send_ShopClockThatRunsFast_WaitsTwiceAsLongEachTime()
    {
        SendBed bed = await UnansweredAsync();
        List<TimeSpan> waits = [];
        for (int turn = 0; turn < 4; turn++)
        {
            SendOutcome.Deferred waiting = Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("mail"));
            waits.Add(waiting.Until - bed.World.ShopClock.GetUtcNow());
            bed.World.ShopClock.MoveTo(waiting.Until);
        }

        Assert.Equal([Hour, Hour, 2 * Hour, 4 * Hour], waits);
    }

    [Theory]
    [InlineData(DeliveryKind.Accepted, SendState.Sent, null, "p-1")]
    [InlineData(DeliveryKind.Delivered, SendState.Sent, null, "p-1")]
    [InlineData(DeliveryKind.Bounced, SendState.Sent, null, "p-1")] // it went out: that it came back is a fact of its own
    [InlineData(DeliveryKind.Dropped, SendState.Failed, "Dropped: Bounced Address", null)]
    public async Task Event_OfAMessageThatWaits_SettlesIt(DeliveryKind kind, SendState state, string? reason, string? providerId)
    {
        SendBed bed = await UnansweredAsync();
        await bed.SendAsync("mail");

        Assert.True(await bed.Shop.Deliveries.RunAsync(EventOf(bed, kind, "Bounced Address"), default));

        SendRow row = Assert.Single(await bed.RowsAsync());
        Assert.Equal((state, reason, providerId, Told.Noon, null), (row.State, row.Reason, row.ProviderId, row.SettledAt, row.DeferredUntil));
        Assert.Equal(row, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row);
        Assert.Empty(bed.World.Email.Calls);
    }

    [Fact]
    public async Task Event_OfAMessageThatIsHeldAlready_SettlesIt()
    {
        SendBed bed = await UnansweredAsync();
        bed.World.SystemClock.Advance(2 * Hour);
        await bed.SendAsync("mail");
        await bed.Shop.Deliveries.RunAsync(EventOf(bed, DeliveryKind.Accepted), default);
        Assert.Equal(SendState.Sent, Assert.Single(await bed.RowsAsync()).State);
    }

    [Fact]
    public async Task Event_BeforeTheAnswerToTheCall_IsFoundAndIsRight()
    {
        SendBed bed = await SendBed.MakeAsync();
        (bed.World.Email.RepeatableFor, bed.World.Email.ToldWithin) = (null, Hour);
        bed.World.Email.BeforeTaking = () => bed.Shop.Deliveries.RunAsync(EventOf(bed, DeliveryKind.Accepted), default);
        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail")).Row;
        Assert.Equal((SendState.Sent, "p-1"), (row.State, row.ProviderId));
    }

    [Fact]
    public async Task Enrollment_EndsWhileAMessageWaits_IsHeldAndTheEventStillSettlesIt()
    {
        SendBed bed = await UnansweredAsync();
        await bed.SendAsync("mail");
        await bed.EndAsync(drops: true, endedAt: Told.At(5));
        SendRow held = Assert.Single(await bed.RowsAsync());
        Assert.Equal((SendState.Held, null), (held.State, held.DeferredUntil));
        await bed.Shop.Deliveries.RunAsync(EventOf(bed, DeliveryKind.Delivered), default);
        Assert.Equal(SendState.Sent, Assert.Single(await bed.RowsAsync()).State);
    }

    /// <summary>The wait goes over midnight: the day names the moment, and is in order before and after.</summary>
    [Theory]
    [InlineData(true, SendState.Sent)]
    [InlineData(false, SendState.Held)]
    public async Task Enrollment_MessageOfUnknownOutcome_GoesOnAndEveryDayHolds(bool isTold, SendState expected)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("two", "trigger: { type: order, nth: every }", """
              - { id: late, after: 0d, at: "23:59", send: { channel: [email], message: thank-you } }
              - { id: next, after: 1d, at: "00:10", send: { channel: [email], message: thank-you } }
            """));
        (story.World.Email.RepeatableFor, story.World.Email.ToldWithin) = (null, Hour);
        await story.BuysAsync(Story.Hanako, "o-1");
        story.World.Email.Refusals.Enqueue(NoAnswer);
        await Assert.ThrowsAsync<ChannelException>(() => story.UntilAsync("21T23:59"));
        await story.UntilAsync("22T00:30");
        Assert.Equal(["22T00:10 next email"], story.Sent);

        CertifiedShop certified = CertifiedShop.Over(story.World, story.Shop);
        Assert.Equal(["Deferred"], (await certified.IssueAsync(CertifiedShop.Day)).Account.Findings.Select(f => f.Kind.ToString()));
        if (isTold)
        {
            SendKey key = (await story.StateAsync(Story.Hanako)).Sends.Values.Select(LedgerRow.Of).Single(r => r.Key.StepId == "late").Key;
            await story.Shop.Deliveries.RunAsync(new DeliveryEvent("e", key.MessageKey, DeliveryKind.Accepted, Told.Noon), default);
        }

        story.World.SystemClock.Advance(Hour);
        await story.UntilAsync("23T12:00");

        AssertStates(await story.StateAsync(Story.Hanako), expected);
        Assert.Equal(["two Completed"], await story.EnrollmentsAsync(Story.Hanako));
        Assert.Equal(2, await story.CertifiedAsync());
        Assert.Single(story.Sent);
    }

    private static void AssertStates(CustomerState state, SendState expected) =>
        Assert.Equal([expected, SendState.Sent], state.Sends.Values.Select(LedgerRow.Of).OrderBy(r => r.DueAt).Select(r => r.State));

    private static async Task<SendBed> UnansweredAsync()
    {
        SendBed bed = await SendBed.MakeAsync();
        (bed.World.Email.RepeatableFor, bed.World.Email.ToldWithin) = (null, Hour);
        bed.World.Email.Refusals.Enqueue(NoAnswer);
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        return bed;
    }

    private static DeliveryEvent EventOf(SendBed bed, DeliveryKind kind, string? reason = null) =>
        new("e-1", bed.Key("mail").MessageKey, kind, bed.World.SystemClock.GetUtcNow()) { ProviderId = "p-1", Reason = reason };
}
