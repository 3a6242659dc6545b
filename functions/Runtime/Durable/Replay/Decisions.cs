using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What the orchestrator decided and the history does not show yet, numbered in the order of the code.</summary>
internal sealed class Decisions
{
    private readonly SortedDictionary<int, HistoryEvent.Decision> unrecorded = [];
    private int next;

    public bool HasUnrecorded => unrecorded.Count > 0;

    public T Add<T>(Func<int, T> create)
        where T : HistoryEvent.Decision
    {
        T decision = create(next++);
        unrecorded.Add(decision.Id, decision);
        return decision;
    }

    /// <summary>Matches a decision of the history with the one the code made; kind and name count, inputs and times do not.</summary>
    /// <returns>Null: they match.</returns>
    public TaskFailureDetails? Match(HistoryEvent.Decision recorded)
    {
        unrecorded.Remove(recorded.Id, out HistoryEvent.Decision? decided);
        bool isSame = decided is not null
            && decided.Identity.Kind == recorded.Identity.Kind
            && string.Equals(decided.Identity.Name, recorded.Identity.Name, StringComparison.OrdinalIgnoreCase);
        return isSame ? null : ReplayFault.Mismatch(recorded, decided);
    }

    public IReadOnlyList<HistoryEvent.Decision> TakeUnrecorded()
    {
        HistoryEvent.Decision[] all = [.. unrecorded.Values];
        unrecorded.Clear();
        return all;
    }
}
