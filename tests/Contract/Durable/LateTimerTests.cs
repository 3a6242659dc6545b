using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>A timer was due and read from the store, and reaches its instance only when that has been replaced.</summary>
public abstract class LateTimerTests(Setup setup) : EngineSuite(setup)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HoldingDispatcher dispatcher = new();

    [Fact]
    public async Task LateTimer_LeavesTheTimersOfTheNextRunAlone()
    {
        Task advancing = await HoldLateTimerAsync();
        await BeginAsync(hours: 5, startAt: null);

        dispatcher.Release();
        await advancing.WaitAsync(Limit);
        await Run.SettleAsync();

        Assert.True((await Run.Client.GetInstanceAsync("late"))!.IsRunning);
        Assert.Equal(["late"], Run.Store.ReadTimers(9).Select(t => t.InstanceId));
        Assert.True((await Run.FinishAsync("late")).IsCompleted);
    }

    [Fact]
    public async Task LateTimer_DoesNotStartTheNextRunBeforeItsTime()
    {
        Task advancing = await HoldLateTimerAsync();
        await BeginAsync(hours: 1, startAt: Run.Clock.GetUtcNow().AddDays(1));

        dispatcher.Release();
        await advancing.WaitAsync(Limit);
        await Run.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Run.Client.GetInstanceAsync("late"))!.RuntimeStatus);
        OrchestrationMetadata done = await Run.FinishAsync("late");
        Assert.Equal(TimeSpan.FromHours(25), done.LastUpdatedAt - done.CreatedAt);
    }

    /// <summary>Two timers are due at once; between the first and the second, their thread stops.</summary>
    private async Task<Task> HoldLateTimerAsync()
    {
        Run.Options = Run.Options with { Dispatcher = dispatcher };
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromHours(c.GetInput<int>()), CancellationToken.None);
            return null;
        });
        await Run.StartAsync();
        await Run.BeginAsync("Wait", 1, "first");
        await Run.BeginAsync("Wait", 1, "late");
        Task advancing = Task.Run(() =>
        {
            dispatcher.HoldThisThread();
            Run.Clock.Advance(TimeSpan.FromHours(1));
        });
        await dispatcher.Held.WaitAsync(Limit);
        return advancing;
    }

    private async Task BeginAsync(int hours, DateTimeOffset? startAt)
    {
        StartOrchestrationOptions options = new("late", startAt) { DedupeStatuses = [] };
        await Run.Client.ScheduleNewOrchestrationInstanceAsync("Wait", hours, options);
        if (startAt is null)
        {
            await Run.Client.WaitForInstanceStartAsync("late").WaitAsync(Limit);
        }
    }

    /// <summary>Holds one thread when it next has work to give away.</summary>
    private sealed class HoldingDispatcher : Dispatcher
    {
        private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new();
        private int heldThread;

        public Task Held => held.Task;

        public void HoldThisThread() => heldThread = Environment.CurrentManagedThreadId;

        public void Release() => released.SetResult();

        public override void Run(Func<Task> work)
        {
            ThreadPool.Run(work);
            if (Interlocked.CompareExchange(ref heldThread, 0, Environment.CurrentManagedThreadId) == Environment.CurrentManagedThreadId)
            {
                held.SetResult();
                Assert.True(released.Task.Wait(Limit));
            }
        }
    }
}

public sealed class LateTimerTestsInMemoryCached() : LateTimerTests(Setup.InMemoryCached);

public sealed class LateTimerTestsSqliteUncached() : LateTimerTests(Setup.SqliteUncached);
