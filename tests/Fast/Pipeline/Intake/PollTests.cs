using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>From a shop's list to the ledger: nothing is passed over, and what was seen is no news.</summary>
public sealed class PollTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Look_AgainAndAgain_TakesEachOrderInOnce()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        bed.Has("b", bed.Now);
        bed.Has("c", bed.Now);
        Assert.Equal(new PollOutcome.Looked(3), await bed.LookAsync());
        Assert.Equal(new PollOutcome.Looked(0), await bed.LookAsync());
        Assert.Equal(["a Paid", "b Paid", "c Paid"], await bed.OrdersAsync());
        Assert.Equal(3, await bed.KeptAsync());
    }

    [Fact]
    public async Task Look_AtAChangedOrder_IsNewsAndAnUnchangedOneIsNot()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now, OrderStatus.Placed);
        await bed.LookAsync();
        bed.Has("a", bed.Now, OrderStatus.Cancelled, minute: 2);
        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync());
        Assert.Equal(["a Cancelled"], await bed.OrdersAsync());
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task FirstLook_BeginsWhereTheSettingsSay(int seconds, bool isFound)
    {
        PollBed bed = await PollBed.OpenAsync(startBack: TimeSpan.FromDays(3));
        bed.Has("a", bed.Now + PollBed.Every - TimeSpan.FromDays(3) - PollShop.Overlap + TimeSpan.FromSeconds(seconds));
        Assert.Equal(new PollOutcome.Looked(isFound ? 1 : 0), await bed.LookAsync());
    }

    /// <summary>Written down late, or by a clock that is behind ours.</summary>
    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public async Task Look_BeginsAQuarterOfAnHourBeforeTheLatestChange(int minutesBefore, bool isFound)
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        DateTimeOffset latest = bed.Now;
        await bed.LookAsync();
        bed.Has("late", latest - TimeSpan.FromMinutes(minutesBefore));
        Assert.Equal(new PollOutcome.Looked(isFound ? 1 : 0), await bed.LookAsync());
    }

    [Fact]
    public async Task Look_AtAShopWhoseClockIsBehind_PassesNothingOver()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        for (int i = 0; i < 5; i++)
        {
            bed.Has($"order-{i}", bed.Now - TimeSpan.FromMinutes(14));
            Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync());
        }
    }

    [Fact]
    public async Task Look_AtAShopWhoseClockWasAhead_PassesNothingOver()
    {
        PollBed bed = await PollBed.OpenAsync();
        bed.Has("ahead", bed.Now.AddDays(2));
        await bed.LookAsync();
        bed.Has("right", bed.Now);
        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync());
    }

    [Fact]
    public async Task Look_BeforeItsTime_AsksNothing()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(PollBed.Every - TimeSpan.FromSeconds(3)));
        Assert.IsType<PollOutcome.Looked>(await bed.LookAsync(Tick));  // two seconds early, as timers are
        Assert.Equal(2, bed.Poll.Asked.Count);
    }

    /// <summary>An order leaves the list between two pages: all that follow move up.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Look_AtAListThatShrinksMeanwhile_PassesNothingOver(bool overlaps)
    {
        PollBed bed = await PollBed.OpenAsync(new ScriptedPoll { Overlaps = overlaps });
        await bed.LookAsync();
        foreach (int i in Enumerable.Range(0, 6))
        {
            bed.Has($"{i}", bed.Now.AddSeconds(i));
        }

        bed.Poll.Afterwards.Enqueue(() => bed.Poll.Orders.RemoveRange(0, 2));
        await bed.LookAsync();
        Assert.Equal(6, (await bed.OrdersAsync()).Length);
    }

    [Fact]
    public async Task Look_AtAListThatNeverStandsStill_IsTriedAgainLater()
    {
        PollBed bed = await PollBed.OpenAsync(new ScriptedPoll { Overlaps = false });
        await bed.LookAsync();
        foreach (int i in Enumerable.Range(0, 20))
        {
            bed.Has($"{i}", bed.Now.AddSeconds(i));
            bed.Poll.Afterwards.Enqueue(() => bed.Poll.Orders.RemoveAt(bed.Poll.Orders.Count - 1));
        }

        Assert.Contains("faster than it can be read", Assert.IsType<PollOutcome.Failed>(await bed.LookAsync()).Reason, StringComparison.Ordinal);
    }

    /// <summary>A shop that lists by the time of the order hides what happens to an order later.</summary>
    [Fact]
    public async Task Look_AtAListByTheTimeOfTheOrder_FindsLateChangesWithinTheHour()
    {
        PollBed bed = await PollBed.OpenAsync(new ScriptedPoll { LookBack = TimeSpan.FromDays(14) });
        await bed.LookAsync();
        DateTimeOffset orderedAt = bed.Now;
        bed.Has("a", orderedAt, OrderStatus.Placed);
        await bed.LookAsync();
        await bed.LookAsync(TimeSpan.FromDays(6));
        bed.Has("b", bed.Now);
        await bed.LookAsync();
        bed.Has("a", orderedAt, OrderStatus.Paid, minute: 2);
        await bed.LookAsync();
        Assert.Equal(["a Placed", "b Paid"], await bed.OrdersAsync());
        await bed.LookAsync(PollShop.DeepEvery);
        Assert.Equal(["a Paid", "b Paid"], await bed.OrdersAsync());
    }

    [Fact]
    public async Task Look_ThroughMorePagesThanOneGoTakes_GoesOnWhereItWas()
    {
        PollBed bed = await PollBed.OpenAsync(new ScriptedPoll { Overlaps = false });
        await bed.LookAsync();
        foreach (int i in Enumerable.Range(0, (2 * PollShop.PagesMax) + 1))
        {
            bed.Has($"{i}", bed.Now.AddMilliseconds(i));
        }

        Assert.Equal(new PollOutcome.Looked(2 * PollShop.PagesMax), await bed.LookAsync());
        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync(Tick));
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(Tick));
    }

    /// <summary>The process ends after each single effect; what was half done is done again, and shows once.</summary>
    [Fact]
    public async Task Look_InterruptedAfterAnyEffect_LosesAndDoublesNothing()
    {
        int effects = int.MaxValue;
        for (int n = 1; n < effects; n++)
        {
            PollBed bed = await PollBed.OpenAsync();
            Fuse fuse = new(n == 1 ? int.MaxValue : n - 1);
            bed.Restart(fuse);
            await LiveAsync(bed);
            effects = n == 1 ? fuse.Used : effects;
            bed.Restart();
            bed.World.SystemClock.Advance(TimeSpan.FromMinutes(10));
            await bed.Shop.SweepAsync();
            await bed.LookAsync();
            await bed.LookAsync();
            Assert.Equal((n, "a Paid, b Paid, c Paid"), (n, string.Join(", ", await bed.OrdersAsync())));
            Assert.Equal((n, 3), (n, await bed.KeptAsync()));
            Assert.Equal((n, 3), (n, bed.World.Email.Messages.Count));
        }

        Assert.InRange(effects, 10, 200);
    }

    private static async Task LiveAsync(PollBed bed)
    {
        try
        {
            await bed.LookAsync();
            bed.Has("a", bed.Now);
            bed.Has("b", bed.Now);
            bed.Has("c", bed.Now);
            await bed.LookAsync();
        }
        catch (StorageException)
        {
            bed.Has("a", bed.Now);
            bed.Has("b", bed.Now);
            bed.Has("c", bed.Now);
        }
    }
}
