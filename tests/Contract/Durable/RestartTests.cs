using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>An orderly restart between two steps.</summary>
public abstract class RestartTests(Setup setup) : EngineSuite(setup)
{
    [Fact]
    public async Task WhatAnEpisodeTook_IsNotDoneAgainAfterARestart()
    {
        int runs = 0;
        Run.Orchestrator("Wait", async c =>
        {
            int number = await c.CallActivityAsync<int>("Count");
            await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await c.WaitForExternalEvent<string>("Go");
            return number;
        });
        Run.Activity<object>("Count", _ => Interlocked.Increment(ref runs));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Wait");
        Run.Clock.Advance(TimeSpan.FromDays(1));
        await Run.SettleAsync();

        await Run.RestartAsync();
        await Run.SettleAsync();

        Assert.Empty(Run.Store.ReadPending().Activities);
        Assert.Empty(Run.Store.ReadTimers(1));
        Assert.Equal(1, runs);
        await Run.Client.RaiseEventAsync(id, "Go");
        Assert.Equal(1, (await Run.FinishAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ParentAndChild_OverARestart_FindEachOther()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<string>("Child", "x", new SubOrchestrationOptions(instanceId: "child")));
        Run.Orchestrator("Child", async c => c.GetInput<string>() + await c.WaitForExternalEvent<string>("Go"));
        await Run.StartAsync();
        string id = await Run.BeginAsync("Parent");

        await Run.RestartAsync();
        await Run.Client.RaiseEventAsync("child", "Go", "y");

        Assert.Equal("xy", (await Run.FinishAsync(id)).ReadOutputAs<string>());
    }
}

public sealed class RestartTestsInMemoryCached() : RestartTests(Setup.InMemoryCached);

public sealed class RestartTestsInMemoryUncached() : RestartTests(Setup.InMemoryUncached);

public sealed class RestartTestsSqliteCached() : RestartTests(Setup.SqliteCached);

public sealed class RestartTestsSqliteUncached() : RestartTests(Setup.SqliteUncached);
