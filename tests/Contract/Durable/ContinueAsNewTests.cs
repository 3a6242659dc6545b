using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Continuing as new: what goes over into the next generation.</summary>
public abstract class ContinueAsNewTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(14, 68)]
    public async Task Loop_OfTenGenerations_EndsWithTheLast()
    {
        Run.Orchestrator("Loop", async c =>
        {
            int turn = c.GetInput<int>();
            await c.CallActivityAsync("Nothing");
            await c.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            if (turn < 10)
            {
                c.ContinueAsNew(turn + 1);
                return "ignored";
            }

            return turn;
        });
        Run.Activity<object>("Nothing", _ => null);
        await Run.StartAsync();
        DateTimeOffset begun = Run.Clock.GetUtcNow();

        OrchestrationMetadata done = await Run.RunAsync("Loop", 1);

        Assert.Equal(10, done.ReadOutputAs<int>());
        Assert.Equal(10, done.ReadInputAs<int>());
        Assert.Equal(begun.AddMinutes(10), Run.Clock.GetUtcNow());
        Assert.True(Run.Store.ReadHistory(done.InstanceId).Count < 15, "The history begins anew.");
    }

    [Theory, Row(20)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KeptEvents_GoOverIfTheyArePreserved(bool preserve)
    {
        Run.Orchestrator("Keep", async c =>
        {
            if (c.GetInput<int>() == 0)
            {
                await c.WaitForExternalEvent<string>("Go");
                c.ContinueAsNew(1, preserve);
                return null;
            }

            List<int> got = [];
            while (got.Count < 4)
            {
                got.Add(await c.WaitForExternalEvent<int>("E"));
                if (got[^1] == 9)
                {
                    break;
                }
            }

            return got;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Keep", 0);
        for (int i = 1; i <= 3; i++)
        {
            await Run.Client.RaiseEventAsync(id, "E", i);
        }

        await Run.SettleAsync();
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();
        await Run.Client.RaiseEventAsync(id, "E", 9);

        Assert.Equal(preserve ? [1, 2, 3, 9] : [9], (await Run.FinishAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Theory, Row(75)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EventAfterTheCall_GoesOverInAnyCase(bool preserve)
    {
        Run.Orchestrator("Late", async c =>
        {
            if (c.GetInput<int>() == 0)
            {
                _ = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None); // holds back the end
                c.ContinueAsNew(1, preserve);
                return null;
            }

            return await c.WaitForExternalEvent<string>("E");
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Late", 0);

        await Run.Client.RaiseEventAsync(id, "E", "late");
        await Run.SettleAsync();
        Assert.True((await Run.Client.GetInstanceAsync(id))!.IsRunning);

        Assert.Equal("late", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task NextGeneration_IsTheSameRunForItsClients()
    {
        Run.Orchestrator("Wait", async c =>
        {
            string text = await c.WaitForExternalEvent<string>("Go");
            if (c.GetInput<int>() < 2)
            {
                c.ContinueAsNew(c.GetInput<int>() + 1);
            }

            return text;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait", 1);
        Task<OrchestrationMetadata> ending = Run.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        await Run.Client.RaiseEventAsync(id, "Go", "first");
        await Run.SettleAsync();
        OrchestrationMetadata second = (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal((OrchestrationRuntimeStatus.Running, 2), (second.RuntimeStatus, second.ReadInputAs<int>()));
        Assert.False(ending.IsCompleted);
        await Run.Client.RaiseEventAsync(id, "Go", "second");

        Assert.Equal("second", (await ending.WaitAsync(TimeSpan.FromSeconds(60))).ReadOutputAs<string>());
    }

    [Fact, Row(80)]
    public async Task LastCall_Wins()
    {
        Run.Orchestrator("Last", c =>
        {
            if (c.GetInput<string>() == "1")
            {
                c.ContinueAsNew("2");
                c.ContinueAsNew("3");
            }

            return Task.FromResult<object?>(c.GetInput<string>());
        });
        await Run.StartAsync();

        Assert.Equal("3", (await Run.RunAsync("Last", "1")).ReadOutputAs<string>());
    }

    [Fact, Row(80)]
    public async Task ThrowingAfterTheCall_Fails()
    {
        Run.Orchestrator("Throw", c =>
        {
            c.ContinueAsNew(1);
            throw new InvalidOperationException("after all");
        });
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Throw", 0);

        Assert.Equal("System.InvalidOperationException: after all", done.SerializedOutput);
    }

    [Fact, Row(15)]
    public async Task NewVersion_IsThatOfTheNextGeneration()
    {
        Run.Orchestrator("Version", c =>
        {
            if (c.Version == "2")
            {
                return Task.FromResult<object?>(c.Version + c.GetInput<string>());
            }

            c.ContinueAsNew(new ContinueAsNewOptions { NewInput = "!", NewVersion = "2" });
            return Task.FromResult<object?>(null);
        });
        await Run.StartAsync();

        Assert.Equal("2!", (await Run.RunAsync("Version")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task TagsParentAndIds_StayTheSame_GuidsBeginAnew()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Child", 0, new SubOrchestrationOptions(
            new TaskOptions(tags: new Dictionary<string, string> { ["k"] = "v" }), "child")));
        Run.Orchestrator("Child", c =>
        {
            if (c.GetInput<int>() == 0)
            {
                c.ContinueAsNew(1);
            }

            return Task.FromResult<object?>($"{c.InstanceId} {c.Parent!.InstanceId} {c.NewGuid()}");
        });
        await Run.StartAsync();

        string output = (await Run.RunAsync("Parent", null, "parent")).ReadOutputAs<string>()!;

        OrchestrationMetadata child = (await Run.Client.GetInstanceAsync("child"))!;
        Assert.Equal("child parent bf8686d8-da79-571c-8436-24daf4c5b91b", output);
        Assert.Equal("v", child.Tags["k"]);
    }

    [Fact]
    public async Task Termination_OfAGenerationThatWaits_Ends()
    {
        Run.Orchestrator("Wait", async c =>
        {
            await c.WaitForExternalEvent<string>("Go");
            c.ContinueAsNew(1);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait", 0);
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();

        await Run.Client.TerminateInstanceAsync(id, "enough");

        OrchestrationMetadata done = await Run.FinishAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
        Assert.Equal("enough", done.ReadOutputAs<string>());
    }
}

public sealed class ContinueAsNewTestsInMemoryCached() : ContinueAsNewTests(Setup.InMemoryCached);

public sealed class ContinueAsNewTestsInMemoryUncached() : ContinueAsNewTests(Setup.InMemoryUncached);

public sealed class ContinueAsNewTestsSqliteCached() : ContinueAsNewTests(Setup.SqliteCached);

public sealed class ContinueAsNewTestsSqliteUncached() : ContinueAsNewTests(Setup.SqliteUncached);
