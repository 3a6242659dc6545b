using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Retry policies and handlers, for activities and children alike.</summary>
public abstract class RetryTests(Setup setup) : EngineSuite(setup)
{
    private int attempts;

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

    [Theory]
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

    [Theory]
    [InlineData(0, 10, 3)] // attempts at 0, 1 and 2 s; at 2 s the time is over
    [InlineData(2, 10, 1)] // the first attempt itself took all the time
    public async Task RetryTimeout_EndsTheAttempts(int attemptSeconds, int max, int expected)
    {
        Run.Orchestrator("Retry", async c => await c.CallActivityAsync<int>(
            "Boom", TaskOptions.FromRetryPolicy(new RetryPolicy(max, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(2)))));
        Run.Activity<object>("Boom", _ =>
        {
            attempts++;
            Run.Clock.Advance(TimeSpan.FromSeconds(attemptSeconds));
            throw new InvalidOperationException();
        });
        await Run.StartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await Run.RunAsync("Retry")).RuntimeStatus);
        Assert.Equal(expected, attempts);
    }

    [Theory]
    [InlineData("activity", false)]
    [InlineData("child", false)]
    [InlineData("activity", true)]
    public async Task HandleFailure_FalseOrThrowing_EndsTheAttempts(string kind, bool throws)
    {
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1))
        {
            HandleFailure = _ => throws ? throw new InvalidOperationException("predicate") : false,
        };

        OrchestrationMetadata done = await RunFailingAsync(kind, policy);

        Assert.Equal(1, attempts);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
    }

    [Theory]
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

        await RunFailingAsync(kind, policy);

        Assert.Equal(2, attempts);
        Assert.NotEmpty(seen);
        Assert.All(seen, s => Assert.Equal("System.InvalidOperationException", s));
    }

    [Fact]
    public async Task SuccessOnTheLastAttempt_Completes()
    {
        Run.Orchestrator("Retry", async c => await c.CallActivityAsync<int>(
            "Boom", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)))));
        Run.Activity<object>("Boom", _ => ++attempts < 5 ? throw new InvalidOperationException() : attempts);
        await Run.StartAsync();

        Assert.Equal(5, (await Run.RunAsync("Retry")).ReadOutputAs<int>());
    }

    [Theory]
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

    [Fact]
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
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;

        OrchestrationMetadata done = await Run.RunAsync("Parent", null, "parent");

        string expected = Runtime.Durable.ReplayableGuid.Of("parent", begun, 0).ToString("N");
        Assert.Equal([expected, expected, expected], ids);
        Assert.Equal(4, done.ReadOutputAs<int>()); // call #0, wait #1, call #2, wait #3, call #4
    }

    private Task<OrchestrationMetadata> RunFailingAsync(string kind, RetryPolicy policy) =>
        RunFailingAsync(kind, TaskOptions.FromRetryPolicy(policy));

    private async Task<OrchestrationMetadata> RunFailingAsync(string kind, TaskOptions options)
    {
        Run.Orchestrator("Retry", async c => kind == "activity"
            ? await c.CallActivityAsync<string>("Boom", options)
            : await c.CallSubOrchestratorAsync<string>("Child", options));
        Run.Orchestrator("Child", _ => Fail());
        Run.Activity<object>("Boom", _ => Fail());
        await Run.StartAsync();
        return await Run.RunAsync("Retry");
    }

    private Task<object?> Fail()
    {
        attempts++;
        throw new InvalidOperationException("boom");
    }
}

public sealed class RetryTestsInMemoryCached() : RetryTests(Setup.InMemoryCached);

public sealed class RetryTestsInMemoryUncached() : RetryTests(Setup.InMemoryUncached);

public sealed class RetryTestsSqliteCached() : RetryTests(Setup.SqliteCached);

public sealed class RetryTestsSqliteUncached() : RetryTests(Setup.SqliteUncached);
