using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>The everyday shapes of an orchestration.</summary>
public abstract class PatternTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(1)]
    public async Task Orchestration_WithoutAnything_CompletesWithNull()
    {
        Run.Orchestrator("Empty", _ => Task.FromResult<object?>(null));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Null(done.SerializedOutput);
        Assert.Equal(Run.Clock.GetUtcNow(), done.CreatedAt);
    }

    [Theory, Row(8)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activity_GetsItsInput_AndReturnsItsResult(bool isAsynchronous)
    {
        Run.Orchestrator("Greet", async c => await c.CallActivityAsync<string>("sayhello", c.GetInput<string>()));
        Run.Tasks.AddActivity("SayHello", async (call, _) =>
        {
            await (isAsynchronous ? Task.Delay(1, CancellationToken.None) : Task.CompletedTask);
            return $"Hello, {EngineRun.Converter.Deserialize<string>(call.Input)}";
        });
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("greet", "花子");

        Assert.Equal("Hello, 花子", done.ReadOutputAs<string>());
        Assert.Equal(1, Run.Log.Count(Logs.Orchestrations, 600));
        Assert.Equal(1, Run.Log.Count(Logs.Orchestrations, 601));
        Assert.Equal(1, Run.Log.Count(Logs.Activities, 603));
        Assert.Equal(1, Run.Log.Count(Logs.Activities, 604));
    }

    [Fact, Row(9)]
    public async Task Activities_InARow_KeepTheirState()
    {
        Run.Orchestrator("Chain", async c =>
        {
            int value = 0;
            for (int i = 0; i < 10; i++)
            {
                value = await c.CallActivityAsync<int>("PlusOne", value);
            }

            return value;
        });
        Run.Activity<int>("PlusOne", value => value + 1);
        await Run.StartAsync();

        Assert.Equal(10, (await Run.RunAsync("Chain")).ReadOutputAs<int>());
    }

    [Fact, Row(10)]
    public async Task Activities_SideBySide_AllReturn()
    {
        Run.Orchestrator("FanOut", async c =>
        {
            int[] all = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => c.CallActivityAsync<int>("Square", i)));
            return all.Sum();
        });
        Run.Activity<int>("Square", value => value * value);
        await Run.StartAsync();

        Assert.Equal(285, (await Run.RunAsync("FanOut")).ReadOutputAs<int>());
    }

    [Fact, Row(6)]
    public async Task IsReplaying_OverThreeEpisodes_IsTrueForWhatIsReplayed()
    {
        Run.Orchestrator("Replay", async c =>
        {
            List<bool> seen = [c.IsReplaying];
            await c.CallActivityAsync("Nothing");
            seen.Add(c.IsReplaying);
            await c.CallActivityAsync("Nothing");
            seen.Add(c.IsReplaying);
            return seen;
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();

        // An instance in memory goes on where it was: nothing is replayed (ADR 0007).
        bool[] expected = IsCached ? [false, false, false] : [true, true, false];
        Assert.Equal(expected, (await Run.RunAsync("Replay")).ReadOutputAs<List<bool>>()!);
    }

    [Fact]
    public async Task ReplaySafeLogger_OverManyReplays_SaysEachLineOnce()
    {
        Run.Orchestrator("Talk", async c =>
        {
            ILogger logger = c.CreateReplaySafeLogger("talk");
            for (int i = 0; i < 3; i++)
            {
                logger.Log(LogLevel.Information, default, i, null, (number, _) => $"line {number}");
                await c.CallActivityAsync("Nothing");
            }

            return null;
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();

        await Run.RunAsync("Talk");

        Assert.Equal(["line 0", "line 1", "line 2"], Run.Log.In("talk"));
    }

    [Fact, Row(7)]
    public async Task CurrentUtcDateTime_WithinOneEpisode_StandsStill()
    {
        Run.Orchestrator("Clock", async c =>
        {
            DateTime first = c.CurrentUtcDateTime;
            Run.Clock.Advance(TimeSpan.FromSeconds(1));
            DateTime second = c.CurrentUtcDateTime;
            await c.CallActivityAsync("Nothing");
            return new[] { first == second, c.CurrentUtcDateTime > second, c.CurrentUtcDateTime.Kind == DateTimeKind.Utc };
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();

        Assert.Equal([true, true, true], (await Run.RunAsync("Clock")).ReadOutputAs<List<bool>>()!);
    }

    [Fact, Row(16)]
    public async Task SubOrchestrations_OfItself_AddUp()
    {
        Run.Orchestrator("Sum", async c =>
        {
            int depth = c.GetInput<int>();
            return depth == 0 ? 0 : depth + await c.CallSubOrchestratorAsync<int>("Sum", depth - 1);
        });
        await Run.StartAsync();

        Assert.Equal(15, (await Run.RunAsync("Sum", 5)).ReadOutputAs<int>());
    }

    [Theory, Row(3)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SubOrchestration_KnowsItsParentAndKeepsItsTags(bool isRetried)
    {
        int failures = isRetried ? 1 : 0;
        TaskRetryOptions retry = new(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
        TaskOptions options = new(isRetried ? retry : null, new Dictionary<string, string> { ["shop"] = "tokyo" });
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Child", options.WithInstanceId("child-1")));
        Run.Orchestrator("Child", c => failures-- > 0
            ? throw new InvalidOperationException()
            : Task.FromResult<object?>($"{c.Parent!.Name}/{c.Parent.InstanceId}"));
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Parent", null, "parent-1");

        Assert.Equal("Parent/parent-1", done.ReadOutputAs<string>());
        Assert.Equal("tokyo", (await Run.Client.GetInstanceAsync("child-1"))!.Tags["shop"]);
    }

    [Fact, Row(19)]
    public async Task JsonNode_ThroughInputActivityAndOutput_StaysAsItIs()
    {
        Run.Orchestrator("Json", async c => await c.CallActivityAsync<JsonNode>("Echo", c.GetInput<JsonNode>()));
        Run.Activity<JsonNode>("Echo", node => node);
        await Run.StartAsync();
        JsonObject given = new() { ["名前"] = "花子", ["n"] = new JsonArray(1, 2.5, null) };

        OrchestrationMetadata done = await Run.RunAsync("Json", given);

        Assert.True(JsonNode.DeepEquals(given, done.ReadOutputAs<JsonNode>()));
    }

    [Fact]
    public async Task Nothing_WhereAValueIsAskedFor_IsItsDefault()
    {
        Run.Orchestrator("Defaults", async c => new[]
        {
            c.GetInput<int>(), await c.CallActivityAsync<int>("Nothing"), await c.CallSubOrchestratorAsync<int>("NoChild"),
        });
        Run.Orchestrator("NoChild", _ => Task.FromResult<object?>(null));
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();

        Assert.Equal([0, 0, 0], (await Run.RunAsync("Defaults")).ReadOutputAs<List<int>>()!);
    }

    [Fact, Row(2)]
    public async Task StartTags_AndVersion_AreKept()
    {
        Run.Orchestrator("Tagged", c => Task.FromResult<object?>($"{c.Version}:{c.CompareVersionTo("1.10")}"));
        await Run.StartAsync();

        string id = await Run.Client.ScheduleNewOrchestrationInstanceAsync("Tagged", null, new StartOrchestrationOptions
        {
            Tags = new Dictionary<string, string> { ["journey"] = "welcome" },
            Version = new TaskVersion("1.9"),
        });
        OrchestrationMetadata done = await Run.FinishAsync(id);

        Assert.Equal("1.9:-1", done.ReadOutputAs<string>());
        Assert.Equal("welcome", done.Tags["journey"]);
    }

    [Fact, Row(27)]
    public async Task ActivityTags_AreAccepted()
    {
        Run.Orchestrator("Tags", async c => await c.CallActivityAsync<int>(
            "One", null, new TaskOptions(tags: new Dictionary<string, string> { ["a"] = "b" })));
        Run.Activity<object>("One", _ => 1);
        await Run.StartAsync();

        Assert.Equal(1, (await Run.RunAsync("Tags")).ReadOutputAs<int>());
    }
}

public sealed class PatternTestsInMemoryCached() : PatternTests(Setup.InMemoryCached);

public sealed class PatternTestsInMemoryUncached() : PatternTests(Setup.InMemoryUncached);

public sealed class PatternTestsSqliteCached() : PatternTests(Setup.SqliteCached);

public sealed class PatternTestsSqliteUncached() : PatternTests(Setup.SqliteUncached);
