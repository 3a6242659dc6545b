using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Which ids a new instance may have.</summary>
public abstract class StartTests(Setup setup) : EngineSuite(setup)
{
    [Theory]
    [InlineData(new string[0], "Running", true)]
    [InlineData(new[] { "Running" }, "Running", false)]
    [InlineData(new[] { "completed", "RUNNING" }, "Running", false)]
    [InlineData(new[] { "Completed" }, "Running", true)]
    [InlineData(null, "Running", false)]
    [InlineData(null, "Completed", true)]
    [InlineData(new[] { "Completed" }, "Completed", false)]
    [InlineData(new[] { "Failed" }, "Completed", true)]
    [InlineData(new[] { "Failed" }, "Failed", false)]
    public async Task TakenId_IsReplacedOrRefusedByStatus(string[]? dedupe, string status, bool isReplaced)
    {
        Run.Orchestrator("State", async c => c.GetInput<string>() switch
        {
            "Running" => await c.WaitForExternalEvent<string>("Never"),
            "Failed" => throw new InvalidOperationException(),
            string other => other,
            _ => null,
        });
        await Run.StartAsync();
        await Run.BeginAsync("State", status, "taken");
        StartOrchestrationOptions options = new("taken") { DedupeStatuses = dedupe };

        if (isReplaced)
        {
            await Run.Client.ScheduleNewOrchestrationInstanceAsync("State", "new", options);
            Assert.Equal("new", (await Run.FinishAsync("taken")).ReadOutputAs<string>());
        }
        else
        {
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
                () => Run.Client.ScheduleNewOrchestrationInstanceAsync("State", "new", options));
        }
    }

    [Fact]
    public async Task DedupeStatusThatIsNone_IsRefused()
    {
        await Run.StartAsync();
        StartOrchestrationOptions options = new("x") { DedupeStatuses = ["Sleeping"] };

        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, options));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("@a")]
    [InlineData("")]
    [InlineData("a\u0001b")]
    public async Task UnusableId_IsRefused(string id)
    {
        await Run.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, new StartOrchestrationOptions(id)));
    }

    /// <remarks>Not a case of the theory: attributes cannot hold it.</remarks>
    [Fact]
    public async Task IdWithHalfACharacter_IsRefused()
    {
        Run.Orchestrator("Any", _ => Task.FromResult<object?>(null));
        await Run.StartAsync();
        StartOrchestrationOptions half = new("a\ud83d");
        StartOrchestrationOptions whole = new("a\ud83d\ude00");

        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, half));
        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, whole);

        Assert.True((await Run.FinishAsync(id)).IsCompleted);
    }
}

public sealed class StartTestsInMemoryCached() : StartTests(Setup.InMemoryCached);

public sealed class StartTestsSqliteUncached() : StartTests(Setup.SqliteUncached);
