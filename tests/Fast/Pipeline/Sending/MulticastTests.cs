using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>A broadcast by LINE: who gets the same words gets them by one call, each with a row of the ledger, and nobody twice.</summary>
public sealed class MulticastTests
{
    private static readonly string[] FiveSent = [.. Enumerable.Repeat("Sent", 5)];
    private static readonly string[] FiveOnce = [.. Enumerable.Range(0, 5).Select(BroadcastBed.UserId)];

    [Fact]
    public async Task SameWords_GoInOneCall_AndEachIsSettled()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        Assert.Empty(bed.Calls);
        Assert.Equal(Enumerable.Repeat("Claimed waits to go with others", 5), await bed.LedgerAsync());
        await bed.CallAsync();
        Assert.Equal(["multicast"], bed.Calls);
        Assert.Equal(FiveOnce, bed.Reached);
        Assert.Single(bed.Line.Delivered.Select(d => (d.Key, d.Messages, d.Unit)).Distinct());
        Assert.Equal(FiveSent, await bed.LedgerAsync());
        await bed.PassAsync(3);
        Assert.All(bed.World.Orchestrations.Waits.Values, w => Assert.NotNull(w.End));
        Assert.Equal(["multicast"], bed.Calls);
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Indexes) is var rows ? rows.Where(r => r.Contains(" member:", StringComparison.Ordinal)) : []);
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(4, 2)]
    public async Task MoreThanACallTakes_GoInSeveral(int most, int calls)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(most: most);
        await bed.EnterAsync();
        await bed.CallAsync();
        Assert.Equal(Enumerable.Repeat("multicast", calls), bed.Calls);
        Assert.Equal(FiveOnce, bed.Reached);
    }

    /// <summary>The name is in the words: nobody else may get them.</summary>
    [Fact]
    public async Task OwnWords_GoAlone()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync([BroadcastBed.Friend(0, "花子"), BroadcastBed.Friend(1), BroadcastBed.Friend(2)]);
        await bed.EnterAsync();
        Assert.Equal(["push"], bed.Calls);
        Assert.Contains("花子", Assert.Single(bed.Line.Delivered).Messages, StringComparison.Ordinal);
        await bed.CallAsync();
        Assert.Equal(["push", "multicast"], bed.Calls);
        Assert.Equal(["Sent", "Sent", "Sent"], await bed.LedgerAsync());
    }

    [Fact]
    public async Task CustomersWhoShareAnAccount_DoNotShareACall()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync([BroadcastBed.Friend(0), BroadcastBed.Friend(1, to: BroadcastBed.UserId(0))]);
        await bed.PassAsync(2);
        Assert.Equal(["multicast", "multicast"], bed.Calls);
        Assert.Equal(["Sent", "Sent"], await bed.LedgerAsync());
    }

    [Fact]
    public async Task RefusedList_GoesOneByOne_AndOneBadIdKeepsItFromNobodyElse()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.BadRequest, times: 2);  // the list, then one of them
        await bed.PassAsync(4);
        Assert.Equal(["multicast", .. Enumerable.Repeat("push", 5)], bed.Calls);
        Assert.Equal(4, bed.Reached.Distinct().Count());
        Assert.Equal(4, bed.Reached.Length);
        string[] ledger = await bed.LedgerAsync();
        Assert.Equal(4, ledger.Count(r => r == "Sent"));
        Assert.StartsWith("Failed Rejected: status 400", Assert.Single(ledger, r => r != "Sent"), StringComparison.Ordinal);
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    [Theory]
    [InlineData(LineFault.TimeOutAfterTaking)]
    [InlineData(LineFault.ServerErrorAfterTaking)]
    [InlineData(LineFault.ServerError)]
    [InlineData(LineFault.ConnectionLost)]
    public async Task CallWithoutAnAnswer_IsRepeatedUnderItsKey(LineFault fault)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(fault);
        await bed.EnterAsync();
        Assert.NotNull(Assert.Single(await bed.CallAsync()).Refusal);
        await bed.PassAsync(3);
        Assert.Equal(["multicast", "multicast"], bed.Calls);
        Assert.Equal(FiveOnce, bed.Reached);
        Assert.Empty(bed.Line.MisusedKeys);
        Assert.Equal(FiveSent, await bed.LedgerAsync());
    }

    /// <summary>Nobody got it: each is decided anew when LINE wants to be asked again.</summary>
    [Fact]
    public async Task MonthUsedUp_WaitsAndGoesOnceThereIsMore()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Quota = 4;
        await bed.PassAsync(5);
        Assert.Equal(["multicast"], bed.Calls);
        Assert.All(await bed.LedgerAsync(), r => Assert.StartsWith("Planned Temporary: the month's LINE messages are used up", r, StringComparison.Ordinal));
        bed.Line.Quota = 5;
        await bed.SkipAsync(TimeSpan.FromHours(6));
        await bed.PassAsync(3);
        Assert.Equal(FiveOnce, bed.Reached);
        Assert.Equal(FiveSent, await bed.LedgerAsync());
    }

    /// <summary>Nobody answers for a day: what may have arrived is not sent again under another key.</summary>
    [Fact]
    public async Task CallThatIsNeverAnswered_IsHeldAfter23Hours()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.TimeOutAfterTaking, times: 100);
        await bed.PassAsync(3);
        int calls = bed.Calls.Length;
        await bed.SkipAsync(TimeSpan.FromHours(22) + TimeSpan.FromMinutes(55));
        Assert.All(await bed.LedgerAsync(), r => Assert.StartsWith("Claimed", r, StringComparison.Ordinal));
        await bed.CallAsync();
        Assert.Equal(calls, bed.Calls.Length);
        await bed.PassAsync(6);
        Assert.Equal(Enumerable.Repeat("Held claimed, and whether the provider has it is not known", 5), await bed.LedgerAsync());
        Assert.Equal(FiveOnce, bed.Reached);
        Assert.Equal(calls, bed.Calls.Length);
    }

    [Fact]
    public async Task WhoWithdrawsBeforeTheCall_GetsNothing()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        await WithdrawAsync(bed, 2);
        await bed.PassAsync(3);
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
        Assert.Equal(["Sent", "Sent", "Withheld NoConsent", "Sent", "Sent"], await bed.LedgerAsync());
    }

    /// <summary>Whether they have it is not known, and they must not get it now: a person is told, the others get it.</summary>
    [Fact]
    public async Task WhoWithdrawsAfterACallWithoutAnAnswer_IsLeftOutOfTheNextAndHeld()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.ServerError);
        await bed.EnterAsync();
        await bed.CallAsync();
        await WithdrawAsync(bed, 2);
        await bed.PassAsync(4);
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
        string[] ledger = await bed.LedgerAsync();
        Assert.StartsWith("Held not to be written to any more", ledger[2], StringComparison.Ordinal);
        Assert.Equal(4, ledger.Count(r => r == "Sent"));
    }

    [Fact]
    public async Task CalledOffBeforeTheCall_NobodyGetsIt()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        Assert.True(await bed.Broadcasts().CancelAsync(BroadcastBed.Id, new OperatorAct("sato", "a wrong price"), default));
        await bed.PassAsync(3);
        Assert.Empty(bed.Calls);
        Assert.Equal(Enumerable.Repeat("Withheld EnrollmentEnded", 5), await bed.LedgerAsync());
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    [Fact]
    public async Task WhoIsForgottenBetweenCalls_IsNowhereAnyMore()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        bed.Line.Fail(LineFault.ServerError);
        await bed.EnterAsync();
        await bed.CallAsync();
        await bed.Shop.TellAsync("erase", new ShopEvent.CustomerErased(Told.Account("f2", 1), []));
        Assert.DoesNotContain(BroadcastBed.UserId(2), string.Join('\n', await bed.World.Tables.DumpAsync()), StringComparison.Ordinal);
        await bed.PassAsync(3);
        Assert.Equal([.. FiveOnce.Where(u => u != BroadcastBed.UserId(2))], bed.Reached);
    }

    /// <summary>Nobody comes for those who wait: after ten minutes each goes by itself.</summary>
    [Fact]
    public async Task WhenNobodyCalls_EachGoesAlone()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        await bed.SkipAsync(TimeSpan.FromMinutes(9));
        Assert.Empty(bed.Calls);
        await bed.SkipAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(Enumerable.Repeat("push", 5), bed.Calls);
        await bed.CallAsync();
        Assert.Equal(5, bed.Calls.Length);
        Assert.Equal(FiveOnce, bed.Reached);
    }

    /// <summary>The process ends at every one of its writes and calls, one after the other, its answer lost; the next goes on.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(2)]
    public async Task ProcessThatEndsAnywhere_LosesAndDoublesNothing(int most)
    {
        TestShop published = (await BroadcastBed.MakeAsync()).Shop;
        for (int effects = 0; ; effects++)
        {
            BroadcastBed bed = await BroadcastBed.MakeAsync(most: most, published: published);
            Fuse fuse = new(effects);
            bed.Restart(fuse);
            bool hasDied = false;
            try
            {
                await bed.EnterAsync(fuse);
                await bed.CallAsync();
            }
            catch (Exception e) when (e is StorageException or AggregateException)
            {
                hasDied = true;
            }

            bed.Restart();
            await bed.PassAsync(12);
            Assert.Equal((effects, string.Join(' ', FiveOnce)), (effects, string.Join(' ', bed.Reached)));
            Assert.Equal((effects, string.Join(' ', FiveSent)), (effects, string.Join(' ', await bed.LedgerAsync())));
            Assert.Empty(bed.Line.MisusedKeys);
            if (!hasDied)
            {
                Assert.True(effects > 50, "the process was hardly ever ended");
                Assert.Equal(5, await bed.CertifiedAsync());
                break;
            }
        }
    }

    private static async Task WithdrawAsync(BroadcastBed bed, int number) =>
        await bed.Shop.TellAsync($"withdraw-{number}", new ShopEvent.CustomerChanged(BroadcastBed.Friend(number) with
        {
            UpdatedAt = bed.World.ShopClock.GetUtcNow(),
            Consents = [new Consent(Channel.Line, ConsentState.Withdrawn, bed.World.ShopClock.GetUtcNow(), "form")],
        }));
}
