using System.Text.Json;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Events whose payload is not what the waiter asks for.</summary>
public abstract class PayloadTests(Setup setup) : EngineSuite(setup)
{
    [Theory, Row(79)]
    [InlineData("\"text\"")] // not a number
    [InlineData(null)] // no value for a number
    [InlineData("{\"broken\":")] // not JSON
    public async Task PayloadThatCannotBeRead_FailsTheInstanceOnce_AndNoOther(string? payload)
    {
        Run.Orchestrator("Number", async c =>
        {
            try
            {
                return await c.WaitForExternalEvent<int>("E");
            }
            catch (Exception)
            {
                return "caught";
            }
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Number");
        string other = await Run.BeginAsync("Number");

        await StoreAsync(id, payload);
        await Run.RestartAsync();
        await Run.SettleAsync();
        await Run.Client.RaiseEventAsync(other, "E", 1);

        OrchestrationMetadata failed = await Run.FinishAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal(1, (await Run.FinishAsync(other)).ReadOutputAs<int>());
        Assert.Equal(1, Run.Log.Count(Logs.Orchestrations, 602));
        Assert.Empty(Run.Store.ReadPending().Messages);
        Assert.Null(Run.Engine.Fault);
    }

    [Fact]
    public async Task KeptPayloadThatCannotBeRead_IsThrownAtTheCall()
    {
        Run.Orchestrator("Number", async c =>
        {
            await c.WaitForExternalEvent<string>("Go");
            try
            {
                return await c.WaitForExternalEvent<int>("E");
            }
            catch (Exception)
            {
                return await c.WaitForExternalEvent<int>("E");
            }
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Number");

        await Run.Client.RaiseEventAsync(id, "E", "text");
        await Run.Client.RaiseEventAsync(id, "Go");
        await Run.Client.RaiseEventAsync(id, "E", 7);

        Assert.Equal(7, (await Run.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ResultThatCannotBeRead_IsThrownAtTheAwait()
    {
        Run.Orchestrator("Number", async c =>
        {
            await Assert.ThrowsAsync<JsonException>(() => c.CallActivityAsync<int>("Text"));
            await Assert.ThrowsAsync<JsonException>(() => c.CallSubOrchestratorAsync<int>("Child"));
            return "caught";
        });
        Run.Orchestrator("Child", _ => Task.FromResult<object?>("text"));
        Run.Activity<object>("Text", _ => "text");
        await Run.StartAsync();

        Assert.Equal("caught", (await Run.RunAsync("Number")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ResultThatCannotBeRead_IsNotAskedForAgain()
    {
        int calls = 0;
        TaskOptions thrice = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)));
        Run.Orchestrator("Number", async c =>
        {
            await Assert.ThrowsAsync<JsonException>(() => c.CallActivityAsync<int>("Text", options: thrice));
            return "caught";
        });
        Run.Activity<object>("Text", _ =>
        {
            Interlocked.Increment(ref calls);
            return "text";
        });
        await Run.StartAsync();

        Assert.Equal("caught", (await Run.RunAsync("Number")).ReadOutputAs<string>());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task PayloadOfNothing_ForWhatMayBeNull_IsNull()
    {
        Run.Orchestrator("Maybe", async c =>
        {
            int? number = await c.WaitForExternalEvent<int?>("Number");
            string? text = await c.WaitForExternalEvent<string?>("Text");
            return number is null && text is null;
        });
        await Run.StartAsync();
        string id = await Run.BeginAsync("Maybe");

        await Run.Client.RaiseEventAsync(id, "Number");
        await Run.Client.RaiseEventAsync(id, "Text");

        Assert.True((await Run.FinishAsync(id)).ReadOutputAs<bool>());
    }

    /// <summary>As the service takes it from whoever calls its API: any text.</summary>
    private async Task StoreAsync(string id, string? payload)
    {
        NewMessage message = new(id, null, new HistoryEvent.EventRaised(0, "E", payload));
        await Run.Store.CommitAsync(new StoreChange(id) { Messages = [message] }, CancellationToken.None);
    }
}

public sealed class PayloadTestsInMemoryCached() : PayloadTests(Setup.InMemoryCached);

public sealed class PayloadTestsInMemoryUncached() : PayloadTests(Setup.InMemoryUncached);

public sealed class PayloadTestsSqliteCached() : PayloadTests(Setup.SqliteCached);

public sealed class PayloadTestsSqliteUncached() : PayloadTests(Setup.SqliteUncached);
