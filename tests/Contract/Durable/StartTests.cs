using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Which ids a new instance may have.</summary>
public abstract class StartTests(Setup setup) : EngineSuite(setup)
{
    [Theory, Row(55, 56, 57)]
    [InlineData(new string[0], "Running", true)]
    [InlineData(new[] { "Running" }, "Running", false)]
    [InlineData(new[] { "completed", "RUNNING" }, "Running", false)]
    [InlineData(new[] { "Completed" }, "Running", true)]
    [InlineData(null, "Running", false)]
    [InlineData(null, "Completed", true)]
    [InlineData(new[] { "Completed" }, "Completed", false)]
    [InlineData(new[] { "Failed" }, "Completed", true)]
    [InlineData(new[] { "Failed" }, "Failed", false)]
    [InlineData(new[] { "Completed", "Failed", "Terminated" }, "Failed", false)]
    [InlineData(new[] { "Completed", "Terminated" }, "Failed", true)]
    [InlineData(null, "Failed", true)]
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

    [Fact, Row(58)]
    public async Task FreeId_WithAListOfStatuses_IsTaken()
    {
        Run.Orchestrator("Any", _ => Task.FromResult<object?>("ran"));
        await Run.StartAsync();
        StartOrchestrationOptions options = new("free") { DedupeStatuses = ["Running", "Completed", "Failed", "Terminated", "Pending"] };

        Assert.Equal("free", await Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, options));
        Assert.Equal("ran", (await Run.FinishAsync("free")).ReadOutputAs<string>());
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, options));
    }

    [Theory, Row(76)]
    [InlineData("Sleeping")]
    [InlineData("")]
    [InlineData("ContinuedAsNew")] // no instance is ever seen in it
    [InlineData("Running", "Sleeping")]
    public async Task DedupeStatusThatIsNone_IsRefused(params string[] statuses)
    {
        await Run.StartAsync();
        StartOrchestrationOptions options = new("x") { DedupeStatuses = statuses };

        await Assert.ThrowsAsync<ArgumentException>(() => Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, options));
        Assert.Null(await Run.Client.GetInstanceAsync("x"));
    }

    [Theory]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a#b", false)]
    [InlineData("a?b", false)]
    [InlineData("@a", false)]
    [InlineData("a@", true)]
    [InlineData("", false)]
    [InlineData("a", true)]
    [InlineData("a\u0001b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\u0085b", false)]
    [InlineData("注文:1 % & + ' \"", true)]
    public async Task Id_OfTheseCharacters_IsTakenOrRefused(string id, bool isTaken)
    {
        Run.Orchestrator("Any", c => Task.FromResult<object?>(c.InstanceId));
        await Run.StartAsync();
        Task<string> start = Run.Client.ScheduleNewOrchestrationInstanceAsync("Any", null, new StartOrchestrationOptions(id));

        if (isTaken)
        {
            Assert.Equal(id, (await Run.FinishAsync(await start)).ReadOutputAs<string>());
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => start);
        }
    }

    [Fact]
    public async Task Id_OfMoreThan100Characters_IsRefused()
    {
        Run.Orchestrator("Any", _ => Task.FromResult<object?>(null));
        await Run.StartAsync();

        await Run.RunAsync("Any", null, new string('a', 100));
        await Assert.ThrowsAsync<ArgumentException>(() => Run.RunAsync("Any", null, new string('a', 101)));
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

public sealed class StartTestsInMemoryUncached() : StartTests(Setup.InMemoryUncached);

public sealed class StartTestsSqliteCached() : StartTests(Setup.SqliteCached);

public sealed class StartTestsSqliteUncached() : StartTests(Setup.SqliteUncached);
