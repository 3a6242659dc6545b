using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>A suspended instance records what happens and goes on with it when it is resumed.</summary>
public abstract class SuspensionTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(59)]
    public async Task Suspended_RecordsAndRunsOnlyWhenResumed()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        await Run.Client.SuspendInstanceAsync(id, "holiday");
        await Run.Client.RaiseEventAsync(id, "Go", "meanwhile");
        await Run.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Run.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Run.Client.ResumeInstanceAsync(id, "work");

        Assert.Equal("meanwhile", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Theory, Row(59)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResultsTimersAndEvents_WhileSuspended_AreTakenInTheirOrderWhenResumed(bool isRestarted)
    {
        TaskCompletionSource<object?> activity = new();
        List<string> after = [];
        Run.Options = Run.Options with { ActivitiesMax = 1 }; // so that the order of calls is the order of runs
        Run.Orchestrator("Three", async c =>
        {
            await Task.WhenAll(
                ThenAsync(c, c.WaitForExternalEvent<string>("Go"), "event"),
                ThenAsync(c, c.CallActivityAsync("Slow"), "activity"),
                ThenAsync(c, c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None), "timer"));
            return c.CurrentUtcDateTime;
        });
        Run.Tasks.AddActivity("Slow", (_, _) => activity.Task);
        Run.Activity<string>("After", what =>
        {
            after.Add(what);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync("Three");
        await Run.Client.WaitForInstanceStartAsync(id);
        await Run.Client.SuspendInstanceAsync(id);
        await Eventually.TrueAsync(() => Run.Store.Find(id)!.Status == OrchestrationRuntimeStatus.Suspended, "the instance is suspended");

        activity.SetResult(null);
        await Run.SettleAsync();
        Run.Clock.Advance(TimeSpan.FromHours(1));
        await Run.SettleAsync();
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();
        if (isRestarted)
        {
            await Run.RestartAsync();
        }

        Run.Clock.Advance(TimeSpan.FromHours(2));
        await Run.SettleAsync();
        Assert.Empty(after);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Run.Client.ResumeInstanceAsync(id);
        OrchestrationMetadata done = await Run.FinishAsync(id);

        Assert.Equal(["activity", "timer", "event"], after);
        Assert.Equal(done.CreatedAt.AddHours(3).UtcDateTime, done.ReadOutputAs<DateTime>());
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

    [Fact, Row(60)]
    public async Task SuspendedTwice_NeedsOneResumption()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");

        await Run.Client.SuspendInstanceAsync(id);
        await Run.Client.SuspendInstanceAsync(id);
        await Run.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Run.Client.ResumeInstanceAsync(id);
        await Run.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
    }

    [Fact, Row(60)]
    public async Task SteeringInTheWrongState_HasNoEffect()
    {
        Wait();
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");
        await Run.Client.ResumeInstanceAsync(id);
        await Run.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
        await Run.Client.RaiseEventAsync(id, "Go", "x");
        await Run.FinishAsync(id);

        await Run.Client.SuspendInstanceAsync(id);
        await Run.Client.ResumeInstanceAsync(id);
        await Run.Client.TerminateInstanceAsync(id);
        await Run.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(id));
        Assert.Empty(Run.Store.ReadPending().Messages);
    }

    private static async Task ThenAsync(TaskOrchestrationContext context, Task task, string what)
    {
        await task;
        await context.CallActivityAsync("After", what);
    }

    private void Wait() => Run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("Go"));

    private async Task<OrchestrationRuntimeStatus> StatusAsync(string id) => (await Run.Client.GetInstanceAsync(id))!.RuntimeStatus;
}

public sealed class SuspensionTestsInMemoryCached() : SuspensionTests(Setup.InMemoryCached);

public sealed class SuspensionTestsInMemoryUncached() : SuspensionTests(Setup.InMemoryUncached);

public sealed class SuspensionTestsSqliteCached() : SuspensionTests(Setup.SqliteCached);

public sealed class SuspensionTestsSqliteUncached() : SuspensionTests(Setup.SqliteUncached);
