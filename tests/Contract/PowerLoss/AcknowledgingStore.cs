using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Tests.Contract.PowerLoss;

/// <summary>One commit at a time, so that the log ends where the last acknowledged one has ended; remembers what each has promised.</summary>
internal sealed class AcknowledgingStore(IInstanceStore inner, PowerCut power) : IInstanceStore, IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private readonly List<StoreChange> changes = [];

    /// <summary>In the order of their acknowledgment.</summary>
    public IReadOnlyList<StoreChange> Changes => changes;

    public async Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<long> numbers = await inner.CommitAsync(change, cancellationToken);
            power.Acknowledged();
            changes.Add(change);
            return numbers;
        }
        finally
        {
            one.Release();
        }
    }

    public InstanceRow? Find(string instanceId) => inner.Find(instanceId);

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => inner.ReadHistory(instanceId);

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => inner.ReadTimers(limit);

    public PendingWork ReadPending() => inner.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => inner.Query(filter, afterId, limit);

    public void Dispose() => one.Dispose();
}
