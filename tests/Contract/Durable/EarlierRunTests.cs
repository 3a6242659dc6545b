using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>What still comes in for an earlier run of the same instance id must not reach the present one.</summary>
public abstract class EarlierRunTests(Setup setup) : EngineSuite(setup)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ActivityOfATerminatedRun_DoesNotAnswerTheNextOne()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<object?> late = new();
        TaskCompletionSource<object?> own = new();
        int calls = 0;
        Run.Orchestrator("Call", async c => await c.CallActivityAsync<string>("Slow"));
        Run.Tasks.AddActivity("Slow", (_, _) =>
        {
            Task<object?> mine = Interlocked.Increment(ref calls) == 1 ? late.Task : own.Task;
            entered.TrySetResult();
            return mine;
        });
        await Run.StartAsync();
        await StartAsync("Call");
        await entered.Task.WaitAsync(Limit);
        await Run.Client.TerminateInstanceAsync("same");
        await Run.Client.WaitForInstanceCompletionAsync("same").WaitAsync(Limit);

        await StartAsync("Call");
        late.SetResult("late");
        own.SetResult("own");

        Assert.Equal("own", (await Run.FinishAsync("same")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ChildOfATerminatedParent_DoesNotAnswerTheNextOne()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>(
            "Child", null, new SubOrchestrationOptions(instanceId: $"child-{c.GetInput<int>()}")));
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("Go"));
        await Run.StartAsync();
        await Run.BeginAsync("Parent", 1, "same");
        await Run.Client.TerminateInstanceAsync("same");
        await Run.SettleAsync();
        await Run.BeginAsync("Parent", 2, "same");

        await Run.Client.RaiseEventAsync("child-1", "Go", "late");
        await Run.SettleAsync();
        Assert.True((await Run.Client.GetInstanceAsync("same"))!.IsRunning);
        await Run.Client.RaiseEventAsync("child-2", "Go", "own");

        Assert.Equal("own", (await Run.FinishAsync("same")).ReadOutputAs<string>());
        Assert.Empty(Run.Store.ReadPending().Messages);
    }

    [Fact]
    public async Task TimerOfATerminatedRun_DoesNotFireInTheNextOne()
    {
        Run.Orchestrator("Wait", async c =>
        {
            await c.CreateTimer(TimeSpan.FromHours(c.GetInput<int>()), CancellationToken.None);
            return null;
        });
        await Run.StartAsync();
        await Run.BeginAsync("Wait", 1, "same");
        await Run.Client.TerminateInstanceAsync("same");
        await Run.SettleAsync();
        await Run.BeginAsync("Wait", 2, "same");

        Run.Clock.Advance(TimeSpan.FromHours(1));
        await Run.SettleAsync();
        Assert.True((await Run.Client.GetInstanceAsync("same"))!.IsRunning);
        Run.Clock.Advance(TimeSpan.FromHours(1));
        await Run.SettleAsync();

        Assert.True((await Run.Client.GetInstanceAsync("same"))!.IsCompleted);
    }

    [Fact]
    public async Task RunThatIsReplaced_TellsItsParentThatItEnded()
    {
        Run.Orchestrator("Parent", async c =>
            (await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "same")))).TaskName);
        Run.Orchestrator("Child", async c => await c.WaitForExternalEvent<string>("Go"));
        await Run.StartAsync();
        string parent = await Run.BeginAsync("Parent");

        await Run.Client.ScheduleNewOrchestrationInstanceAsync("Child", null, new StartOrchestrationOptions("same") { DedupeStatuses = [] });

        Assert.Equal("Child", (await Run.FinishAsync(parent)).ReadOutputAs<string>());
        Assert.Null((await Run.Client.GetInstanceAsync("same"))!.FailureDetails);
    }

    private Task<string> StartAsync(string name) =>
        Run.Client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions("same"));
}

public sealed class EarlierRunTestsInMemoryCached() : EarlierRunTests(Setup.InMemoryCached);

public sealed class EarlierRunTestsSqliteUncached() : EarlierRunTests(Setup.SqliteUncached);
