using FollowUpFlows.Sqlite;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Compares one unfinished instance with what its own history says: whether it is whole, whether the orchestrator of today goes
/// the same way, and whether what waits for it is what it waits for.</summary>
internal sealed class InstanceCheck(TaskRegistry tasks, DataConverter converter, DurableEngineOptions options)
{
    private const string DamageRemedy = "Run the release that wrote it, restore a backup, or end it by 'followup runtime terminate' and purge it.";
    private const string CodeRemedy = "Install the release that began it, or end it by 'followup runtime terminate'. Nothing was changed.";
    private const string WorkRemedy = "Stop the server, and run 'followup runtime check --repair'.";

    public IReadOnlyList<EngineFinding> Of(StoredInstance stored)
    {
        InstanceRow row = stored.Row;
        string place = $"history of {row.Id}";
        if (Damage(stored) is { } damage)
        {
            Action<SqliteSession>? hold = stored.IsHeld || row.IsFinished ? null : s => Quarantine.Add(s, row.Id, damage, row.UpdatedAt);
            return [new EngineFinding(place, damage, stored.IsHeld ? $"It is in quarantine. {DamageRemedy}" : DamageRemedy, hold)];
        }

        if (row.IsFinished || !row.IsStarted)
        {
            return [.. Release(stored), .. Unstarted(stored)];
        }

        Execution execution = new(tasks, new ExecutionSettings(row.Id, converter, NullLoggerFactory.Instance, options.MaximumTimerInterval));
        execution.Replay(stored.History);
        ReplayStanding standing = execution.Standing();
        return Otherwise(standing) is { } other
            ? [new EngineFinding(place, other, CodeRemedy, null)]
            : [.. Release(stored), .. WorkCheck.Of(stored, standing.Open, WorkRemedy)];
    }

    /// <summary>The row was written together with the last episode, so its time tells whether that is still there.</summary>
    private static string? Damage(StoredInstance stored) =>
        stored.Fault is { } fault ? fault
        : !stored.Row.IsStarted || stored.Row.IsFinished ? null
        : stored.History.OfType<HistoryEvent.EpisodeStarted>().LastOrDefault()?.At == stored.Row.UpdatedAt ? null
        : "Events are missing at its end.";

    private static string? Otherwise(ReplayStanding standing) => standing switch
    {
        { Ending: Ending.Failed { Failure: var failure, IsFinal: true } } => failure.ErrorMessage,
        { Ending: Ending.Failed { Failure: { ErrorType: ReplayFault.NonDeterministic } failure } } => $"It would fail: {failure.ErrorMessage}",
        { Ending: Ending.Failed failed } => $"It would fail with {failed.Failure.ErrorType}.",
        { Ending: not null } => "It waits, but its orchestrator would have ended by now: its code takes another path.",
        { HasNewDecisions: true } => "Its orchestrator does something that the history does not show: its code takes another path.",
        _ => null,
    };

    private static IEnumerable<EngineFinding> Release(StoredInstance stored) => stored.IsHeld
        ? [new EngineFinding($"quarantine of {stored.Row.Id}", "Its history can be read now.", WorkRemedy, s => Quarantine.Remove(s, stored.Row.Id))]
        : [];

    /// <summary>When it was to begin is known to nobody else.</summary>
    private static IEnumerable<EngineFinding> Unstarted(StoredInstance stored) =>
        stored.Row is { IsStarted: false, IsScheduled: true } && !stored.Timers.Any(t => t.TaskId == TimerRow.StartTaskId)
            ? [new EngineFinding($"timer of {stored.Row.Id}", "The timer that was to start it is missing, and its time is known nowhere else.", "Terminate it, and start it again.", null)]
            : [];
}
