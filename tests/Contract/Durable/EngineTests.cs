using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Starting, stopping, limits and faults of the engine.</summary>
public sealed class EngineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Stop_LetsARunningActivityEnd_AndKeepsItsResult()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        Gate gate = Slow(run);
        string id = await BeginAsync(run, gate);

        Task stopping = run.Engine.StopAsync(Limit, CancellationToken.None);
        gate.Open.SetResult();
        await stopping.WaitAsync(Limit);
        await run.StartAsync();

        Assert.Equal(1, (await run.FinishAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, gate.Count);
    }

    [Fact]
    public async Task Stop_AfterTheDrainTime_CancelsAndRunsAgainAfterTheStart()
    {
        await using EngineRun run = new(Setup.SqliteCached);
        Gate gate = Slow(run);
        string id = await BeginAsync(run, gate);

        await run.Engine.StopAsync(TimeSpan.Zero, CancellationToken.None).WaitAsync(Limit);
        Assert.True(gate.WasCancelled);
        gate.Open.SetResult();
        await run.RestartAsync();

        Assert.Equal(2, (await run.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activities_NeverRunMoreThanTheLimitAtOnce_AndAllRun()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        run.Options = run.Options with { ActivitiesMax = 3 };
        int running = 0;
        int most = 0;
        TaskCompletionSource three = new();
        run.Orchestrator("Many", async c =>
            (await Task.WhenAll(Enumerable.Range(0, 20).Select(i => c.CallActivityAsync<int>("One", i)))).Sum());
        run.Tasks.AddActivity("One", async (_, token) =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == 3)
            {
                three.TrySetResult();
            }

            await three.Task.WaitAsync(Limit, token); // all three places are taken before the first is given back
            Interlocked.Decrement(ref running);
            return 1;
        });
        await run.StartAsync();

        Assert.Equal(20, (await run.RunAsync("Many")).ReadOutputAs<int>());
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task HistoryLongerThanAllowed_FailsTheInstance()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        run.Options = run.Options with { HistoryEventsMax = 50 };
        run.Orchestrator("Endless", async c =>
        {
            while (true)
            {
                await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            }
        });
        await run.StartAsync();

        OrchestrationMetadata done = await run.RunAsync("Endless");

        Assert.Contains("continue as new", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(run.Store.ReadTimers(1));
    }

    [Fact]
    public async Task TemporaryStoreFault_IsWaitedOut()
    {
        FaultyStore? faulty = null;
        await using EngineRun run = new(Setup.InMemoryCached, s => faulty = new FaultyStore(s, isTemporary: true));
        run.Orchestrator("Two", async c => await c.CallActivityAsync<int>("One") + await c.CallActivityAsync<int>("One"));
        run.Activity<object>("One", _ => 1);
        await run.StartAsync();
        faulty!.FaultsLeft = 7;

        Assert.Equal(2, (await run.RunAsync("Two")).ReadOutputAs<int>());
        Assert.Equal(0, faulty.FaultsLeft);
        Assert.Null(run.Engine.Fault);
    }

    [Fact]
    public async Task StoreFaultThatStays_StopsTheEngine_AndTheNextOneGoesOn()
    {
        FaultyStore? faulty = null;
        await using EngineRun run = new(Setup.InMemoryCached, s => faulty = new FaultyStore(s, isTemporary: false));
        run.Orchestrator("One", async c => await c.CallActivityAsync<int>("One"));
        int runs = 0;
        run.Activity<object>("One", _ =>
        {
            faulty!.FaultsLeft = ++runs == 1 ? 1 : 0;
            return runs;
        });
        await run.StartAsync();
        string id = await run.Client.ScheduleNewOrchestrationInstanceAsync("One");
        await run.SettleAsync();

        Assert.IsType<InstanceStoreException>(run.Engine.Fault);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.Client.GetInstanceAsync(id));
        await run.StartAnotherAsync();
        Assert.Equal(2, (await run.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task UnreadableHistory_RestsAlone()
    {
        FaultyStore? faulty = null;
        await using EngineRun run = new(Setup.InMemoryUncached, s => faulty = new FaultyStore(s, isTemporary: false));
        run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("E"));
        await run.StartAsync();
        string bad = await run.BeginAsync("Wait");
        string good = await run.BeginAsync("Wait");
        faulty!.Unreadable = bad;

        await run.Client.RaiseEventAsync(bad, "E", "kept");
        await run.Client.RaiseEventAsync(good, "E", "taken");

        Assert.Equal("taken", (await run.FinishAsync(good)).ReadOutputAs<string>());
        Assert.True((await run.Client.GetInstanceAsync(bad))!.IsRunning);
        faulty.Unreadable = null;
        await run.RestartAsync();
        Assert.Equal("kept", (await run.FinishAsync(bad)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task StartedWork_DoesNotSeeTheCallersContext()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        AsyncLocal<string?> request = new();
        run.Orchestrator("Look", async c => $"{request.Value}{await c.CallActivityAsync<string>("Look")}");
        run.Activity<object>("Look", _ => request.Value);
        await run.StartAsync();
        request.Value = "the request";

        Assert.Equal(string.Empty, (await run.RunAsync("Look")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Client_BeforeStartAndAfterStop_IsRefused()
    {
        DurableEngine engine = new(
            new TaskRegistry(), new InMemoryInstanceStore(), new DurableEngineOptions(), new FakeClock(), EngineRun.Converter, new LogLines());

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.GetInstanceAsync("i"));
        await engine.StartAsync(CancellationToken.None);
        Assert.Null(await engine.Client.GetInstanceAsync("i"));
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.GetInstanceAsync("i"));
    }

    [Fact]
    public void Registry_KnowsNamesInAnyCase_AndEachOnce()
    {
        TaskRegistry tasks = new();
        tasks.AddActivity("Send", (_, _) => Task.FromResult<object?>(null));
        tasks.AddOrchestrator("Send", _ => Task.FromResult<object?>(null));

        Assert.NotNull(tasks.FindActivity("SEND"));
        Assert.Null(tasks.FindOrchestrator("Sent"));
        Assert.Throws<ArgumentException>(() => tasks.AddActivity("send", (_, _) => Task.FromResult<object?>(null)));
        Assert.Throws<ArgumentException>(() => tasks.AddOrchestrator("send", _ => Task.FromResult<object?>(null)));
    }

    private static Gate Slow(EngineRun run)
    {
        Gate gate = new();
        run.Orchestrator("Slow", async c => await c.CallActivityAsync<int>("Wait"));
        run.Tasks.AddActivity("Wait", async (_, token) =>
        {
            int count = Interlocked.Increment(ref gate.Count);
            gate.Entered.TrySetResult();
            try
            {
                await gate.Open.Task.WaitAsync(token);
            }
            catch (OperationCanceledException)
            {
                gate.WasCancelled = true;
                throw;
            }

            return count;
        });
        return gate;
    }

    private static async Task<string> BeginAsync(EngineRun run, Gate gate)
    {
        await run.StartAsync();
        string id = await run.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        await gate.Entered.Task.WaitAsync(Limit);
        return id;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private sealed class Gate
    {
        public int Count;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasCancelled { get; set; }
    }
}
