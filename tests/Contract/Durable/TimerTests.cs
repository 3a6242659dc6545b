using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Durable timers on a clock that the test moves.</summary>
public abstract class TimerTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(4)]
    public async Task Timer_FiresAtItsTimeAndNotBefore()
    {
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromDays(180), CancellationToken.None);
            return c.CurrentUtcDateTime;
        });
        await Run.StartAsync();
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;
        string id = await Run.BeginAsync("Wait");

        Run.Clock.Advance(TimeSpan.FromDays(180) - TimeSpan.FromTicks(1));
        await Run.SettleAsync();
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);
        Run.Clock.Advance(TimeSpan.FromTicks(1));
        await Run.SettleAsync();

        OrchestrationMetadata done = (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal(begun.AddDays(180), done.ReadOutputAs<DateTime>());
        Assert.Equal((begun, begun.AddDays(180)), (done.CreatedAt.UtcDateTime, done.LastUpdatedAt.UtcDateTime));
    }

    [Theory, Row(5)]
    [InlineData(3.0, 3)] // 7 s = 3 + 3 + 1
    [InlineData(7.0, 1)] // exactly the longest
    [InlineData(6.999, 2)]
    [InlineData(null, 1)]
    public async Task LongTimer_IsSplitByTheLongestInterval(double? longestSeconds, int timers)
    {
        Run.Options = Run.Options with { MaximumTimerInterval = longestSeconds is { } s ? TimeSpan.FromSeconds(s) : null };
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromSeconds(7), CancellationToken.None);
            return c.CurrentUtcDateTime;
        });
        await Run.StartAsync();
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;

        OrchestrationMetadata done = await Run.RunAsync("Wait");

        Assert.Equal(begun.AddSeconds(7), done.ReadOutputAs<DateTime>());
        Assert.Equal(timers, Run.Store.ReadHistory(done.InstanceId).Count(e => e is Runtime.Durable.HistoryEvent.TimerFired));
    }

    [Fact]
    public async Task Timer_ForATimeThatIsPast_FiresAtOnce()
    {
        Run.Orchestrator("Past", async c =>
        {
            await c.CreateTimer(c.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return c.CurrentUtcDateTime;
        });
        await Run.StartAsync();
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;
        string id = await Run.BeginAsync("Past");

        Assert.Equal(begun, (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_OfUnspecifiedKind_IsTakenAsLocalTime()
    {
        DateTime local = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Unspecified);
        Run.Orchestrator("Local", async c =>
        {
            await c.CreateTimer(local, CancellationToken.None);
            return c.CurrentUtcDateTime;
        });
        await Run.StartAsync();

        Assert.Equal(TimeZoneInfo.ConvertTimeToUtc(local, TimeZoneInfo.Local), (await Run.RunAsync("Local")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task PreCancelledToken_ThrowsAtOnce()
    {
        Run.Orchestrator("Pre", async c =>
        {
            CancellationToken cancelled = new(canceled: true);
            await Assert.ThrowsAsync<TaskCanceledException>(() => c.CreateTimer(TimeSpan.FromDays(1), cancelled));
            await Assert.ThrowsAsync<TaskCanceledException>(() => c.WaitForExternalEvent<string>("Go", cancelled));
            return "both";
        });
        await Run.StartAsync();

        Assert.Equal("both", (await Run.RunAsync("Pre")).ReadOutputAs<string>());
    }

    /// <summary>Where Azure counts the timer all the same (ADR 0007).</summary>
    [Fact]
    public async Task TimerOfACancelledToken_TakesNoNumber()
    {
        Run.Orchestrator("Next", async c =>
        {
            CancellationToken cancelled = new(canceled: true);
            await Assert.ThrowsAsync<TaskCanceledException>(() => c.CreateTimer(TimeSpan.FromDays(1), cancelled));
            return (await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Boom"))).TaskId;
        });
        Run.Activity<object>("Boom", _ => throw new InvalidOperationException());
        await Run.StartAsync();

        Assert.Equal(0, (await Run.RunAsync("Next")).ReadOutputAs<int>());
    }

    [Fact, Row(71)]
    public async Task ManyTimersOfOneInstant_AllFire()
    {
        Run.Orchestrator("Ten", async c =>
        {
            await c.CreateTimer(new DateTime(2026, 1, 3, 10, 0, 0, DateTimeKind.Utc), CancellationToken.None);
            return null;
        });
        Run.Orchestrator("Parent", async c =>
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => c.CallSubOrchestratorAsync("Ten")));
            return null;
        });
        await Run.StartAsync();
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Run.BeginAsync(i % 4 == 0 ? "Parent" : "Ten")));

        foreach (string id in ids)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Run.FinishAsync(id)).RuntimeStatus);
        }

        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Fact]
    public async Task ClockSetBack_NeitherLosesNorRepeatsATimer()
    {
        Run.Orchestrator("Twice", async c =>
        {
            DateTime first = c.CurrentUtcDateTime;
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            DateTime second = c.CurrentUtcDateTime;
            await c.CallActivityAsync("SetBack");
            DateTime third = c.CurrentUtcDateTime;
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return new[] { second - first, third - second, c.CurrentUtcDateTime - third };
        });
        DateTimeOffset begun = Run.Clock.GetUtcNow();
        Run.Activity<object>("SetBack", _ =>
        {
            Run.Clock.Set(begun.AddDays(-30));
            return null;
        });
        await Run.StartAsync();

        List<TimeSpan> waits = (await Run.RunAsync("Twice")).ReadOutputAs<List<TimeSpan>>()!;

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromHours(1)], waits);
    }

    [Fact]
    public async Task ClockSetForward_IsNoticedWithinTheCheckInterval()
    {
        Run.Options = Run.Options with { ClockCheckInterval = TimeSpan.FromMinutes(1) };
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        Run.Clock.Set(Run.Clock.GetUtcNow().AddDays(11));
        Run.Clock.Advance(TimeSpan.FromMinutes(1));
        await Run.SettleAsync();

        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsCompleted);
    }

    [Fact]
    public async Task Timer_OverARestart_FiresOnce()
    {
        int after = 0;
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            return await c.CallActivityAsync<int>("Count");
        });
        Run.Activity<object>("Count", _ => Interlocked.Increment(ref after));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        Run.Clock.Advance(TimeSpan.FromDays(1));
        await Run.RestartAsync();

        Assert.Equal(1, (await Run.FinishAsync(id)).ReadOutputAs<int>());
    }
}

public sealed class TimerTestsInMemoryCached() : TimerTests(Setup.InMemoryCached);

public sealed class TimerTestsInMemoryUncached() : TimerTests(Setup.InMemoryUncached);

public sealed class TimerTestsSqliteCached() : TimerTests(Setup.SqliteCached);

public sealed class TimerTestsSqliteUncached() : TimerTests(Setup.SqliteUncached);
