using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Freezes the process at one commit: from then on nothing the engine writes is stored, and no call returns, as after a
/// power cut.</summary>
/// <param name="crashAt">Number of the commit, from 1; 0: never.</param>
/// <param name="isStored">The commit itself was stored, but the engine never heard of it.</param>
internal sealed class CrashingStore(IInstanceStore inner, int crashAt, bool isStored) : IInstanceStore
{
    private readonly TaskCompletionSource crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task<IReadOnlyList<long>> last = Task.FromResult<IReadOnlyList<long>>([]);
    private int commits;

    public Task Crashed => crashed.Task;

    public int Commits => Volatile.Read(ref commits);

    /// <summary>One at a time: what came before the crash is stored when the next engine looks.</summary>
    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return last = CommitAfterAsync(last, change, ++commits);
        }
    }

    public InstanceRow? Find(string instanceId) => inner.Find(instanceId);

    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => inner.ReadHistory(instanceId);

    public IReadOnlyList<TimerRow> ReadTimers(int limit) => inner.ReadTimers(limit);

    public PendingWork ReadPending() => inner.ReadPending();

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => inner.Query(filter, afterId, limit);

    private async Task<IReadOnlyList<long>> CommitAfterAsync(Task before, StoreChange change, int number)
    {
        await before;
        if (number != crashAt)
        {
            return await inner.CommitAsync(change, CancellationToken.None);
        }

        if (isStored)
        {
            await inner.CommitAsync(change, CancellationToken.None);
        }

        crashed.SetResult();
        return await new TaskCompletionSource<IReadOnlyList<long>>().Task; // and so nobody behind it gets on
    }
}
