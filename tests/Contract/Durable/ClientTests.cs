using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Starting, steering and waiting from outside.</summary>
public abstract class ClientTests(Setup setup) : EngineSuite(setup)
{
    [Fact]
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

    [Fact]
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

    [Fact]
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

    [Fact]
    public async Task Suspended_RecordsAndRunsOnlyWhenResumed()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        await Run.Client.SuspendInstanceAsync(id, "holiday");
        await Run.Client.RaiseEventAsync(id, "Go", "meanwhile");
        await Run.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await Run.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await Run.Client.ResumeInstanceAsync(id);

        Assert.Equal("meanwhile", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_CanBeTerminated()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        await Run.Client.SuspendInstanceAsync(id);
        await Run.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Run.FinishAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task SteeringInTheWrongState_HasNoEffect()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");
        await Run.Client.ResumeInstanceAsync(id);
        await Run.Client.RaiseEventAsync(id, "Go", "x");
        await Run.FinishAsync(id);

        await Run.Client.SuspendInstanceAsync(id);
        await Run.Client.ResumeInstanceAsync(id);
        await Run.Client.TerminateInstanceAsync(id);
        await Run.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus);
    }

    [Fact]
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

    [Fact]
    public async Task Restart_RunsAgainWithTheSameInput()
    {
        int runs = 0;
        Run.Orchestrator("Echo", c =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(c.GetInput<object>());
        });
        await Run.StartAsync();
        OrchestrationMetadata first = await Run.RunAsync("Echo", "input", "one");

        string same = await Run.Client.RestartAsync("one");
        string other = await Run.Client.RestartAsync("one", restartWithNewInstanceId: true);

        Assert.Equal("one", same);
        Assert.NotEqual("one", other);
        Assert.Equal(first.SerializedOutput, (await Run.FinishAsync(same)).SerializedOutput);
        Assert.Equal(first.SerializedOutput, (await Run.FinishAsync(other)).SerializedOutput);
        Assert.Equal(3, runs);
    }

    private void Wait() => Run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("Go"));
}

public sealed class ClientTestsInMemoryCached() : ClientTests(Setup.InMemoryCached);

public sealed class ClientTestsInMemoryUncached() : ClientTests(Setup.InMemoryUncached);

public sealed class ClientTestsSqliteCached() : ClientTests(Setup.SqliteCached);

public sealed class ClientTestsSqliteUncached() : ClientTests(Setup.SqliteUncached);
