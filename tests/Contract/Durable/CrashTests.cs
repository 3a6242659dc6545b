using System.Collections.Concurrent;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>The process dies after, or just before, every single commit of a run that uses everything: the end is the same.</summary>
public abstract class CrashTests(Setup setup) : EngineSuite(setup)
{
    /// <param name="Ticket">A number that no second execution of the activity would give again.</param>
    private sealed record Report(int Ticket, int Checked, int[] Squares, string Child, string Event, int Generation, bool TimedOut);

    [Fact, Row(83)]
    public async Task CrashAtEveryCommit_GivesTheSameEnd()
    {
        (Report expected, int commits, _) = await RunAsync(crashAt: 0, isStored: false);
        Assert.InRange(commits, 15, 100);
        int crashes = 0;
        for (int crashAt = 1; crashAt <= commits; crashAt++)
        {
            foreach (bool isStored in new[] { true, false })
            {
                (Report report, _, bool hasCrashed) = await RunAsync(crashAt, isStored);
                Assert.True(
                    report with { Ticket = 0, Checked = 0, Squares = expected.Squares } == expected with { Ticket = 0, Checked = 0 }
                    && report.Squares.SequenceEqual(expected.Squares),
                    $"After a crash at commit {crashAt} (stored: {isStored}): {report}");
                crashes += hasCrashed ? 1 : 0;
            }
        }

        Assert.True(crashes >= commits, $"Only {crashes} of {2 * commits} runs crashed; what is put into one commit varies, but not so much.");
    }

    private async Task<(Report Report, int Commits, bool HasCrashed)> RunAsync(int crashAt, bool isStored)
    {
        await using CrashRun crash = new(Setup, crashAt, isStored);
        Log log = Register(crash.Run);

        OrchestrationMetadata done = await crash.FinishAsync("Main", 0);

        Assert.True(done.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{crashAt}: {done.SerializedOutput}");
        Report report = done.ReadOutputAs<Report>()!;
        Assert.Contains(report.Ticket, log.Tickets);
        Assert.All(log.Checked, c => Assert.Equal(report.Ticket, c)); // the recorded result, however often anything ran
        Assert.Equal(report.Ticket, report.Checked);
        Assert.True(Enumerable.Range(1, 3).All(log.Squared.Contains), "Each activity ran at least once.");
        PendingWork pending = crash.Run.Store.ReadPending();
        Assert.Empty(pending.Activities);
        Assert.Empty(pending.Messages);
        Assert.Empty(crash.Run.Store.ReadTimers(1));
        return (report, crash.Commits, crash.HasCrashed);
    }

    private static Log Register(EngineRun run)
    {
        Log log = new();
        run.Orchestrator("Main", async c => c.GetInput<int>() == 0 ? await FirstAsync(c) : await SecondAsync(c));
        run.Orchestrator("Child", async c =>
        {
            await c.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            c.SendEvent(c.Parent!.InstanceId, "Hello", "from child");
            return await c.CallActivityAsync<string>("FailOnce", c.InstanceId, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1))));
        });
        run.Activity<object>("Ticket", _ => log.NextTicket());
        run.Activity<int>("Check", ticket =>
        {
            log.Checked.Add(ticket);
            return ticket;
        });
        run.Activity<int>("Square", n =>
        {
            log.Squared.Add(n);
            return n * n;
        });
        run.Activity<string>("FailOnce", id => log.Failed.TryAdd(id, true) ? throw new TimeoutException("once") : "child done");
        return log;
    }

    private static async Task<object?> FirstAsync(TaskOrchestrationContext c)
    {
        c.SetCustomStatus("first");
        c.SendEvent(c.InstanceId, "Carried", "over");
        await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        c.ContinueAsNew(1);
        return null;
    }

    private static async Task<object?> SecondAsync(TaskOrchestrationContext c)
    {
        int ticket = await c.CallActivityAsync<int>("Ticket");
        int[] squares = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => c.CallActivityAsync<int>("Square", n)));
        Task<string> child = c.CallSubOrchestratorAsync<string>("Child");
        string hello = await c.WaitForExternalEvent<string>("Hello", TimeSpan.FromDays(3));
        string done = await child;
        bool timedOut = false;
        try
        {
            await c.WaitForExternalEvent<string>("Never", TimeSpan.FromHours(5));
        }
        catch (TaskCanceledException)
        {
            timedOut = true;
        }

        string carried = await c.WaitForExternalEvent<string>("Carried");
        int isChecked = await c.CallActivityAsync<int>("Check", ticket);
        return new Report(ticket, isChecked, squares, done, $"{hello}, {carried}", c.GetInput<int>(), timedOut);
    }

    private sealed class Log
    {
        private int lastTicket;

        public ConcurrentBag<int> Tickets { get; } = [];

        public ConcurrentBag<int> Checked { get; } = [];

        public ConcurrentBag<int> Squared { get; } = [];

        public ConcurrentDictionary<string, bool> Failed { get; } = new();

        public int NextTicket()
        {
            int ticket = Interlocked.Increment(ref lastTicket);
            Tickets.Add(ticket);
            return ticket;
        }
    }
}

public sealed class CrashTestsInMemoryCached() : CrashTests(Setup.InMemoryCached);

public sealed class CrashTestsInMemoryUncached() : CrashTests(Setup.InMemoryUncached);

public sealed class CrashTestsSqliteCached() : CrashTests(Setup.SqliteCached);

public sealed class CrashTestsSqliteUncached() : CrashTests(Setup.SqliteUncached);
