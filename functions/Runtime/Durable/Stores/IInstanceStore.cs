using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Where instances live. One engine has a store for itself; it reads and commits from any thread. Changes to the row,
/// history or work of one instance never overlap; messages for it may come at any time.</summary>
/// <remarks>Every member may throw <see cref="InstanceStoreException"/>.</remarks>
internal interface IInstanceStore
{
    /// <summary>All of the change, or nothing. When the task has completed, a crash cannot undo it.</summary>
    /// <returns>Numbers of <see cref="StoreChange.Messages"/>, in their order; ever growing, never given twice.</returns>
    Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken);

    InstanceRow? Find(string instanceId);

    /// <summary>Of the current execution, in order; empty for an unknown instance.</summary>
    /// <exception cref="HistoryFormatException">Written by a newer version, or damaged.</exception>
    IReadOnlyList<HistoryEvent> ReadHistory(string instanceId);

    /// <summary>The earliest ones; equal times in the order in which they were committed.</summary>
    IReadOnlyList<TimerRow> ReadTimers(int limit);

    /// <summary>What was under way when the process ended.</summary>
    PendingWork ReadPending();

    /// <summary>In a fixed order of ids, beginning after <paramref name="afterId"/> (null: from the first).</summary>
    IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit);
}

/// <summary>Both ends of the time range belong to it; an empty list of statuses means all.</summary>
internal sealed record InstanceFilter(
    DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedTo, IReadOnlyList<OrchestrationRuntimeStatus> Statuses, string IdPrefix)
{
    public bool Admits(InstanceRow row) =>
        !(row.CreatedAt < CreatedFrom) && !(row.CreatedAt > CreatedTo)
        && (Statuses.Count == 0 || Statuses.Contains(row.Status))
        && row.Id.StartsWith(IdPrefix, StringComparison.Ordinal);
}

/// <summary>The store did not do what it was asked; of a change nothing was kept.</summary>
/// <param name="isTemporary">Trying again may help.</param>
internal sealed class InstanceStoreException(string message, bool isTemporary, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsTemporary { get; } = isTemporary;
}
