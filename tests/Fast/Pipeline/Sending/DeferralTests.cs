using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Messages that wait, go too late, or not at all. It is noon in Tokyo.</summary>
public sealed class DeferralTests
{
    private static readonly SendRules FromTomorrow = new() { QuietHours = DueCases.Times("12:00-11:00") };

    private static readonly DateTimeOffset Tomorrow = Told.Noon.AddHours(23);

    [Fact]
    public async Task Send_InQuietHours_WaitsInTheLedgerAndInTheIndexOfTheNewDay()
    {
        SendBed bed = await SendBed.MakeAsync(limits: FromTomorrow);
        await bed.PlanAsync("both");

        SendOutcome.Deferred deferred = Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("both"));

        Assert.Equal(Tomorrow, deferred.Until);
        SendRow expected = bed.Row("both", SendState.Planned) with { Key = bed.Key("both", Channel.Line), DeferredUntil = Tomorrow, Reason = "QuietHours" };
        Assert.Equal([expected], await bed.RowsAsync());
        Assert.Equal(Tomorrow, Assert.Single((await bed.Shop.Due.OfDayAsync(new DateOnly(2026, 11, 22), null, 10, default)).Leads).DueAt);
        Assert.Empty(bed.World.Line.Calls);

        bed.World.ShopClock.MoveTo(Tomorrow);
        SendRow sent = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row;
        Assert.Equal((SendState.Sent, Told.Noon, null, null, "repeater"), (sent.State, sent.DueAt, sent.DeferredUntil, sent.Reason, sent.RankId));
        Assert.Equal([sent], await bed.RowsAsync());
    }

    [Fact]
    public async Task Send_DeferredAgainToTheSameMoment_WritesNothing()
    {
        SendBed bed = await SendBed.MakeAsync(limits: FromTomorrow);
        await bed.SendAsync("mail");
        Fuse fuse = new(int.MaxValue);
        bed.Restart(fuse, FromTomorrow);

        Assert.Equal(Tomorrow, Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("mail")).Until);

        Assert.Equal(0, fuse.Used);
    }

    [Fact]
    public async Task Send_Transactional_GoesAtOnceAndCountsForNoCap()
    {
        SendRules limits = FromTomorrow with { Cap = new FrequencyCap(1, 1) };
        SendBed bed = await SendBed.MakeAsync("transactional", limits: limits);
        await bed.SendAsync("mail");
        Assert.Equal(SendState.Sent, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row.State);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 24)]
    public async Task Send_OverTheCap_WaitsUntilTheWindowIsFree(int count, int hours)
    {
        SendRules limits = new() { QuietHours = null, Cap = new FrequencyCap(count, 1) };
        SendBed bed = await SendBed.MakeAsync(limits: limits);
        await bed.SendAsync("mail");
        bed.World.ShopClock.Advance(TimeSpan.FromHours(1));

        SendOutcome outcome = await bed.SendAsync("both");

        Assert.Equal(hours > 0 ? Told.Noon.AddHours(hours) : null, (outcome as SendOutcome.Deferred)?.Until);
        bed.World.ShopClock.MoveTo(Told.Noon.AddDays(1).AddTicks(-1));
        Assert.Equal(hours > 0, await bed.SendAsync("both") is SendOutcome.Deferred);
        bed.World.ShopClock.MoveTo(Told.Noon.AddDays(1));
        Assert.Equal(SendState.Sent, Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row.State);
    }

    /// <summary>The cap holds over journeys that send at the same moment: the write finds what the other has claimed.</summary>
    [Fact]
    public async Task Send_CapUsedUpRightBeforeTheClaim_WaitsAfterAll()
    {
        SendRules limits = new() { QuietHours = null, Cap = new FrequencyCap(1, 1) };
        SendBed bed = await SendBed.MakeAsync(limits: limits);
        bed.World.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("send:", StringComparison.Ordinal)),
            () => bed.SendAsync("mail"));

        Assert.IsType<SendOutcome.Deferred>(await bed.SendAsync("both"));

        Assert.Single(bed.World.Email.Calls);
        Assert.Empty(bed.World.Line.Calls);
    }

    [Fact]
    public async Task Send_TooLate_IsSettledAsExpired()
    {
        SendBed bed = await SendBed.MakeAsync(expire: TimeSpan.FromHours(22), limits: FromTomorrow);
        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row;
        Assert.Equal((SendState.Expired, "too late", Channel.Line, (DateTimeOffset?)Told.Noon), (row.State, row.Reason, row.Key.Channel, row.SettledAt));
        Assert.Equal([row], await bed.RowsAsync());
    }

    [Fact]
    public async Task Send_ToSomebodyWhoIsHeldOut_IsWithheldWithWhatItWouldHaveBeen()
    {
        SendBed bed = await SendBed.MakeAsync(holdout: 0.999999m, customer: SendBed.Hanako.Agreeing(1));
        await bed.PlanAsync("both");
        SendRow row = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("both")).Row;
        Assert.Equal((SendState.Withheld, "Holdout", Channel.Email, "thank-you"), (row.State, row.Reason, row.Key.Channel, row.MessageId));
        Assert.Equal([row], await bed.RowsAsync());
    }

    [Fact]
    public async Task Send_EnrollmentEndedBeforeTheClaim_SaysSoAndLeavesNoRow()
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.PlanAsync("mail");
        bed.World.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("send:", StringComparison.Ordinal)),
            () => bed.EndAsync());

        Assert.IsType<SendOutcome.EnrollmentEnded>(await bed.SendAsync("mail"));

        Assert.Empty(await bed.RowsAsync());
        Assert.Empty(bed.World.Email.Calls);
    }

    /// <summary>Planned, deferred, and sent the day after; the process ends after each effect.</summary>
    [Fact]
    public async Task Send_InterruptedAfterAnyEffect_EndsAsIfItNeverWas()
    {
        string[] whole = [];
        int effects = int.MaxValue;
        for (int n = 0; n < effects; n++)
        {
            SendBed bed = await SendBed.MakeAsync(limits: FromTomorrow);
            Fuse fuse = new(n == 0 ? int.MaxValue : n);
            bed.Restart(fuse, FromTomorrow);
            if (n == 0)
            {
                await LiveAsync(bed);
                (whole, effects) = (await bed.World.Tables.DumpAsync(), fuse.Used);
                Assert.InRange(effects, 8, 20);
                continue;
            }

            await Assert.ThrowsAsync<StorageException>(() => LiveAsync(bed));
            bed.Restart(null, FromTomorrow);
            await LiveAsync(bed);

            Assert.Single(bed.World.Line.Messages);
            Assert.Equal((n, string.Join('\n', whole)), (n, string.Join('\n', await bed.World.Tables.DumpAsync())));
        }
    }

    private static async Task LiveAsync(SendBed bed)
    {
        await bed.PlanAsync("both");
        await bed.SendAsync("both");
        bed.World.ShopClock.MoveTo(Tomorrow);
        await bed.SendAsync("both");
    }
}
