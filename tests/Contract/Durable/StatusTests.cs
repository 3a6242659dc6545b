using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>What an orchestration says of itself while it runs.</summary>
public abstract class StatusTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(17)]
    public async Task CustomStatus_IsVisibleWhileWaitingAndAfterwards_WhenAskedFor()
    {
        Run.Orchestrator("Status", async c =>
        {
            c.SetCustomStatus(new { Step = "waiting" });
            await c.WaitForExternalEvent<string>("Go");
            c.SetCustomStatus(new { Step = "done" });
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Status");

        Assert.Equal("{\"Step\":\"waiting\"}", await StatusAsync(id));
        Assert.Null((await Run.Client.GetInstanceAsync(id))!.SerializedCustomStatus);
        await Run.Client.RaiseEventAsync(id, "Go");
        OrchestrationMetadata done = await Run.FinishAsync(id);
        Assert.Equal("{\"Step\":\"done\"}", done.SerializedCustomStatus);
        Assert.Equal("done", done.ReadCustomStatusAs<Dictionary<string, string>>()!["Step"]);
    }

    [Fact, Row(17)]
    public async Task CustomStatus_ThatIsATuple_CanBeRead()
    {
        Run.Serializer = JsonDataConverter.Default; // as standalone workers have it: with fields
        Run.Orchestrator("Status", c =>
        {
            c.SetCustomStatus((Count: 3, Text: "三"));
            return Task.FromResult<object?>(null);
        });
        await Run.StartAsync();

        Assert.Equal((3, "三"), (await Run.RunAsync("Status")).ReadCustomStatusAs<(int, string)>());
    }

    /// <summary>The Functions host serializes properties only, and a value tuple has fields.</summary>
    [Fact, Row(17)]
    public async Task CustomStatus_ThatIsATuple_AsTheHostSerializes_HasOnlyItsProperties()
    {
        Run.Orchestrator("Status", c =>
        {
            c.SetCustomStatus(new { Lost = (3, "三"), Kept = Tuple.Create(3, "三") });
            return Task.FromResult<object?>(null);
        });
        await Run.StartAsync();

        Assert.Equal("{\"Lost\":{},\"Kept\":{\"Item1\":3,\"Item2\":\"\\u4E09\"}}", (await Run.RunAsync("Status")).SerializedCustomStatus);
    }

    [Fact]
    public async Task CustomStatus_OfNull_ClearsIt()
    {
        Run.Orchestrator("Status", async c =>
        {
            c.SetCustomStatus("busy");
            await c.WaitForExternalEvent<string>("Go");
            c.SetCustomStatus(null);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Status");
        Assert.Equal("\"busy\"", await StatusAsync(id));

        await Run.Client.RaiseEventAsync(id, "Go");

        Assert.Null((await Run.FinishAsync(id)).SerializedCustomStatus);
    }

    /// <summary>Where Azure drops it with the next episode (ADR 0007): it must not hang on whether an instance was in memory.</summary>
    [Fact, Row(82)]
    public async Task CustomStatus_SetOnlyWhenNotReplaying_Stays()
    {
        Run.Orchestrator("Guarded", async c =>
        {
            if (!c.IsReplaying)
            {
                c.SetCustomStatus("begun");
            }

            await c.WaitForExternalEvent<string>("Go");
            await c.WaitForExternalEvent<string>("Go");
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Guarded");
        Assert.Equal("\"begun\"", await StatusAsync(id));

        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.SettleAsync();
        Assert.Equal("\"begun\"", await StatusAsync(id));
        await Run.RestartAsync();
        await Run.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("\"begun\"", (await Run.FinishAsync(id)).SerializedCustomStatus);
    }

    /// <summary>Where Azure shows it for one episode of the next generation only (ADR 0007).</summary>
    [Fact]
    public async Task CustomStatus_GoesOverIntoLaterGenerations()
    {
        Run.Orchestrator("Loop", async c =>
        {
            int turn = c.GetInput<int>();
            if (turn == 0)
            {
                c.SetCustomStatus("from the first");
            }

            await c.WaitForExternalEvent<string>("Go");
            await c.WaitForExternalEvent<string>("Go");
            c.ContinueAsNew(turn + 1);
            return null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Loop", 0);

        for (int i = 0; i < 5; i++)
        {
            await Run.Client.RaiseEventAsync(id, "Go");
            await Run.SettleAsync();
            Assert.Equal("\"from the first\"", await StatusAsync(id));
        }
    }

    private async Task<string?> StatusAsync(string id) =>
        (await Run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.SerializedCustomStatus;
}

public sealed class StatusTestsInMemoryCached() : StatusTests(Setup.InMemoryCached);

public sealed class StatusTestsInMemoryUncached() : StatusTests(Setup.InMemoryUncached);

public sealed class StatusTestsSqliteCached() : StatusTests(Setup.SqliteCached);

public sealed class StatusTestsSqliteUncached() : StatusTests(Setup.SqliteUncached);
