using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Claims that waited for a call for many, and were surely never called for, are decided anew when they are no longer right.</summary>
public sealed class MulticastAnewTests
{
    private static readonly string[] FiveOnce = [.. Enumerable.Range(0, 5).Select(BroadcastBed.UserId)];
    private static readonly OperatorAct Act = new("sato", "a wrong price");

    /// <summary>The process was away from ten in the morning until half past ten at night.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FoundAtNight_WaitForTheMorning(bool callsFirst)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(limits: new SendRules());
        await ComeBackAsync(bed, TimeSpan.FromHours(12.5), callsFirst);
        Assert.Empty(bed.Calls);
        Assert.Equal(Enumerable.Repeat("Planned QuietHours", 5), await bed.LedgerAsync());
        await bed.SkipAsync(TimeSpan.FromHours(10));
        await bed.CallAsync();
        Assert.Equal(["multicast"], bed.Calls);
        Assert.Equal(FiveOnce, bed.Reached);
    }

    [Theory]
    [InlineData(true, 119, 5)]
    [InlineData(false, 119, 5)]
    [InlineData(true, 121, 0)]
    [InlineData(false, 121, 0)]
    public async Task FoundTooLate_Expire(bool callsFirst, int minutes, int reached)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(step: "expire: PT2H, ");
        await ComeBackAsync(bed, TimeSpan.FromMinutes(minutes), callsFirst);
        Assert.Equal(reached, bed.Reached.Length);
        Assert.Equal(Enumerable.Repeat(reached == 0 ? "Expired too late" : "Sent", 5), await bed.LedgerAsync());
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FoundWhileTheBroadcastPauses_WaitUntilItGoesOn(bool callsFirst)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        Assert.True(await bed.Broadcasts().PauseAsync(BroadcastBed.Id, Act, default));
        await ComeBackAsync(bed, TimeSpan.FromMinutes(12), callsFirst);
        await WaitsForTheResumptionAsync(bed, []);
    }

    /// <summary>LINE refused the list: nobody got it, and each would go alone.</summary>
    [Fact]
    public async Task RefusedList_WhileTheBroadcastPauses_WaitsUntilItGoesOn()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.BadRequest);
        await bed.EnterAsync();
        await bed.CallAsync();
        Assert.True(await bed.Broadcasts().PauseAsync(BroadcastBed.Id, Act, default));
        await bed.PassAsync(4);
        await WaitsForTheResumptionAsync(bed, ["multicast"]);
    }

    /// <summary>LINE may have what was pushed once: it is repeated under its key, and by no call for many.</summary>
    [Fact]
    public async Task RefusedList_OnceItWentAlone_IsNotDecidedAnew()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync([BroadcastBed.Friend(0)]);
        bed.Line.Fail(LineFault.BadRequest);
        await bed.EnterAsync();
        await bed.CallAsync();
        bed.Line.Fail(LineFault.TimeOutAfterTaking);
        await Assert.ThrowsAnyAsync<Exception>(() => bed.SkipAsync(TimeSpan.FromMinutes(3)));
        Assert.True(await bed.Broadcasts().PauseAsync(BroadcastBed.Id, Act, default));
        await bed.PassAsync(4);
        Assert.Equal(["multicast", "push", "push"], bed.Calls);
        Assert.Equal([BroadcastBed.UserId(0)], bed.Reached);
        Assert.Equal(["Sent"], await bed.LedgerAsync());
    }

    /// <summary>Three may go before what is left is kept for order confirmations.</summary>
    [Theory]
    [InlineData("line", "Withheld QuotaReserved", 0)]
    [InlineData("line, email", "Sent", 2)]
    public async Task Reserve_IsNotTouchedByACallForMany(string channels, string others, int mails)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(channels: channels, quota: 10, kept: 7);
        await bed.PassAsync(5);
        Assert.Equal(["multicast"], bed.Calls);
        Assert.Equal((3, mails), (bed.Reached.Length, bed.World.Email.Messages.Count));
        Assert.Equal(string.Join(',', new[] { "Sent", "Sent", "Sent", others, others }.Order()), string.Join(',', (await bed.LedgerAsync()).Order()));
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    [Fact]
    public async Task Reserve_DoesNotConcernATransactionalBroadcast()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(purpose: "transactional", quota: 10, kept: 7);
        await bed.PassAsync(3);
        Assert.Equal(FiveOnce, bed.Reached);
    }

    [Theory]
    [InlineData(true, "Withheld TopicDeclined")]
    [InlineData(false, "Withheld Paused")]
    public async Task WhoDeclinesTheTopicOrPausesBeforeTheCall_GetsNothing(bool isTopic, string withheld)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(journey: "\ntopic: news");
        await bed.EnterAsync();
        await ChooseAsync(bed, 2, isTopic);
        await bed.PassAsync(3);
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
        Assert.Equal(["Sent", "Sent", withheld, "Sent", "Sent"], await bed.LedgerAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoDeclinesTheTopicOrPausesAfterACallWithoutAnAnswer_IsLeftOutAndHeld(bool isTopic)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(journey: "\ntopic: news");
        bed.Line.Fail(LineFault.ServerError);
        await bed.EnterAsync();
        await bed.CallAsync();
        await ChooseAsync(bed, 2, isTopic);
        await bed.PassAsync(4);
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
        Assert.StartsWith("Held not to be written to any more", (await bed.LedgerAsync())[2], StringComparison.Ordinal);
    }

    /// <summary>Before the first call, and before its repetition.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CustomerWhoCannotBeRead_StopsNobodyElse(bool hasBeenCalled)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.Shop.TellAsync("order", BroadcastBed.Friend(2).Bought(Told.Order("o-1", 1)));
        await bed.EnterAsync();
        if (hasBeenCalled)
        {
            bed.Line.Fail(LineFault.ServerError);
            await bed.CallAsync();
            bed.World.SystemClock.Advance(TimeSpan.FromMinutes(3));
        }

        SpoiltRow spoilt = await SpoiltRow.OfAsync(bed.World, (await bed.Shop.StateAsync(BroadcastBed.Friend(2))).CustomerId);
        await bed.CallAsync();
        await bed.CallAsync();
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
        await spoilt.MendAsync();
        string[] ledger = await bed.LedgerAsync();
        Assert.Equal(4, ledger.Count(r => r == "Sent"));
        Assert.StartsWith("Claimed", ledger[2], StringComparison.Ordinal);
    }

    /// <summary>Everybody who waits is looked at every five seconds: nothing is left there of a call that nobody got anything of.</summary>
    [Fact]
    public async Task CallThatWasNotTaken_LeavesNoRows()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Quota = 4;
        await bed.PassAsync(4);
        Assert.Empty(await RowsAsync(bed, "member"));
        Assert.Single(await RowsAsync(bed, "group"));
        await bed.PassAsync(10);
        Assert.Empty(await RowsAsync(bed, "group"));
        Assert.Equal(["multicast"], bed.Calls);
    }

    [Fact]
    public async Task CallThatIsNeverAnswered_LeavesNoRowsAfterADay()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.TimeOutAfterTaking, times: 100);
        await bed.PassAsync(3);
        await bed.SkipAsync(TimeSpan.FromHours(24));
        await bed.CallAsync();
        Assert.Single(await RowsAsync(bed, "group"));
        await bed.SkipAsync(TimeSpan.FromHours(2));
        await bed.CallAsync();
        Assert.Empty(await RowsAsync(bed, "group"));
        Assert.Empty(await RowsAsync(bed, "member"));
    }

    private static async Task<string[]> RowsAsync(BroadcastBed bed, string kind) =>
        [.. (await bed.World.Tables.DumpAsync(Tables.Indexes)).Where(r => r.Contains($" {kind}:", StringComparison.Ordinal))];

    private static async Task ComeBackAsync(BroadcastBed bed, TimeSpan away, bool callsFirst)
    {
        await bed.EnterAsync();
        bed.World.ShopClock.Advance(away);
        bed.World.SystemClock.Advance(away);
        bed.Restart();
        if (callsFirst)
        {
            await bed.CallAsync();
        }

        await bed.SkipAsync(TimeSpan.Zero);
    }

    private static async Task WaitsForTheResumptionAsync(BroadcastBed bed, string[] calls)
    {
        Assert.Equal(calls, bed.Calls);
        Assert.Equal(Enumerable.Repeat("Planned BroadcastPaused", 5), await bed.LedgerAsync());
        Assert.True(await bed.Broadcasts().ResumeAsync(BroadcastBed.Id, Act, default));
        await bed.PassAsync(12);
        Assert.Equal([.. calls, "multicast"], bed.Calls);
        Assert.Equal(FiveOnce, bed.Reached);
    }

    private static async Task ChooseAsync(BroadcastBed bed, int number, bool isTopic)
    {
        PreferenceChange wanted = new(
            new HashSet<Channel> { Channel.Line, Channel.Email },
            isTopic ? new HashSet<string>() : new HashSet<string> { "news" },
            ["news"],
            MailFrequency.Normal,
            isTopic ? new PauseChoice.None() : new PauseChoice.For(30));
        Assert.True(await bed.Shop.Choose.RunAsync((await bed.Shop.StateAsync(BroadcastBed.Friend(number))).CustomerId, wanted, default));
    }
}
