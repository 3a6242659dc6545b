using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>When a timer function runs, on a clock that the test moves.</summary>
public sealed class TimerTriggerTests
{
    private static readonly DateTimeOffset Midnight = TimerBed.Midnight;
    private readonly TimerBed bed = new();

    [Fact]
    public async Task Timer_RunsWhenItsTimeHasCome_NotBefore()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));

        bed.Clock.MoveTo(Midnight.AddHours(3.5).AddMilliseconds(-1));
        Assert.Equal(1, bed.Clock.WaitingCount);
        Assert.Equal(0, bed.Runs.Count);
        TimerInfo first = await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));
        await bed.WaitingAsync();
        TimerInfo second = await bed.MoveAndTakeAsync(Midnight.AddDays(1).AddHours(3.5));

        Assert.False(first.IsPastDue);
        Assert.Equal(default, first.ScheduleStatus!.Last);
        Assert.Equal(Midnight.AddHours(3.5).UtcDateTime, first.ScheduleStatus.Next);
        Assert.False(second.IsPastDue);
        Assert.Equal(Midnight.AddHours(3.5).UtcDateTime, second.ScheduleStatus!.Last);
        Assert.Equal(Midnight.AddDays(1).AddHours(3.5).UtcDateTime, second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task Clock_ThatRunsOverOccurrences_MakesOnePastDueRun()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));

        TimerInfo late = await bed.MoveAndTakeAsync(Midnight.AddDays(30));
        await bed.WaitingAsync();
        TimerInfo next = await bed.MoveAndTakeAsync(Midnight.AddDays(30).AddHours(3.5));

        Assert.True(late.IsPastDue);
        Assert.False(next.IsPastDue);
        Assert.Equal(2, bed.Runs.Count);
    }

    [Fact]
    public async Task Clock_ThatStandsOnTheNextOccurrence_HasMissedTheOneBefore()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));

        TimerInfo late = await bed.MoveAndTakeAsync(Midnight.AddDays(1).AddHours(3.5));

        Assert.True(late.IsPastDue);
    }

    [Fact]
    public async Task Clock_ShortOfTheNextOccurrence_IsOnlyLate()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));

        TimerInfo late = await bed.MoveAndTakeAsync(Midnight.AddDays(1).AddHours(3.5).AddMilliseconds(-1));

        Assert.False(late.IsPastDue);
    }

    [Fact]
    public async Task Timer_ThatIsStillRunning_IsNotRunASecondTimeAtOnce()
    {
        bed.Runs.Hold();
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));
        await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));

        bed.Clock.MoveTo(Midnight.AddDays(3));
        Assert.Equal(0, bed.Clock.WaitingCount); // it does not even wait for the next one
        bed.Runs.Release();
        TimerInfo next = await bed.Runs.TakeAsync();

        Assert.True(next.IsPastDue);
        Assert.Equal(1, bed.Runs.MostAtOnce);
    }

    [Fact]
    public async Task Timer_ThatThrows_IsLoggedAndRunsAgain()
    {
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Failing));

        await bed.MoveAndTakeAsync(Midnight.AddHours(1));
        await bed.WaitingAsync();
        await bed.MoveAndTakeAsync(Midnight.AddHours(2));

        Assert.Contains(app.Log.Lines, l => l.Level == LogLevel.Error && l.Exception is InvalidDataException);
    }

    [Fact]
    public async Task Timer_ThatRunsOnStartup_RunsAtOnceAndThenOnTime()
    {
        await using HostedApp app = await bed.StartAsync(typeof(TimerFunctions.AtStart));
        TimerInfo first = await bed.Runs.TakeAsync();
        await bed.WaitingAsync();
        TimerInfo second = await bed.MoveAndTakeAsync(Midnight.AddHours(1));

        Assert.False(first.IsPastDue);
        Assert.False(second.IsPastDue);
        Assert.Equal(2, bed.Runs.Count);
    }

    [Fact]
    public async Task Stop_WaitsForTheRunUnderWay()
    {
        bed.Runs.Hold();
        await using HostedApp app = await bed.StartAndWaitAsync(typeof(TimerFunctions.Nightly));
        await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));

        Task stop = app.StopAsync();
        Assert.False(stop.IsCompleted);
        bed.Runs.Release();
        await stop.InTimeAsync();

        Assert.Equal(Midnight.AddHours(3.5).UtcDateTime, (await bed.Statuses.FindAsync("nightly", CancellationToken.None))!.Last);
        Assert.False(bed.Runs.WasCanceled);
    }

    [Fact]
    public async Task Stop_AfterTheDrainTime_CancelsTheRunUnderWay()
    {
        bed.Runs.Hold();
        await using HostedApp app = await bed.StartAsync(typeof(TimerFunctions.Nightly), drainSeconds: 0);
        await bed.WaitingAsync();
        await bed.MoveAndTakeAsync(Midnight.AddHours(3.5));

        await app.StopAsync().InTimeAsync();

        Assert.True(bed.Runs.WasCanceled);
    }
}
