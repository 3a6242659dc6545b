using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Retry policies and handlers, for activities and children alike.</summary>
public abstract class RetryTests(Setup setup) : EngineSuite(setup)
{
    private int attempts;
    private int failures = int.MaxValue;
    private TimeSpan attemptTime;

    public static TheoryData<string, int> KindsAndAttempts
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (int max in new[] { 1, 2, 10 })
            {
                data.Add("activity", max);
                data.Add("child", max);
            }

            return data;
        }
    }

    [Theory, Row(32, 38)]
    [MemberData(nameof(KindsAndAttempts))]
    public async Task Policy_AllowsExactlySoManyAttempts(string kind, int max)
    {
        OrchestrationMetadata done = await RunFailingAsync(kind, new RetryPolicy(max, TimeSpan.FromSeconds(1)));

        Assert.Equal(max, attempts);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", done.FailureDetails!.ErrorType);
        Assert.Equal(TimeSpan.FromSeconds(max - 1), done.LastUpdatedAt - done.CreatedAt);
    }

    [Theory]
    [InlineData("activity")]
    [InlineData("child")]
    public async Task Waits_GrowUpToTheLongest(string kind)
    {
        RetryPolicy policy = new(5, TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(10));

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal(TimeSpan.FromSeconds(1 + 3 + 9 + 10), done.LastUpdatedAt - done.CreatedAt);
    }

    [Theory, Row(34, 40)]
    [InlineData("activity", 0, 3)] // attempts at 0, 1 and 2 s; at 2 s the time is over
    [InlineData("activity", 2, 1)] // the first attempt itself took all the time
    [InlineData("child", 0, 3)]
    [InlineData("child", 2, 1)]
    public async Task RetryTimeout_EndsTheAttempts(string kind, int attemptSeconds, int expected)
    {
        attemptTime = TimeSpan.FromSeconds(attemptSeconds);
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(2));

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal(expected, attempts);
    }

    [Theory, Row(35, 40)]
    [InlineData("activity", false)]
    [InlineData("child", false)]
    [InlineData("activity", true)]
    [InlineData("child", true)]
    public async Task HandleFailure_FalseOrThrowing_EndsTheAttempts(string kind, bool throws)
    {
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1))
        {
            HandleFailure = _ => throws ? throw new InvalidOperationException("predicate") : false,
        };

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal(1, attempts);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal("boom", done.FailureDetails!.InnerFailure!.ErrorMessage); // and not the predicate's own
    }

    [Theory, Row(36, 40)]
    [InlineData("activity")]
    [InlineData("child")]
    public async Task HandleFailure_SeesTheActivitysOwnException(string kind)
    {
        List<string> seen = [];
        RetryPolicy policy = new(2, TimeSpan.FromSeconds(1))
        {
            HandleFailure = f =>
            {
                seen.Add(f.ErrorType);
                return true;
            },
        };

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal(2, attempts);
        Assert.NotEmpty(seen);
        Assert.All(seen, s => Assert.Equal("System.InvalidOperationException", s));
    }

    [Theory, Row(37, 40)]
    [InlineData("activity")]
    [InlineData("child")]
    public async Task FourFailures_ThenSuccess_Complete(string kind)
    {
        failures = 4;
        RetryPolicy policy = new(5, TimeSpan.FromSeconds(1)) { HandleFailure = f => f.IsCausedBy<InvalidOperationException>() };

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal("attempt 5", done.ReadOutputAs<string>());
        Assert.Equal(5, attempts);
    }

    /// <summary>Where Azure lets a timer of 0 ms follow, which only shows in the numbers of later tasks (ADR 0007).</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)] // call #0, wait #1, call #2, wait #3, call #4
    public async Task LastAttempt_IsFollowedByNoTimer(int max, int nextTaskId)
    {
        Run.Orchestrator("Next", async c =>
        {
            TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(max, TimeSpan.FromSeconds(1)));
            await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Boom", options));
            return (await Assert.ThrowsAsync<TaskFailedException>(() => c.CallActivityAsync("Boom"))).TaskId;
        });
        Run.Activity<object>("Boom", _ => Fail());
        await Run.StartAsync();

        Assert.Equal(nextTaskId, (await Run.RunAsync("Next")).ReadOutputAs<int>());
    }

    [Theory, Row(33, 39)]
    [InlineData("activity")]
    [InlineData("child")]
    public async Task Handler_IsAskedAfterEveryFailure(string kind)
    {
        List<(int, string, TimeSpan)> asked = [];
        TaskOptions options = TaskOptions.FromRetryHandler(async r =>
        {
            if (!r.OrchestrationContext.IsReplaying)
            {
                asked.Add((r.LastAttemptNumber, r.LastFailure.ErrorMessage, r.TotalRetryTime));
            }

            await r.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(3), r.CancellationToken);
            return r.LastAttemptNumber < 3;
        });

        await RunFailingAsync(kind, options);

        Assert.Equal(3, attempts);
        Assert.Equal(
            [(1, "boom", TimeSpan.Zero), (2, "boom", TimeSpan.FromSeconds(3)), (3, "boom", TimeSpan.FromSeconds(6))],
            asked);
    }

    [Fact, Row(38, 81)]
    public async Task RetriedChild_KeepsItsId_AndTheFailureNamesTheLastAttempt()
    {
        List<string> ids = [];
        Run.Orchestrator("Parent", async c =>
        {
            TaskFailedException e = await Assert.ThrowsAsync<TaskFailedException>(() => c.CallSubOrchestratorAsync(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
            return e.TaskId;
        });
        Run.Orchestrator("Child", c =>
        {
            ids.Add(c.InstanceId);
            throw new InvalidOperationException();
        });
        await Run.StartAsync();

        OrchestrationMetadata done = await Run.RunAsync("Parent", null, "parent");

        const string First = "51d0021520275a889f78ddfc76ee7d97"; // uuid5 of parent_2026-01-02T03:04:05.0000000Z_0
        Assert.Equal([First, First, First], ids);
        Assert.Equal(4, done.ReadOutputAs<int>()); // call #0, wait #1, call #2, wait #3, call #4
    }

    private Task<OrchestrationMetadata> RunFailingAsync(string kind, RetryPolicy policy) =>
        RunFailingAsync(kind, TaskOptions.FromRetryPolicy(policy));

    private async Task<OrchestrationMetadata> RunFailingAsync(string kind, TaskOptions options)
    {
        Run.Orchestrator("Retry", async c => kind == "activity"
            ? await c.CallActivityAsync<string>("Boom", options)
            : await c.CallSubOrchestratorAsync<string>("Child", options));
        Run.Orchestrator("Child", _ => Task.FromResult<object?>(Fail()));
        Run.Activity<object>("Boom", _ => Fail());
        await Run.StartAsync();
        return await Run.RunAsync("Retry");
    }

    private string Fail()
    {
        Run.Clock.Advance(attemptTime);
        return ++attempts <= failures ? throw new InvalidOperationException("boom") : $"attempt {attempts}";
    }
}

public sealed class RetryTestsInMemoryCached() : RetryTests(Setup.InMemoryCached);

public sealed class RetryTestsInMemoryUncached() : RetryTests(Setup.InMemoryUncached);

public sealed class RetryTestsSqliteCached() : RetryTests(Setup.SqliteCached);

public sealed class RetryTestsSqliteUncached() : RetryTests(Setup.SqliteUncached);
