using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An instance whose history this version cannot read.</summary>
public sealed class UnreadableTests
{
    [Fact]
    public async Task RunThatReplacesAnUnreadableOne_Runs()
    {
        FaultyStore? faulty = null;
        await using EngineRun run = new(Setup.InMemoryUncached, s => faulty = new FaultyStore(s, isTemporary: false));
        run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("E"));
        run.Orchestrator("Answer", _ => Task.FromResult<object?>("ran"));
        await run.StartAsync();
        await run.BeginAsync("Wait", null, "same");
        faulty!.Unreadable = "same";
        await run.Client.RaiseEventAsync("same", "E", "lost");
        await run.SettleAsync();

        await run.Client.ScheduleNewOrchestrationInstanceAsync(
            "Answer", null, new StartOrchestrationOptions("same") { DedupeStatuses = [] });

        Assert.Equal("ran", (await run.FinishAsync("same")).ReadOutputAs<string>());
    }
}
