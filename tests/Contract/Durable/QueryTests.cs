using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Finding and removing instances.</summary>
public abstract class QueryTests(Setup setup) : EngineSuite(setup)
{
    [Fact, Row(49)]
    public async Task Query_ByTimeStatusAndPrefix_FindsOnlyThose()
    {
        await StartThreeAsync();
        DateTimeOffset now = Run.Clock.GetUtcNow();

        Assert.Equal(["a-1", "a-2", "b-1"], await FindAsync(new OrchestrationQuery()));
        Assert.Equal(["a-1", "a-2"], await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "a-")));
        Assert.Equal(["b-1"], await FindAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(["a-2", "b-1"], await FindAsync(new OrchestrationQuery(CreatedFrom: now.AddHours(-2))));
        Assert.Equal(["a-1", "a-2"], await FindAsync(new OrchestrationQuery(CreatedTo: now.AddHours(-2))));
        Assert.Empty(await FindAsync(new OrchestrationQuery(CreatedFrom: now.AddHours(-2).AddTicks(1), CreatedTo: now.AddHours(-1).AddTicks(-1))));
    }

    [Theory, Row(50)]
    [InlineData(21, 5, new[] { 5, 5, 5, 5, 1 })]
    [InlineData(10, 5, new[] { 5, 5, 0 })]
    public async Task Pages_GoOnFromTheirToken(int instances, int size, int[] pages)
    {
        Run.Orchestrator("Empty", _ => Task.FromResult<object?>(null));
        await Run.StartAsync();
        for (int i = 0; i < instances; i++)
        {
            await Run.Client.ScheduleNewOrchestrationInstanceAsync("Empty", null, new StartOrchestrationOptions($"i{i:00}"));
        }

        List<string> seen = [];
        List<int> sizes = [];
        string? token = null;
        do
        {
            await foreach (Page<OrchestrationMetadata> page in Run.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: size)).AsPages(token))
            {
                sizes.Add(page.Values.Count);
                seen.AddRange(page.Values.Select(v => v.InstanceId));
                token = page.ContinuationToken;
                break; // a new enumeration goes on from the token
            }
        }
        while (token is not null);

        Assert.Equal(pages, sizes);
        Assert.Equal(Enumerable.Range(0, instances).Select(i => $"i{i:00}"), seen);
    }

    [Fact]
    public async Task Query_FetchesInputsOnlyWhenAsked()
    {
        await StartThreeAsync();

        await foreach (OrchestrationMetadata one in Run.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            Assert.Equal(one.InstanceId, one.ReadInputAs<string>());
        }

        await foreach (OrchestrationMetadata one in Run.Client.GetAllInstancesAsync())
        {
            Assert.Null(one.SerializedInput);
        }
    }

    [Fact, Row(51)]
    public async Task Purge_RemovesAFinishedInstanceWithItsHistory()
    {
        await StartThreeAsync();

        Assert.Equal(1, (await Run.Client.PurgeInstanceAsync("a-1")).PurgedInstanceCount);
        Assert.Equal(0, (await Run.Client.PurgeInstanceAsync("a-1")).PurgedInstanceCount);
        Assert.Equal(0, (await Run.Client.PurgeInstanceAsync("b-1")).PurgedInstanceCount);

        Assert.Null(await Run.Client.GetInstanceAsync("a-1"));
        Assert.Empty(Run.Store.ReadHistory("a-1"));
        Assert.NotNull(await Run.Client.GetInstanceAsync("b-1"));
    }

    [Fact, Row(52)]
    public async Task PurgeAll_RemovesOnlyFinishedOnesOfTheFilter()
    {
        await StartThreeAsync();
        DateTimeOffset now = Run.Clock.GetUtcNow();

        PurgeResult none = await Run.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: now.AddDays(1)));
        PurgeResult one = await Run.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: now.AddHours(-3)));
        PurgeResult rest = await Run.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal((0, 1, 1), (none.PurgedInstanceCount, one.PurgedInstanceCount, rest.PurgedInstanceCount));
        Assert.Equal(["b-1"], await FindAsync(new OrchestrationQuery()));
    }

    [Fact, Row(52)]
    public async Task PurgeAll_WithStatuses_RemovesOnlyThose()
    {
        Run.Orchestrator("End", c => c.GetInput<string>() == "failed"
            ? throw new InvalidOperationException()
            : Task.FromResult<object?>(null));
        Run.Orchestrator("Wait", async c => await c.WaitForExternalEvent<string>("Never"));
        await Run.StartAsync();
        await Run.RunAsync("End", "completed", "completed");
        await Run.RunAsync("End", "failed", "failed");
        await Run.BeginAsync("Wait", null, "terminated");
        await Run.Client.TerminateInstanceAsync("terminated");
        await Run.BeginAsync("Wait", null, "running");

        PurgeResult running = await PurgeAsync(OrchestrationRuntimeStatus.Running);
        PurgeResult ended = await PurgeAsync(OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated);

        Assert.Equal((0, 2), (running.PurgedInstanceCount, ended.PurgedInstanceCount));
        Assert.Equal(["completed", "running"], await FindAsync(new OrchestrationQuery()));
    }

    private Task<PurgeResult> PurgeAsync(params OrchestrationRuntimeStatus[] statuses) =>
        Run.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: statuses));

    /// <summary>a-1 three hours old and finished, a-2 two hours old and finished, b-1 one hour old and running.</summary>
    private async Task StartThreeAsync()
    {
        Run.Orchestrator("Maybe", async c => c.InstanceId == "b-1" ? await c.WaitForExternalEvent<string>("Never") : null);
        await Run.StartAsync();
        foreach (string id in new[] { "a-1", "a-2", "b-1" })
        {
            await Run.BeginAsync("Maybe", id, id);
            Run.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    private async Task<List<string>> FindAsync(OrchestrationQuery query)
    {
        List<string> ids = [];
        await foreach (OrchestrationMetadata one in Run.Client.GetAllInstancesAsync(query))
        {
            ids.Add(one.InstanceId);
        }

        return ids;
    }
}

public sealed class QueryTestsInMemoryCached() : QueryTests(Setup.InMemoryCached);

public sealed class QueryTestsInMemoryUncached() : QueryTests(Setup.InMemoryUncached);

public sealed class QueryTestsSqliteCached() : QueryTests(Setup.SqliteCached);

public sealed class QueryTestsSqliteUncached() : QueryTests(Setup.SqliteUncached);
