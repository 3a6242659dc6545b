using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Instances in memory as the engine has written them, history and all, until they end: what a server has to take up, and
/// nothing else.</summary>
internal sealed class RunningInstances : IInstanceStore
{
    private const int CopiesAtOnce = 256;

    private readonly InMemoryInstanceStore running = new();

    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken) => running.CommitAsync(
        change.Row is { IsFinished: true } ? change with { Clear = Clearing.Instance, History = [], Row = null } : change,
        cancellationToken);

    public InstanceRow? Find(string instanceId) => running.Find(instanceId);

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => running.ReadHistory(instanceId);

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => running.ReadTimers(limit);

    public PendingWork ReadPending() => running.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => running.Query(filter, afterId, limit);

    /// <summary>Writes every instance, with its history and timers, into an empty store. Nothing may be under way but timers.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> CopyToAsync(IInstanceStore store, CancellationToken cancellationToken)
    {
        if (running.ReadPending() is not { Messages.Count: 0, Activities.Count: 0, Unstarted.Count: 0 })
        {
            throw new InvalidOperationException("Orchestrations are still under way.");
        }

        ILookup<string, TimerRow> timers = running.ReadTimers(int.MaxValue).ToLookup(t => t.InstanceId, StringComparer.Ordinal);
        IReadOnlyList<InstanceRow> rows = running.Query(new InstanceFilter(null, null, [], ""), null, int.MaxValue);
        ParallelOptions options = new() { MaxDegreeOfParallelism = CopiesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows, options, async (row, token) =>
        {
            StoreChange whole = new(row.Id) { Row = row, History = running.ReadHistory(row.Id), Timers = [.. timers[row.Id]] };
            await store.CommitAsync(whole, token);
        });
        return rows.Count;
    }
}
