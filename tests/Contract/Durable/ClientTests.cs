using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Starting, steering and waiting from outside.</summary>
public abstract class ClientTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(1, 48)]
    public async Task Instance_GoesFromPendingOverRunningToCompleted()
    {
        Wait();
        await Run.StartAsync();
        DateTimeOffset begun = Run.Clock.GetUtcNow();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", 7, new StartOrchestrationOptions(null, begun.AddHours(1)));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Run.Clock.Advance(TimeSpan.FromHours(1));
        OrchestrationMetadata running = await Run.Client.WaitForInstanceStartAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, running.RuntimeStatus);
        await Run.Client.RaiseEventAsync(id, "Go", "there");
        OrchestrationMetadata done = await Run.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        Assert.Equal((7, "there"), (done.ReadInputAs<int>(), done.ReadOutputAs<string>()));
        Assert.Equal((begun, begun.AddHours(1)), (done.CreatedAt, done.LastUpdatedAt));
        OrchestrationMetadata bare = (await Run.Client.GetInstanceAsync(id))!;
        Assert.Null(bare.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
    }

    [Fact, Row(76)]
    public async Task StartLater_KeepsWhatArrivesBefore()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", null, new StartOrchestrationOptions(null, Run.Clock.GetUtcNow().AddHours(1)));
        await Run.Client.RaiseEventAsync(id, "Go", "early");
        await Run.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await Run.RestartAsync();

        Assert.Equal("early", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task TerminationBeforeTheStart_EndsWithoutRunning()
    {
        Run.Orchestrator("Never", _ => throw new InvalidOperationException("must not run"));
        await Run.StartAsync();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync(
            "Never", null, new StartOrchestrationOptions(null, Run.Clock.GetUtcNow().AddHours(1)));

        await Run.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Run.FinishAsync(id)).RuntimeStatus);
        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Fact, Row(13)]
    public async Task Termination_EndsAtOnceWithItsOutput()
    {
        Run.Orchestrator("Open", async c =>
        {
            await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Open");

        await Run.Client.TerminateInstanceAsync(id, new { Reason = "退会" });
        await Run.SettleAsync();

        OrchestrationMetadata done = (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
        Assert.Equal("退会", done.ReadOutputAs<Dictionary<string, string>>()!["Reason"]);
        Assert.Empty(Run.Store.ReadTimers(10));
    }

    [Fact, Row(54, 76)]
    public async Task UnknownInstance_IsAnErrorForAllButReading()
    {
        await Run.StartAsync();

        Assert.Null(await Run.Client.GetInstanceAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.RaiseEventAsync("none", "E"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.TerminateInstanceAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.SuspendInstanceAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.RestartAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.WaitForInstanceStartAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.WaitForInstanceCompletionAsync("none"));
        Assert.Equal(0, (await Run.Client.PurgeInstanceAsync("none")).PurgedInstanceCount);
    }

    [Fact]
    public async Task EventToAFinishedInstance_IsRefused()
    {
        Run.Orchestrator("Empty", _ => Task.FromResult<object?>(null));
        await Run.StartAsync();
        OrchestrationMetadata done = await Run.RunAsync("Empty");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Run.Client.RaiseEventAsync(done.InstanceId, "E"));
    }

    [Fact]
    public async Task WaitingForTheEnd_StopsWithTheToken()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");
        using CancellationTokenSource cancellation = new();

        Task<OrchestrationMetadata> waiting = Run.Client.WaitForInstanceCompletionAsync(id, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact, Row(76)]
    public async Task WaitingForTheStart_StopsWithTheToken_AndEndsWithTheStart()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", null, new StartOrchestrationOptions(null, Run.Clock.GetUtcNow().AddHours(1)));
        using CancellationTokenSource cancellation = new();

        Task<OrchestrationMetadata> impatient = Run.Client.WaitForInstanceStartAsync(id, cancellation.Token);
        Task<OrchestrationMetadata> patient = Run.Client.WaitForInstanceStartAsync(id);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);
        Run.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await patient).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Run.Client.WaitForInstanceStartAsync(id)).RuntimeStatus);
    }

    [Theory, Row(53)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_IsANewRunWithTheSameInput(bool hasNewId)
    {
        int runs = 0;
        Run.Orchestrator("Count", c => Task.FromResult<object?>($"{c.GetInput<string>()} {Interlocked.Increment(ref runs)}"));
        await Run.StartAsync();
        OrchestrationMetadata first = await Run.RunAsync("Count", "input", "one");
        Run.Clock.Advance(TimeSpan.FromHours(1));

        string id = await Run.Client.RestartAsync("one", hasNewId);
        OrchestrationMetadata second = await Run.FinishAsync(id);

        Assert.Equal(hasNewId, id != "one");
        Assert.Equal(("input", "input 2"), (second.ReadInputAs<string>(), second.ReadOutputAs<string>()));
        Assert.Equal(first.CreatedAt.AddHours(1), second.CreatedAt);
        Assert.Equal(hasNewId ? "input 1" : "input 2", (await Run.FinishAsync("one")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_OfARunningInstance_NeedsANewId(bool hasNewId)
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait", "input", "one");

        if (hasNewId)
        {
            string otherId = await Run.Client.RestartAsync(id, restartWithNewInstanceId: true);
            OrchestrationMetadata other = (await Run.Client.GetInstanceAsync(otherId, getInputsAndOutputs: true))!;
            Assert.Equal(("Wait", "input"), (other.Name, other.ReadInputAs<string>()));
        }
        else
        {
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Run.Client.RestartAsync(id));
        }

        await Run.Client.RaiseEventAsync(id, "Go", "not disturbed");
        Assert.Equal("not disturbed", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Termination_LeavesChildrenAlone(bool isRecursive)
    {
        Wait();
        SubOrchestrationOptions options = new(instanceId: "child");
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Wait", options));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Parent");

        await Run.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: isRecursive));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Run.FinishAsync(id)).RuntimeStatus);
        await Run.Client.RaiseEventAsync("child", "Go", "alive");
        Assert.Equal("alive", (await Run.FinishAsync("child")).ReadOutputAs<string>());
    }

    [Theory, Row(76)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task StartAtATimeThatHasCome_StartsAtOnce(int hours)
    {
        Wait();
        await Run.StartAsync();
        StartOrchestrationOptions options = new(null, Run.Clock.GetUtcNow().AddHours(hours));

        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, options);
        await Run.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
    }

    private void Wait() => Run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("Go"));
}

public sealed class ClientTestsInMemoryCached() : ClientTests(Setup.InMemoryCached);

public sealed class ClientTestsInMemoryUncached() : ClientTests(Setup.InMemoryUncached);

public sealed class ClientTestsSqliteCached() : ClientTests(Setup.SqliteCached);

public sealed class ClientTestsSqliteUncached() : ClientTests(Setup.SqliteUncached);
