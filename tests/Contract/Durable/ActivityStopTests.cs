using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Activities that end in unusual ways.</summary>
public sealed class ActivityStopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ActivityThatFailsBecauseOfTheStop_RunsAgainAfterTheStart()
    {
        await using EngineRun run = new(Setup.SqliteCached);
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int runs = 0;
        run.Orchestrator("Call", async c => await c.CallActivityAsync<string>("Fetch"));
        run.Tasks.AddActivity("Fetch", async (_, token) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
            {
                return "fetched";
            }

            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The connection was closed."); // so some libraries say that they were cancelled
        });
        await run.StartAsync();
        string id = await run.Client.ScheduleNewOrchestrationInstanceAsync("Call");
        await entered.Task.WaitAsync(Limit);

        await run.RestartAsync();

        Assert.Equal("fetched", (await run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ExceptionThatCannotBeRead_FailsItsActivityAlone()
    {
        await using EngineRun run = new(Setup.InMemoryCached);
        run.Options = run.Options with { ActivitiesMax = 1 };
        run.Orchestrator("Call", async c => await c.CallActivityAsync<string>(c.GetInput<string>()!));
        run.Activity<object>("Bad", _ => throw new UnreadableException());
        run.Activity<object>("Good", _ => "good");
        await run.StartAsync();

        OrchestrationMetadata bad = await run.RunAsync("Call", "Bad");
        OrchestrationMetadata good = await run.RunAsync("Call", "Good");

        Assert.Equal(typeof(UnreadableException).FullName, bad.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("good", good.ReadOutputAs<string>());
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
