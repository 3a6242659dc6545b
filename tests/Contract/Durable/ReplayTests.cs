using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>The executor alone: histories in, decisions out, as golden histories are tested.</summary>
public sealed class ReplayTests
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void NewGuid_IsThatOfTheOfficialVector() =>
        Assert.Equal(new Guid("0bfcc0a8-1ad1-5e19-a8b2-67bffb596299"), ReplayableGuid.Of("order-1", Begun.UtcDateTime, 0));

    [Fact]
    public void NewGuid_AndDefaultChildId_CountTogether()
    {
        List<Guid> guids = [];
        EpisodeResult result = Start(Execution(async c =>
        {
            guids.Add(c.NewGuid());
            _ = c.CallSubOrchestratorAsync("Child");
            guids.Add(c.NewGuid());
            await c.WaitForExternalEvent<string>("E");
            return null;
        }));

        HistoryEvent.ChildScheduled child = Assert.IsType<HistoryEvent.ChildScheduled>(Assert.Single(result.Decisions));
        Assert.Equal([0, 2], guids.Select(g => Enumerable.Range(0, 3).Single(i => ReplayableGuid.Of("i", Begun.UtcDateTime, i) == g)));
        Assert.Equal(ReplayableGuid.Of("i", Begun.UtcDateTime, 1).ToString("N"), child.InstanceId);
        Assert.All(guids, g => Assert.Equal((5, 2), (g.Version, g.Variant >> 2)));
    }

    [Fact]
    public void Decisions_AreNumberedFromZeroOverAllKinds()
    {
        EpisodeResult result = Start(Execution(async c =>
        {
            _ = c.CallActivityAsync("A");
            _ = c.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            c.SendEvent("other", "E", 1);
            await c.CallSubOrchestratorAsync("B");
            return null;
        }));

        Assert.Equal(["activity 0", "timer 1", "sent event 2", "sub-orchestration 3"], result.Decisions.Select(d => $"{d.Identity.Kind} {d.Id}"));
    }

    [Theory]
    [InlineData("A", "B", "The history has activity 'A' (#0), but the orchestrator's code now has activity 'B' (#0) there.")]
    [InlineData("A", null, "The history has activity 'A' (#0), but the orchestrator's code now does not get there.")]
    [InlineData("A", "timer", "The history has activity 'A' (#0), but the orchestrator's code now has a timer (#0) there.")]
    public void ChangedCode_FailsNamingBothTasks(string old, string? now, string message)
    {
        EpisodeResult first = Start(Execution(c => Code(c, old)));
        Execution changed = Execution(c => Code(c, now));

        changed.Replay(first.Recorded);
        EpisodeResult result = changed.Run([new HistoryEvent.EpisodeStarted(Begun), new HistoryEvent.TaskCompleted(0, null)]);

        Ending.Failed failed = Assert.IsType<Ending.Failed>(result.Ending);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", failed.Failure.ErrorType);
        Assert.StartsWith(message, failed.Failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(result.Decisions);
    }

    [Fact]
    public void NamesThatDifferInCaseOnly_Match()
    {
        EpisodeResult first = Start(Execution(c => Code(c, "Name")));
        Execution same = Execution(c => Code(c, "name"));

        same.Replay(first.Recorded);

        Assert.Null(same.Run([new HistoryEvent.EpisodeStarted(Begun)]).Ending);
    }

    [Fact]
    public void AnswersToNoOpenTask_AreIgnored()
    {
        Execution execution = Execution(async c => await c.CallActivityAsync<int>("A") + await c.CallActivityAsync<int>("A"));
        Start(execution);

        EpisodeResult result = execution.Run(
        [
            new HistoryEvent.EpisodeStarted(Begun),
            new HistoryEvent.TaskCompleted(7, "1"),
            new HistoryEvent.TimerFired(0, Begun),
            new HistoryEvent.TaskCompleted(0, "1"),
            new HistoryEvent.TaskCompleted(0, "100"),
            new HistoryEvent.TaskCompleted(1, "2"),
        ]);

        Assert.Equal(new Ending.Completed("3"), result.Ending);
    }

    [Fact]
    public void CodeRunsBetweenTwoEventsOfOneEpisode()
    {
        Execution execution = Execution(async c => await c.WaitForExternalEvent<int>("E") - await c.WaitForExternalEvent<int>("E"));

        EpisodeResult result = Start(execution, new HistoryEvent.EventRaised(1, "E", "9"), new HistoryEvent.EventRaised(2, "E", "4"));

        Assert.Equal(new Ending.Completed("5"), result.Ending);
    }

    [Fact]
    public void YieldsAndContinuations_StayOnTheThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        Execution execution = Execution(async c =>
        {
            await Task.Yield();
            int here = await c.CallActivityAsync<int>("A").ContinueWith(_ => Environment.CurrentManagedThreadId, TaskScheduler.Current);
            await Task.Yield();
            c.SetCustomStatus("on its thread");
            return here == thread && Environment.CurrentManagedThreadId == thread;
        });
        Start(execution);

        EpisodeResult result = execution.Run([new HistoryEvent.EpisodeStarted(Begun), new HistoryEvent.TaskCompleted(0, "1")]);

        Assert.Equal(new Ending.Completed("true"), result.Ending);
    }

    [Fact]
    public void ThousandsOfImmediateSteps_DoNotLeaveTheThread()
    {
        Execution execution = Execution(async c =>
        {
            int sum = 0;
            for (int i = 0; i < 5_000; i++)
            {
                sum += await c.WaitForExternalEvent<int>("E");
            }

            return sum;
        });

        HistoryEvent[] events = [.. Enumerable.Range(1, 5_000).Select(i => new HistoryEvent.EventRaised(i, "E", "1"))];

        Assert.Equal(new Ending.Completed("5000"), Start(execution, events).Ending);
    }

    [Fact]
    public async Task AwaitingWhatIsNotDurable_FailsInsteadOfHanging()
    {
        TaskCompletionSource outside = new();
        EpisodeResult result = Start(Execution(async c =>
        {
            await outside.Task;
            await c.CallActivityAsync("A");
            return null;
        }));

        Assert.Contains("no task of its context", Assert.IsType<Ending.Failed>(result.Ending).Failure.ErrorMessage, StringComparison.Ordinal);
        await Task.Run(outside.SetResult); // the code that is left behind must not run on
    }

    [Fact]
    public async Task CallFromAnotherThread_Throws_AndFailsTheInstance()
    {
        Task<Exception>? thrown = null;
        Execution execution = Execution(async c =>
        {
            thrown = Task.Run(() => Record.Exception(() => c.NewGuid()));
            await c.WaitForExternalEvent<string>("E");
            await c.WaitForExternalEvent<string>("E");
            return null;
        });
        Start(execution);
        Assert.IsType<InvalidOperationException>(await thrown!);

        EpisodeResult result = execution.Run([new HistoryEvent.EpisodeStarted(Begun), new HistoryEvent.EventRaised(1, "E", null)]);

        Assert.IsType<Ending.Failed>(result.Ending);
    }

    [Fact]
    public void CustomStatusSetWhileReplaying_IsNotSetAgain()
    {
        Execution execution = Execution(Status);
        EpisodeResult first = Start(execution);
        Execution replayed = Execution(Status);

        replayed.Replay(first.Recorded);

        Assert.Equal(new CustomStatus("\"a\""), first.CustomStatus);
        Assert.Null(replayed.Run([new HistoryEvent.EpisodeStarted(Begun)]).CustomStatus);

        static async Task<object?> Status(TaskOrchestrationContext c)
        {
            c.SetCustomStatus("a");
            return await c.WaitForExternalEvent<string>("E");
        }
    }

    private static async Task<object?> Code(TaskOrchestrationContext context, string? name)
    {
        if (name == "timer")
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        }
        else if (name is not null)
        {
            await context.CallActivityAsync(name);
        }

        return await context.WaitForExternalEvent<string>("E");
    }

    private static Execution Execution(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        TaskRegistry tasks = new();
        tasks.AddOrchestrator("O", c => code(c));
        return new Execution(tasks, new ExecutionSettings("i", EngineRun.Converter, NullLoggerFactory.Instance, null));
    }

    private static EpisodeResult Start(Execution execution, params HistoryEvent[] then) => execution.Run(
        [new HistoryEvent.EpisodeStarted(Begun), new HistoryEvent.ExecutionStarted("O", "x", null, null, null, null), .. then]);
}
