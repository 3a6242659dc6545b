using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Refuses as many commits as it is told to.</summary>
internal sealed class FaultyStore(IInstanceStore inner, bool isTemporary) : IInstanceStore
{
    private int faultsLeft;

    public int FaultsLeft
    {
        get => Volatile.Read(ref faultsLeft);
        set => Volatile.Write(ref faultsLeft, value);
    }

    /// <summary>Its history seems to be of a newer version.</summary>
    public string? Unreadable { get; set; }

    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (FaultsLeft > 0)
        {
            Interlocked.Decrement(ref faultsLeft);
            throw new InstanceStoreException("The test refuses.", isTemporary);
        }

        return inner.CommitAsync(change, cancellationToken);
    }

    public InstanceRow? Find(string instanceId) => inner.Find(instanceId);

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) =>
        instanceId == Unreadable ? throw new HistoryFormatException("Newer.") : inner.ReadHistory(instanceId);

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => inner.ReadTimers(limit);

    public PendingWork ReadPending() => inner.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => inner.Query(filter, afterId, limit);
}
