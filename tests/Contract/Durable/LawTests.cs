using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>What holds for every orchestration.</summary>
public sealed class LawTests
{
    private sealed record Outcome(string Result, string? Status, string Decisions, IReadOnlyList<HistoryEvent> History, int Commits);

    [Fact]
    public void KeptInMemoryOrReplayed_DecidesTheSame() => Law.Holds(SmallProgram.Any, program =>
    {
        Outcome kept = Run(program, Setup.InMemoryCached);
        Outcome replayed = Run(program, Setup.InMemoryUncached);
        return kept.Result == replayed.Result && kept.Status == replayed.Status && kept.Decisions == replayed.Decisions;
    });

    [Fact]
    public void InMemoryOrOnSqlite_DecidesTheSame() => Law.HoldsForSome(SmallProgram.Any, share: 6, program =>
    {
        Outcome memory = Run(program, Setup.InMemoryCached);
        Outcome sqlite = Run(program, Setup.SqliteUncached);
        return memory.Result == sqlite.Result && memory.Status == sqlite.Status && memory.Decisions == sqlite.Decisions;
    });

    /// <summary>Time passes and children go on while it is suspended; what it then hears is what it would have heard.</summary>
    [Fact]
    public void SuspendedWheneverItRests_EndsTheSame() => Law.Holds(
        from program in SmallProgram.Any
        from isCached in Gen.Elements(true, false)
        select (program, isCached),
        x =>
        {
            Outcome whole = Run(x.program, Setup.InMemoryCached);
            (string? result, string? status) = Task.Run(() => RunSuspendedAsync(x.program, x.isCached)).GetAwaiter().GetResult();
            return whole.Result == result && whole.Status == status;
        });

    [Fact]
    public void CrashAnywhere_DecidesTheSame() => Law.Holds(
        from program in SmallProgram.Any
        from at in Gen.Choose(1, 30)
        from isStored in Gen.Elements(true, false)
        select (program, at, isStored),
        x =>
        {
            Outcome whole = Run(x.program, Setup.InMemoryUncached);
            Outcome crashed = Run(x.program, Setup.InMemoryCached, 1 + (x.at % whole.Commits), x.isStored);
            return whole.Result == crashed.Result && whole.Status == crashed.Status && whole.Decisions == crashed.Decisions;
        });

    [Fact]
    public void FinishedHistory_ReplayedAlone_EndsTheSame() => Law.Holds(SmallProgram.Any, program =>
    {
        Outcome done = Run(program, Setup.InMemoryCached);
        EngineRun tasks = new(Setup.InMemoryCached);
        SmallProgram.Register(tasks);
        Execution execution = new(tasks.Tasks, new ExecutionSettings("main", EngineRun.Converter, NullLoggerFactory.Instance, null));
        execution.Replay(done.History);
        EpisodeResult again = execution.Run([]);
        return again.Ending is Ending.Completed { Result: { } result }
            && EngineRun.Converter.Deserialize<string>(result) == done.Result
            && again.Decisions.Count == 0;
    });

    private static Outcome Run(string program, Setup setup, int crashAt = 0, bool isStored = false) =>
        Task.Run(() => RunAsync(program, setup, crashAt, isStored)).GetAwaiter().GetResult();

    private static async Task<(string? Result, string? Status)> RunSuspendedAsync(string program, bool isCached)
    {
        await using EngineRun run = new(isCached ? Setup.InMemoryCached : Setup.InMemoryUncached);
        SmallProgram.Register(run);
        await run.StartAsync();
        string id = await run.BeginAsync(SmallProgram.Name, program, "main");
        while (true)
        {
            OrchestrationMetadata now = (await run.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
            if (now.IsCompleted)
            {
                return (now.ReadOutputAs<string>(), now.SerializedCustomStatus);
            }

            await run.Client.SuspendInstanceAsync(id);
            await run.SettleAsync();
            run.Clock.Advance(run.Engine.NextTimerAt!.Value - run.Clock.GetUtcNow());
            await run.SettleAsync();
            Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await run.Client.GetInstanceAsync(id))!.RuntimeStatus);
            await run.Client.ResumeInstanceAsync(id);
            await run.SettleAsync();
        }
    }

    private static async Task<Outcome> RunAsync(string program, Setup setup, int crashAt, bool isStored)
    {
        await using CrashRun run = new(setup, crashAt, isStored);
        SmallProgram.Register(run.Run);
        OrchestrationMetadata done = await run.FinishAsync(SmallProgram.Name, program);
        IReadOnlyList<HistoryEvent> history = run.Run.Store.ReadHistory(done.InstanceId);
        return new Outcome(
            done.ReadOutputAs<string>() ?? string.Empty,
            done.SerializedCustomStatus,
            string.Join(',', history.OfType<HistoryEvent.Decision>().OrderBy(d => d.Id)),
            history,
            run.Commits);
    }
}
