using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Activities that end in unusual ways.</summary>
public sealed class ActivityStopTests
{
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
