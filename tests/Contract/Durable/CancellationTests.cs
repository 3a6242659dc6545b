using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Cancellations that nobody caught.</summary>
public abstract class CancellationTests(Setup setup) : EngineSuite(setup)
{
    [Theory, Row(78)]
    [InlineData("wait", "System.Threading.Tasks.TaskCanceledException")]
    [InlineData("timer", "System.Threading.Tasks.TaskCanceledException")]
    [InlineData("token", "System.OperationCanceledException")]
    [InlineData("throw", "System.OperationCanceledException")]
    public async Task CancellationThatEscapes_FailsItsInstanceOnce_AndNoOther(string way, string errorType)
    {
        Run.Orchestrator("Cancel", async c =>
        {
            await c.CallActivityAsync("Nothing");
            CancellationToken cancelled = new(canceled: true);
            switch (way)
            {
                case "wait":
                    return await c.WaitForExternalEvent<string>("E", TimeSpan.FromSeconds(1));
                case "timer":
                    await c.CreateTimer(TimeSpan.FromSeconds(1), cancelled);
                    return null;
                case "token":
                    cancelled.ThrowIfCancellationRequested();
                    return null;
                default:
                    throw new OperationCanceledException("escaped");
            }
        });
        Run.Orchestrator("Fine", async c => await c.WaitForExternalEvent<string>("Go"));
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();
        string other = await Run.BeginAsync("Fine");

        OrchestrationMetadata done = await Run.RunAsync("Cancel");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, errorType), (done.RuntimeStatus, done.FailureDetails!.ErrorType));
        Assert.Equal(1, Run.Log.Count(Logs.Orchestrations, 602));
        await Run.Client.RaiseEventAsync(other, "Go", "fine");
        Assert.Equal("fine", (await Run.FinishAsync(other)).ReadOutputAs<string>());
        Assert.Null(Run.Engine.Fault);
    }

    [Fact]
    public async Task ActivityThatCancelsItself_Fails()
    {
        Run.Orchestrator("Call", async c =>
            (await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Cancel"))).FailureDetails.ErrorType);
        Run.Activity<object>("Cancel", _ => throw new OperationCanceledException());
        await Run.StartAsync();

        Assert.Equal("System.OperationCanceledException", (await Run.RunAsync("Call")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ChildThatWasCancelled_FailsItsParentsCall()
    {
        Run.Orchestrator("Parent", async c =>
        {
            TaskFailedException thrown = await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync("Child"));
            return thrown.FailureDetails.IsCausedBy<OperationCanceledException>();
        });
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("E", TimeSpan.FromSeconds(1)));
        await Run.StartAsync();

        Assert.True((await Run.RunAsync("Parent")).ReadOutputAs<bool>());
    }
}

public sealed class CancellationTestsInMemoryCached() : CancellationTests(Setup.InMemoryCached);

public sealed class CancellationTestsInMemoryUncached() : CancellationTests(Setup.InMemoryUncached);

public sealed class CancellationTestsSqliteCached() : CancellationTests(Setup.SqliteCached);

public sealed class CancellationTestsSqliteUncached() : CancellationTests(Setup.SqliteUncached);
