using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Times and ids, which code gets again when it is replayed.</summary>
public abstract class RepeatedValueTests(Setup setup) : EngineSuite(setup)
{
    private static readonly DateTime Begun = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact, Row(7)]
    public async Task CurrentUtcDateTime_IsWhatTheActivityWasGiven_AndMovesOnWithIt()
    {
        Run.Orchestrator("Clock", async c =>
        {
            DateTime first = c.CurrentUtcDateTime;
            DateTime echoOfFirst = await c.CallActivityAsync<DateTime>("Echo", first);
            DateTime second = c.CurrentUtcDateTime;
            DateTime echoOfSecond = await c.CallActivityAsync<DateTime>("Echo", second);
            return new[] { first, echoOfFirst, second, echoOfSecond, c.CurrentUtcDateTime };
        });
        Run.Activity<DateTime>("Echo", time =>
        {
            Run.Clock.Advance(TimeSpan.FromSeconds(1));
            return time;
        });
        await Run.StartAsync();

        List<DateTime> times = (await Run.RunAsync("Clock")).ReadOutputAs<List<DateTime>>()!;

        Assert.Equal([Begun, Begun, Begun.AddSeconds(1), Begun.AddSeconds(1), Begun.AddSeconds(2)], times);
        Assert.All(times, t => Assert.Equal(DateTimeKind.Utc, t.Kind));
    }

    [Fact, Row(18)]
    public async Task NewGuids_AreOfVersion5_AllDifferent_AndTheSameOnReplay()
    {
        Run.Orchestrator("Ids", async c =>
        {
            Guid first = c.NewGuid();
            Guid second = c.NewGuid();
            Guid echo = await c.CallActivityAsync<Guid>("Echo", second);
            Guid third = c.NewGuid();
            return new[] { first, second, third, echo, await c.CallActivityAsync<Guid>("Echo", third) };
        });
        Run.Activity<Guid>("Echo", id => id);
        await Run.StartAsync();

        List<Guid> ids = (await Run.RunAsync("Ids")).ReadOutputAs<List<Guid>>()!;

        Assert.Equal(ids[1..3], ids[3..]);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((5, 0b10), (id.Version, id.Variant >> 2)));
    }

    /// <summary>Expected: uuid5 of <c>order-1_2026-01-02T03:04:05.0000000Z_0</c>, <c>_1</c>, <c>_2</c>, as another library computes
    /// it.</summary>
    [Fact, Row(81)]
    public async Task NewGuids_AndIdsOfChildren_CountOnOverEpisodes()
    {
        Run.Orchestrator("Ids", async c =>
        {
            Guid first = c.NewGuid();
            string child = await c.CallSubOrchestratorAsync<string>("Child");
            return $"{first} {child} {c.NewGuid()}";
        });
        Run.Orchestrator("Child", c => Task.FromResult<object?>(c.InstanceId));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Ids", null, "order-1");

        Assert.Equal(
            "0bfcc0a8-1ad1-5e19-a8b2-67bffb596299 efad4dde476b5c1490e8b07e340b0682 185ff8ee-b532-5d48-88c0-81052ff53b3b",
            done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Generation_HasAnExecutionIdOfItsOwn_AndCountsItsGuidsAnew()
    {
        HashSet<string> executions = [];
        Run.Orchestrator("Loop", async c =>
        {
            Guid id = c.NewGuid();
            await c.CallActivityAsync("Note");
            c.ContinueAsNew(c.GetInput<int>() + 1);
            return c.GetInput<int>() < 3 ? null : throw new InvalidOperationException($"{id}");
        });
        Run.Activity<object>("Note", _ => executions.Add(Run.Store.Find("order-1")!.ExecutionId));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Loop", 1, "order-1");

        Assert.Equal(3, executions.Count);
        Assert.Equal("0bfcc0a8-1ad1-5e19-a8b2-67bffb596299", done.FailureDetails!.ErrorMessage);
    }
}

public sealed class RepeatedValueTestsInMemoryCached() : RepeatedValueTests(Setup.InMemoryCached);

public sealed class RepeatedValueTestsInMemoryUncached() : RepeatedValueTests(Setup.InMemoryUncached);

public sealed class RepeatedValueTestsSqliteCached() : RepeatedValueTests(Setup.SqliteCached);

public sealed class RepeatedValueTestsSqliteUncached() : RepeatedValueTests(Setup.SqliteUncached);
