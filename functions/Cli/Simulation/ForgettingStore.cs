using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Keeps of instances what a simulation needs: no histories, as every instance stays in memory until it ends, and nothing of
/// those that have ended.</summary>
internal sealed class ForgettingStore : IInstanceStore
{
    private readonly InMemoryInstanceStore running = new();

    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken) => running.CommitAsync(
        change.Row is { IsFinished: true }
            ? change with { Clear = Clearing.Instance, History = [], Row = null }
            : change with { History = [] },
        cancellationToken);

    public InstanceRow? Find(string instanceId) => running.Find(instanceId);

    /// <exception cref="NotSupportedException">Always: an instance that is not in memory has ended.</exception>
    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) =>
        throw new NotSupportedException($"The simulation keeps no history of '{instanceId}'.");

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => running.ReadTimers(limit);

    public PendingWork ReadPending() => running.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => running.Query(filter, afterId, limit);
}
