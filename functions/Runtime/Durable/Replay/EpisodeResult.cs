using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What one episode came to; nothing of it has happened yet.</summary>
/// <param name="Recorded">To be appended to the history: what the episode was given, then its decisions.</param>
/// <param name="Decisions">The decisions alone, in order of their numbers.</param>
/// <param name="CancelledTimers">Timers that need not fire any more; may hold timers decided in this very episode.</param>
/// <param name="CustomStatus">Null: not set in this episode.</param>
/// <param name="Ending">Null: the orchestration waits.</param>
internal sealed record EpisodeResult(
    IReadOnlyList<HistoryEvent> Recorded,
    IReadOnlyList<HistoryEvent.Decision> Decisions,
    IReadOnlyList<int> CancelledTimers,
    CustomStatus? CustomStatus,
    bool IsSuspended,
    Ending? Ending);

/// <param name="Data">Serialized; null clears it.</param>
internal sealed record CustomStatus(string? Data);

/// <summary>How an execution ended.</summary>
internal abstract record Ending
{
    private Ending()
    {
    }

    internal sealed record Completed(string? Result) : Ending;

    /// <param name="IsFinal">Starting it again cannot help: there is no such orchestrator.</param>
    internal sealed record Failed(TaskFailureDetails Failure, bool IsFinal = false) : Ending;

    internal sealed record Terminated(string? Output) : Ending;

    /// <param name="Version">Null keeps the version.</param>
    /// <param name="Carried">Arrivals that the next generation finds before all others, in their order.</param>
    internal sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<HistoryEvent.Arrival> Carried) : Ending;
}
