using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>External events: who gets which.</summary>
public abstract class EventTests(Setup setup) : EngineSuite(setup)
{
    [Theory, Row(11, 72)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Events_OfManyNames_ArriveInOrder(int count)
    {
        Run.Orchestrator("Many", async c =>
        {
            List<int> got = [];
            for (int i = 0; i < count; i++)
            {
                got.Add(await c.WaitForExternalEvent<int>($"Event{i}"));
            }

            return got;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Many");

        for (int i = 0; i < count; i++)
        {
            await Run.Client.RaiseEventAsync(id, $"event{i}", i);
        }

        Assert.Equal(Enumerable.Range(0, count), (await Run.FinishAsync(id)).ReadOutputAs<List<int>>());
    }

    [Theory, Row(12, 44)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task NewestWaiter_GetsTheNextEvent(int waiters)
    {
        Run.Orchestrator("Stack", async c =>
            await Task.WhenAll(Enumerable.Range(0, waiters).Select(_ => c.WaitForExternalEvent<int>("E"))));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Stack");

        for (int i = 0; i < waiters; i++)
        {
            await Run.Client.RaiseEventAsync(id, "E", i);
        }

        Assert.Equal(Enumerable.Range(0, waiters).Reverse(), (await Run.FinishAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact, Row(47)]
    public async Task EventsBeforeTheirWaiters_AreKeptInOrder()
    {
        Run.Orchestrator("Late", async c =>
        {
            await c.WaitForExternalEvent<string>("Go");
            return new[] { await c.WaitForExternalEvent<int>("E"), await c.WaitForExternalEvent<int>("e") };
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Late");

        await Run.Client.RaiseEventAsync(id, "E", 1);
        await Run.Client.RaiseEventAsync(id, "E", 2);
        await Run.Client.RaiseEventAsync(id, "Go");

        Assert.Equal([1, 2], (await Run.FinishAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Fact, Row(45)]
    public async Task FirstWaiterCancelled_NewerWaiterGetsTheEvent()
    {
        Run.Orchestrator("Issue508", async c =>
        {
            using CancellationTokenSource cancellation = new();
            Task<string> first = c.WaitForExternalEvent<string>("E", cancellation.Token);
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => first);
            return await c.WaitForExternalEvent<string>("E");
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Issue508");

        await Run.Client.RaiseEventAsync(id, "E", "mine");

        Assert.Equal("mine", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task TimedOutWaiter_SwallowsOneLaterEvent()
    {
        Run.Orchestrator("Swallow", async c =>
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => c.WaitForExternalEvent<string>("E", TimeSpan.FromSeconds(1)));
            await c.WaitForExternalEvent<string>("Go");
            return await c.WaitForExternalEvent<string>("E");
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Swallow");
        Run.Clock.Advance(TimeSpan.FromSeconds(1));
        await Run.SettleAsync();

        await Run.Client.RaiseEventAsync(id, "E", "swallowed");
        await Run.Client.RaiseEventAsync(id, "E", "seen");
        await Run.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("seen", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact, Row(23, 72)]
    public async Task WaitWithTimeout_EventWins_EndsAtOnce()
    {
        Run.Orchestrator("Race", async c => await c.WaitForExternalEvent<string>("E", TimeSpan.FromDays(7)));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Race");

        await Run.Client.RaiseEventAsync(id, "E", "won");
        await Run.SettleAsync();

        Assert.Equal("won", (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadOutputAs<string>());
        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Fact, Row(25, 72)]
    public async Task WaitWithTimeout_TimeWins_ThrowsTaskCanceled()
    {
        Run.Orchestrator("Race", async c =>
            (await Assert.ThrowsAsync<TaskCanceledException>(() => c.WaitForExternalEvent<string>("E", TimeSpan.FromDays(7)))).GetType().Name);
        await Run.StartAsync();

        Assert.Equal("TaskCanceledException", (await Run.RunAsync("Race")).ReadOutputAs<string>());
    }

    [Fact, Row(26)]
    public async Task WaitWithTimeout_OuterTokenCancelledByAnotherEvent_Throws()
    {
        Run.Orchestrator("Outer", async c =>
        {
            using CancellationTokenSource cancellation = new();
            Task<string> wait = c.WaitForExternalEvent<string>("E", TimeSpan.FromDays(7), cancellation.Token);
            await c.WaitForExternalEvent<string>("Stop");
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
            return "stopped";
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Outer");

        await Run.Client.RaiseEventAsync(id, "Stop");
        await Run.SettleAsync();

        Assert.Equal("stopped", (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitersOfOneName_WithDifferentTypes_AreRefused()
    {
        Run.Orchestrator("Types", async c =>
        {
            Task<int> number = c.WaitForExternalEvent<int>("E");
            await Assert.ThrowsAsync<ArgumentException>(() => c.WaitForExternalEvent<string>("E"));
            return await number;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Types");

        await Run.Client.RaiseEventAsync(id, "E", 7);

        Assert.Equal(7, (await Run.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task SentEvent_ReachesAnotherInstanceAndItself()
    {
        Run.Orchestrator("Sender", async c =>
        {
            c.SendEvent("target", "E", "hello");
            c.SendEvent("nobody", "E", "lost");
            c.SendEvent(c.InstanceId, "Self", "me");
            return await c.WaitForExternalEvent<string>("Self");
        });
        Run.Orchestrator("Target", async c => await c.WaitForExternalEvent<string>("E"));
        await Run.StartAsync();
        await Run.BeginAsync("Target", null, "target");

        Assert.Equal("me", (await Run.RunAsync("Sender")).ReadOutputAs<string>());
        Assert.Equal("hello", (await Run.FinishAsync("target")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task KeptEvents_OverARestart_AreStillThere()
    {
        Run.Orchestrator("Late", async c =>
        {
            await c.WaitForExternalEvent<string>("Go");
            return await c.WaitForExternalEvent<int>("E");
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Late");
        await Run.Client.RaiseEventAsync(id, "E", 5);
        await Run.SettleAsync();

        await Run.RestartAsync();
        await Run.Client.RaiseEventAsync(id, "Go");

        Assert.Equal(5, (await Run.FinishAsync(id)).ReadOutputAs<int>());
    }
}

public sealed class EventTestsInMemoryCached() : EventTests(Setup.InMemoryCached);

public sealed class EventTestsInMemoryUncached() : EventTests(Setup.InMemoryUncached);

public sealed class EventTestsSqliteCached() : EventTests(Setup.SqliteCached);

public sealed class EventTestsSqliteUncached() : EventTests(Setup.SqliteUncached);
