using System.Text.Json;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>What an orchestrator sees of a failed task, and what a client sees of a failed orchestration.</summary>
public abstract class FailureTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(30)]
    public async Task ActivityException_ReachesTheClientWithAllItsCauses()
    {
        Run.Orchestrator("Call", async c => await c.CallActivityAsync<string>("Boom"));
        Run.Activity<object>("Boom", _ => Throw(new InvalidOperationException("outer", new ArgumentException("inner"))));
        await Run.StartAsync();

        TaskFailureDetails failure = (await Run.RunAsync("Call")).FailureDetails!;

        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.ErrorType);
        Assert.Equal("Task 'Boom' (#0) failed with an unhandled exception: outer", failure.ErrorMessage);
        Assert.Equal("System.InvalidOperationException", failure.InnerFailure!.ErrorType);
        Assert.Contains(nameof(Throw), failure.InnerFailure.StackTrace, StringComparison.Ordinal);
        Assert.Equal("inner", failure.InnerFailure.InnerFailure!.ErrorMessage);
        Assert.Null(failure.InnerFailure.InnerFailure.InnerFailure);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(1_000)]
    public async Task LongChainOfCauses_FailsItsInstanceAlone(int causes)
    {
        Run.Orchestrator("Call", async c => await c.CallActivityAsync<string>("Boom"));
        Run.Activity<object>("Boom", _ => throw Enumerable.Range(0, causes).Aggregate(new IOException("0"), (e, i) => new IOException($"{i + 1}", e)));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Call");

        Assert.Null(Run.Engine.Fault);
        Assert.Equal($"{causes}", done.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal($"{causes - 1}", done.FailureDetails.InnerFailure.InnerFailure!.ErrorMessage);
    }

    [Fact, Row(31)]
    public async Task OrchestratorException_FailsWithTypeMessageAndCause()
    {
        string text = new('あ', 20_000);
        Run.Orchestrator("Throw", _ => throw new InvalidOperationException(text, new TimeoutException("cause")));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Throw");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal(("System.InvalidOperationException", text), (done.FailureDetails!.ErrorType, done.FailureDetails.ErrorMessage));
        Assert.Equal("System.TimeoutException", done.FailureDetails.InnerFailure!.ErrorType);
        Assert.Equal($"System.InvalidOperationException: {text}", done.SerializedOutput);
        Assert.Throws<JsonException>(() => done.ReadOutputAs<string>()); // a text, not JSON
        Assert.Equal(1, Run.Log.Count("Microsoft.DurableTask.Worker.Orchestrations", 602));
    }

    [Fact, Row(22)]
    public async Task CaughtFailure_IsKnownByItsTypeAndBaseType()
    {
        Run.Orchestrator("Catch", async c =>
        {
            TaskFailedException e = await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Boom"));
            TaskFailureDetails f = e.FailureDetails;
            return new[]
            {
                f.IsCausedBy<ArgumentNullException>(), f.IsCausedBy<ArgumentException>(), f.IsCausedBy<Exception>(), f.IsCausedBy<TimeoutException>(),
            };
        });
        Run.Activity<object>("Boom", _ => throw new ArgumentNullException("x", "none"));
        await Run.StartAsync();

        Assert.Equal([true, true, true, false], (await Run.RunAsync("Catch")).ReadOutputAs<List<bool>>()!);
    }

    [Fact, Row(42)]
    public async Task ChildFailure_KeepsTheWholeChain()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Child"));
        Run.Orchestrator("Child", async c => await c.CallActivityAsync<string>("Boom"));
        Run.Activity<object>("Boom", _ => throw new InvalidOperationException("first", new TimeoutException("last")));
        await Run.StartAsync();

        TaskFailureDetails failure = (await Run.RunAsync("Parent")).FailureDetails!;

        Assert.Equal(
            ["Microsoft.DurableTask.TaskFailedException", "Microsoft.DurableTask.TaskFailedException", "System.InvalidOperationException", "System.TimeoutException"],
            Chain(failure).Select(f => f.ErrorType));
    }

    [Theory, Row(41)]
    [InlineData("Activity", false, "ActivityTaskNotFound")]
    [InlineData("Activity", true, "ActivityTaskNotFound")]
    [InlineData("Child", false, "OrchestratorTaskNotFound")]
    [InlineData("Child", true, "OrchestratorTaskNotFound")]
    public async Task UnknownTask_IsNotRetried(string kind, bool byPolicy, string errorType)
    {
        int asked = 0;
        bool Ask() => Interlocked.Increment(ref asked) < 5;
        TaskOptions options = byPolicy
            ? TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = _ => Ask() })
            : TaskOptions.FromRetryHandler(_ => Ask());
        Run.Orchestrator("Unknown", async c => kind == "Activity"
            ? await c.CallActivityAsync<string>("NoSuch", options)
            : await c.CallSubOrchestratorAsync<string>("NoSuch", options));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Unknown");

        Assert.Equal(errorType, done.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(0, asked);
        Assert.Single(Run.Store.ReadHistory(done.InstanceId).OfType<HistoryEvent.Decision>());
    }

    [Fact]
    public async Task UnknownOrchestrator_FailsAtOnce()
    {
        await Run.StartAsync();
        Assert.Equal("OrchestratorTaskNotFound", (await Run.RunAsync("NoSuch")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task WhenAll_OverTwoFailures_RunsBothAndThrowsTheFirst()
    {
        int ran = 0;
        Run.Options = Run.Options with { ActivitiesMax = 1 }; // the order of scheduling is then the order of failing
        Run.Orchestrator("Both", async c =>
        {
            await Task.WhenAll(c.CallActivityAsync("Boom", "a"), c.CallActivityAsync("Boom", "b"));
            return null;
        });
        Run.Activity<string>("Boom", name =>
        {
            Interlocked.Increment(ref ran);
            throw new InvalidOperationException(name);
        });
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Both");

        Assert.Equal(2, ran);
        Assert.Equal("a", done.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task TerminatedChild_FailsItsParentWithoutDetails()
    {
        Run.Orchestrator("Parent", async c =>
        {
            TaskFailedException e = await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync(
                "Child", new SubOrchestrationOptions(instanceId: "child")));
            return $"{e.FailureDetails is null} {e.Message}";
        });
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("Never"));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Parent");

        await Run.Client.TerminateInstanceAsync("child");

        Assert.Equal("True Task 'Child' (#0) failed with an unhandled exception.", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task TerminatedChild_ThatNobodyCatches_FailsItsParentToo()
    {
        SubOrchestrationOptions options = new(instanceId: "child");
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Child", options));
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("Never"));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Parent");

        await Run.Client.TerminateInstanceAsync("child");

        TaskFailureDetails failure = (await Run.FinishAsync(id)).FailureDetails!;
        Assert.Equal(("Microsoft.DurableTask.TaskFailedException", null), (failure.ErrorType, failure.InnerFailure));
    }

    [Fact]
    public async Task ChildWithAnIdThatRuns_FailsTheCall()
    {
        Run.Orchestrator("Parent", async c => (await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync(
            "Child", new SubOrchestrationOptions(instanceId: "child")))).FailureDetails.ErrorType);
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("Never"));
        await Run.StartAsync();
        await Run.BeginAsync("Child", null, "child");

        Assert.Equal("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", (await Run.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task OptionsAsInput_AreRefused()
    {
        Run.Orchestrator("Mixed", async c =>
        {
            await Assert.ThrowsAsync<ArgumentException>(() => c.CallActivityAsync<int>("One", (object)new TaskOptions()));
            await Assert.ThrowsAsync<ArgumentException>(
                () => c.CallSubOrchestratorAsync<int>("One", (object)new SubOrchestrationOptions()));
            return "refused";
        });
        await Run.StartAsync();

        Assert.Equal("refused", (await Run.RunAsync("Mixed")).ReadOutputAs<string>());
    }

    private static object Throw(Exception exception) => throw exception;

    private static IEnumerable<TaskFailureDetails> Chain(TaskFailureDetails failure)
    {
        for (TaskFailureDetails? f = failure; f is not null; f = f.InnerFailure)
        {
            yield return f;
        }
    }
}

public sealed class FailureTestsInMemoryCached() : FailureTests(Setup.InMemoryCached);

public sealed class FailureTestsInMemoryUncached() : FailureTests(Setup.InMemoryUncached);

public sealed class FailureTestsSqliteCached() : FailureTests(Setup.SqliteCached);

public sealed class FailureTestsSqliteUncached() : FailureTests(Setup.SqliteUncached);
