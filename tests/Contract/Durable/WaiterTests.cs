using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Waiters of one name, and waits that are called off.</summary>
public abstract class WaiterTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(46)]
    public async Task ThreeWaiters_BegunOneAfterTheOther_AreServedNewestFirst()
    {
        Run.Orchestrator("Stack", async c =>
        {
            List<Task<int>> waits = [];
            for (int i = 0; i < 3; i++)
            {
                waits.Add(c.WaitForExternalEvent<int>("E"));
                await c.CallActivityAsync("Nothing");
            }

            return await Task.WhenAll(waits);
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();
        string id = await Run.BeginAsync("Stack");

        foreach (int number in new[] { 1, 2, 3 })
        {
            await Run.Client.RaiseEventAsync(id, "E", number);
            await Run.SettleAsync();
        }

        Assert.Equal([3, 2, 1], (await Run.FinishAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Fact, Row(12)]
    public async Task WaiterThatComesAfterAnEventWasTaken_GetsTheNext_BeforeTheOlderOne()
    {
        Run.Orchestrator("Stack", async c =>
        {
            Task<string> oldest = c.WaitForExternalEvent<string>("E");
            string second = await c.WaitForExternalEvent<string>("E");
            string third = await c.WaitForExternalEvent<string>("E");
            return new[] { second, third, await oldest };
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Stack");

        foreach (string text in new[] { "a", "b", "c" })
        {
            await Run.Client.RaiseEventAsync(id, "E", text);
        }

        Assert.Equal(["a", "b", "c"], (await Run.FinishAsync(id)).ReadOutputAs<List<string>>()!);
    }

    [Fact, Row(24)]
    public async Task WaitWithTimeout_TokenCancelledAtOnce_Throws_AndLeavesNoTimer()
    {
        Run.Orchestrator("Cancel", async c =>
        {
            using CancellationTokenSource cancellation = new();
            Task<string> wait = c.WaitForExternalEvent<string>("E", TimeSpan.FromDays(7), cancellation.Token);
            cancellation.Cancel();
            Exception thrown = await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
            await c.WaitForExternalEvent<string>("Go");
            return thrown.GetType().Name;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Cancel");

        Assert.Empty(Run.Store.ReadTimers(10));
        await Run.Client.RaiseEventAsync(id, "Go");
        Assert.Equal(nameof(TaskCanceledException), (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CancelledWaiterAboveAnOlderOne_SwallowsTheNextEvent()
    {
        Run.Orchestrator("Swallow", async c =>
        {
            Task<string> older = c.WaitForExternalEvent<string>("E");
            using CancellationTokenSource cancellation = new();
            Task<string> newer = c.WaitForExternalEvent<string>("E", cancellation.Token);
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => newer);
            return await older;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Swallow");

        await Run.Client.RaiseEventAsync(id, "E", "swallowed");
        await Run.SettleAsync();
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);
        await Run.Client.RaiseEventAsync(id, "E", "seen");

        Assert.Equal("seen", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }
}

public sealed class WaiterTestsInMemoryCached() : WaiterTests(Setup.InMemoryCached);

public sealed class WaiterTestsInMemoryUncached() : WaiterTests(Setup.InMemoryUncached);

public sealed class WaiterTestsSqliteCached() : WaiterTests(Setup.SqliteCached);

public sealed class WaiterTestsSqliteUncached() : WaiterTests(Setup.SqliteUncached);
