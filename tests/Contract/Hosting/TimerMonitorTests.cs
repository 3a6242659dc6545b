using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What is remembered of a timer over restarts.</summary>
public sealed class TimerMonitorTests
{
    private static readonly DateTimeOffset Midnight = TimerBed.Midnight;
    private readonly TimerBed bed = new();

    [Fact]
    public async Task MonitoredTimer_MissedWhileTheHostWasDown_RunsAtStartAsPastDue()
    {
        await using (HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly)))
        {
            await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));
        }

        bed.Clock.MoveTo(Midnight.AddDays(1).AddHours(3.5)); // exactly when it should have run
        await using HostedApp again = await bed.StartAsync(typeof(TimerFunctions.Nightly));
        TimerInfo late = await bed.Runs.TakeAsync();

        Assert.True(late.IsPastDue);
        Assert.Equal(Midnight.AddHours(3.5).UtcDateTime, late.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task MonitoredTimer_NotMissedWhileTheHostWasDown_WaitsForItsTime()
    {
        await using (HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly)))
        {
            await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));
        }

        bed.Clock.MoveTo(Midnight.AddDays(1).AddHours(3.5).AddMilliseconds(-1));
        await using HostedApp again = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));
        TimerInfo onTime = await bed.MoveAndTakeAsync(Midnight.AddDays(1).AddHours(3.5));

        Assert.False(onTime.IsPastDue);
    }

    [Fact]
    public async Task MonitoredTimer_OfAHostThatStoppedBeforeTheFirstRun_IsMadeUpFor()
    {
        await using (HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly)))
        {
        }

        bed.Clock.MoveTo(Midnight.AddHours(4));
        await using HostedApp again = await bed.StartAsync(typeof(TimerFunctions.Nightly));

        Assert.True((await bed.Runs.TakeAsync()).IsPastDue);
    }

    [Fact]
    public async Task MonitoredTimer_AfterTheClockWasSetBack_CountsFromNow()
    {
        await bed.Statuses.SaveAsync(
            "nightly",
            new ScheduleStatus { Last = Midnight.AddYears(5).UtcDateTime, LastUpdated = Midnight.AddYears(5).UtcDateTime },
            CancellationToken.None);
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));

        Assert.False((await bed.MoveAndTakeAsync(Midnight.AddHours(3.5))).IsPastDue);
    }

    [Fact]
    public async Task Timer_WithoutMonitor_ForgetsAndShowsNoStatus()
    {
        await using (HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Unmonitored)))
        {
        }

        bed.Clock.MoveTo(Midnight.AddHours(1.5));
        await using HostedApp again = await bed.StartAndWaitAsync(typeof(TimerFunctions.Unmonitored));
        TimerInfo onTime = await bed.MoveAndTakeAsync(Midnight.AddHours(2));

        Assert.False(onTime.IsPastDue);
        Assert.Null(onTime.ScheduleStatus);
    }

    [Fact]
    public async Task Timer_OfLessThanAMinute_IsNotMonitored()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.EverySecond));

        Assert.Null((await bed.MoveAndTakeAsync(Midnight.AddSeconds(1))).ScheduleStatus);
        Assert.Null(await bed.Statuses.FindAsync("every-second", CancellationToken.None));
    }
}
