using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An orchestration ends when everything it began has ended.</summary>
public abstract class OpenTaskTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(77)]
    public async Task CancelledTimer_ThrowsAndDoesNotHoldBackTheEnd()
    {
        Run.Orchestrator("Cancel", async c =>
        {
            using CancellationTokenSource cancellation = new();
            Task timer = c.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            cancellation.Cancel();
            return (await Assert.ThrowsAsync<TaskCanceledException>(() => timer)).GetType().Name;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Cancel");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Fact]
    public async Task TimerCancelledInALaterEpisode_LeavesNoRow()
    {
        Run.Orchestrator("Cancel", async c =>
        {
            using CancellationTokenSource cancellation = new();
            _ = c.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            await c.WaitForExternalEvent<string>("Go");
            cancellation.Cancel();
            await c.WaitForExternalEvent<string>("Go");
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Cancel");
        Assert.Single(Run.Store.ReadTimers(10));

        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();

        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Theory, Row(77)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnawaitedTimer_HoldsBackTheEnd(bool fails)
    {
        Run.Orchestrator("Early", c =>
        {
            _ = c.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return fails ? throw new InvalidOperationException("early") : Task.FromResult<object?>("early");
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Early");
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);

        Run.Clock.Advance(TimeSpan.FromSeconds(2));
        await Run.SettleAsync();

        Assert.Equal(
            fails ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed,
            (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Equal((fails ? 1 : 0, fails ? 0 : 1), (Run.Log.Count(Logs.Orchestrations, 602), Run.Log.Count(Logs.Orchestrations, 601)));
    }

    [Fact, Row(77)]
    public async Task UnawaitedActivity_HoldsBackTheEnd()
    {
        TaskCompletionSource<object?> activity = new();
        Run.Orchestrator("Early", c =>
        {
            _ = c.CallActivityAsync("Slow");
            return Task.FromResult<object?>("early");
        });
        Run.Tasks.AddActivity("Slow", (_, _) => activity.Task);
        await Run.StartAsync();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync("Early");
        await Run.Client.WaitForInstanceStartAsync(id);
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);

        activity.SetResult(null);

        Assert.Equal("early", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Theory, Row(77)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnawaitedChild_HoldsBackTheEnd_AndDoesNotChangeIt(bool fails)
    {
        Run.Orchestrator("Early", c =>
        {
            _ = c.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child"));
            return Task.FromResult<object?>("early");
        });
        Run.Orchestrator("Child", async c =>
        {
            await c.WaitForExternalEvent<string>("Go");
            return fails ? throw new InvalidOperationException() : "late";
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Early");
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);

        await Run.Client.RaiseEventAsync("child", "Go");

        OrchestrationMetadata done = await Run.FinishAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "early"), (done.RuntimeStatus, done.ReadOutputAs<string>()));
    }

    [Theory, Row(77)]
    [InlineData(true, 0)]
    [InlineData(false, 20)]
    public async Task LoserOfARace_HoldsBackTheEnd_UnlessItIsCancelled(bool isCancelled, int expectedSeconds)
    {
        Run.Orchestrator("Race", async c =>
        {
            using CancellationTokenSource cancellation = new();
            Task timer = c.CreateTimer(TimeSpan.FromSeconds(20), cancellation.Token);
            await Task.WhenAny(timer, c.CallActivityAsync("Nothing"));
            if (isCancelled)
            {
                cancellation.Cancel();
            }

            return null;
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Race");

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), done.LastUpdatedAt - done.CreatedAt);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
    }
}

public sealed class OpenTaskTestsInMemoryCached() : OpenTaskTests(Setup.InMemoryCached);

public sealed class OpenTaskTestsInMemoryUncached() : OpenTaskTests(Setup.InMemoryUncached);

public sealed class OpenTaskTestsSqliteCached() : OpenTaskTests(Setup.SqliteCached);

public sealed class OpenTaskTestsSqliteUncached() : OpenTaskTests(Setup.SqliteUncached);
