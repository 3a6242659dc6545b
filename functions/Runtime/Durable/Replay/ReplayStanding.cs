namespace FollowUpFlows.Runtime.Durable;

/// <summary>Where a history leads under the code of today.</summary>
/// <param name="Ending">Null: the orchestration waits.</param>
/// <param name="HasNewDecisions">The code decides something that the history does not show.</param>
/// <param name="Open">Numbers of its decisions that have not ended.</param>
internal sealed record ReplayStanding(Ending? Ending, bool HasNewDecisions, IReadOnlySet<int> Open);
