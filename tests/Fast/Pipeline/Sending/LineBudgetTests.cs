using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>A broadcast to five friends that may take no more than so many messages by LINE.</summary>
public sealed class LineBudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Whoever comes after the last one gets it by e-mail where the step says so, else nothing, with the reason.</summary>
    [Theory]
    [InlineData(4, "line", 4, 0, "Withheld LineBudget")]
    [InlineData(5, "line", 5, 0, "Sent")]
    [InlineData(6, "line", 5, 0, "Sent")]
    [InlineData(3, "line, email", 3, 2, "Sent")]
    [InlineData(3, "email, line", 0, 5, "Sent")]
    public async Task Budget_IsKept_AndTheOthersFallBack(int max, string channels, int line, int mails, string last)
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(channels: channels, trigger: $", lineMax: {max}");
        await bed.PassAsync(3);
        Assert.Equal((line, mails), (bed.Reached.Distinct().Count(), bed.World.Email.Messages.Count));
        Assert.Equal(line, bed.Reached.Length);
        Assert.Equal(last, (await bed.LedgerAsync()).Order(StringComparer.Ordinal).Last());
        Assert.Equal(line, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default));
        string[] reasons = [.. (await bed.World.Tables.DumpAsync(Tables.Customers)).Where(r => r.Contains(" FallbackReason=LineBudget", StringComparison.Ordinal))];
        Assert.Equal(channels == "line, email" ? mails : 0, reasons.Length);
        Assert.Equal(5, await bed.CertifiedAsync());
    }

    /// <summary>Those with words of their own go alone: they count like the others, whatever the message is for.</summary>
    [Theory]
    [InlineData("marketing")]
    [InlineData("transactional")]
    public async Task Budget_CountsThoseWhoGoAloneToo(string purpose)
    {
        SourceCustomer[] friends = [.. Enumerable.Range(0, 5).Select(i => BroadcastBed.Friend(i, i < 3 ? $"花子{i}" : null))];
        BroadcastBed bed = await BroadcastBed.MakeAsync(friends, purpose, trigger: ", lineMax: 4");
        await bed.PassAsync(3);
        Assert.Equal(4, bed.Reached.Length);
        Assert.Equal(4, (await bed.LedgerAsync()).Count(r => r == "Sent"));
    }

    /// <summary>Each of two steps takes its own.</summary>
    [Fact]
    public async Task Budget_IsOfTheWholeBroadcast()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(trigger: ", lineMax: 7", more: "\n  - { id: more, after: PT1M, send: { channel: [line, email], message: thank-you } }");
        await bed.PassAsync(6);
        Assert.Equal((7, 3), (bed.Reached.Length, bed.World.Email.Messages.Count));
    }

    /// <summary>What LINE refuses is not billed; nobody who has fallen back comes back for it, whoever comes later has it.</summary>
    [Fact]
    public async Task Refused_IsLeftToOthers()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync([.. Enumerable.Range(0, 5).Select(i => BroadcastBed.Friend(i, $"花子{i}"))], trigger: ", lineMax: 3");
        bed.Line.Fail(LineFault.BadRequest);
        await bed.PassAsync(2);
        string[] ledger = await bed.LedgerAsync();
        Assert.Equal((3, 1), (ledger.Count(r => r == "Sent"), ledger.Count(r => r.StartsWith("Failed", StringComparison.Ordinal))));
        Assert.Equal(3, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default));
    }

    /// <summary>They have taken theirs, and withdraw before the call: two of the others are called for by e-mail already, and nothing is lost.</summary>
    [Fact]
    public async Task WhoWithdrawsBeforeTheCall_GivesItBack()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(channels: "line, email", trigger: ", lineMax: 3");
        await bed.EnterAsync();
        Assert.Equal(3, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default));
        for (int i = 0; i < 5; i++)
        {
            await bed.Shop.Withdraw.RunAsync((await bed.Shop.StateAsync(Told.Account($"f{i}", 1))).CustomerId, "test", default);
        }

        await bed.PassAsync(3);
        Assert.Empty(bed.Calls);
        Assert.Equal(0, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default));
    }

    /// <summary>Two processes decide about five customers at the same time.</summary>
    [Fact]
    public async Task SideBySide_NobodyTakesOneMore()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync(channels: "line, email", trigger: ", lineMax: 3");
        await bed.Broadcasts().RunAsync(Minute, bed.Shop.Orchestrations, default);
        TestShop[] processes = [new(bed.World, published: bed.Shop), new(bed.World, published: bed.Shop)];
        Cursor[] due = [.. bed.World.Orchestrations.DueAt(bed.World.ShopClock.GetUtcNow())];
        Assert.Equal(5, due.Length);
        await Task.WhenAll(due.SelectMany(_ => processes, (cursor, process) => Task.Run(() => process.Advance.RunAsync(cursor, process.Orchestrations, default))));
        Assert.Equal(3, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default));
        await bed.PassAsync(3);
        Assert.Equal(3, bed.Reached.Length);
        Assert.Equal(2, bed.World.Email.Messages.DistinctBy(m => m.EnrollmentId).Count());
    }

    /// <summary>The process ends at every one of its writes: never more than three by LINE, nobody twice, and nobody left out.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Process_ThatEndsAnywhere_KeepsTheBudget(int first)
    {
        TestShop? published = null;
        for (int effects = first; ; effects += 3)
        {
            BroadcastBed bed = await BroadcastBed.MakeAsync(channels: "line, email", trigger: ", lineMax: 3", published: published);
            published ??= bed.Shop;
            Fuse fuse = new(effects);
            bed.Restart(fuse);
            bool hasDied = false;
            try
            {
                await bed.EnterAsync(fuse);
                await bed.CallAsync();
                await bed.PassAsync(3);
            }
            catch (StorageException)
            {
                hasDied = true;
            }

            bed.Restart();
            bed.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await bed.PassAsync(15);
            Assert.Equal((effects, 3), (effects, bed.Reached.Length));
            Assert.Equal((effects, 3), (effects, bed.Reached.Distinct().Count()));
            Assert.Equal((effects, 3), (effects, await bed.Shop.Budgets.TakenAsync(BroadcastBed.Id, default)));
            Assert.Equal((effects, 2), (effects, bed.World.Email.Messages.DistinctBy(m => m.EnrollmentId).Count()));
            Assert.Equal(Enumerable.Repeat("Sent", 5), await bed.LedgerAsync());
            if (!hasDied)
            {
                Assert.True(effects > 30, "the process was hardly ever ended");
                break;
            }
        }
    }

    /// <summary>Counted as everybody stands now: two agreed to LINE and e-mail, one to e-mail alone, one to nothing.</summary>
    [Theory]
    [InlineData("", 3, 1, 1)]
    [InlineData(", lineMax: 2", 2, 2, 1)]
    [InlineData(", lineMax: 2, max: 3", 2, 1, 0)]
    public async Task Preview_CountsByChannel(string more, int line, int email, int withheld)
    {
        SourceCustomer[] friends =
        [
            .. Enumerable.Range(0, 3).Select(i => BroadcastBed.Friend(i)),
            Told.Account("mail", -60, "mail@example.com").Agreeing(-60),
            Told.Account("none", -60, "none@example.com"),
        ];
        BroadcastBed bed = await BroadcastBed.MakeAsync(friends, channels: "line, email", trigger: more);
        BackFillCount count = await bed.PreviewAsync();
        int over = more.Contains("max: 3", StringComparison.Ordinal) ? 2 : 0;
        Assert.Equal((5, 5 - over, over), (count.Looked, count.Entered, count.Over));
        if (over == 0)
        {
            Assert.Equal(new SendForecast(line, email, withheld), count.Sends);
            await bed.PassAsync(3);
            Assert.Equal((line, email), (bed.Reached.Length, bed.World.Email.Messages.Count));
        }
        else
        {
            Assert.Equal(3, count.Sends!.Line + count.Sends.Email + count.Sends.Withheld);
        }
    }
}
