namespace FollowUpFlows.Runtime.Durable;

/// <summary>The store as the engine's parts use it: temporary faults are waited out, so callers see only those that stay.</summary>
internal sealed class InstanceRecords(IInstanceStore store, TimeSpan retryDelay, CancellationToken stopping)
{
    private const int GrowthMax = 100;

    public Task<IReadOnlyList<long>> CommitAsync(StoreChange change) => RetryAsync(() => store.CommitAsync(change, stopping));

    public Task<InstanceRow?> FindAsync(string instanceId) => RetryAsync(() => Task.FromResult(store.Find(instanceId)));

    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId) =>
        RetryAsync(() => Task.FromResult(store.ReadHistory(instanceId)));

    public Task<IReadOnlyList<InstanceRow>> QueryAsync(InstanceFilter filter, string? afterId, int limit) =>
        RetryAsync(() => Task.FromResult(store.Query(filter, afterId, limit)));

    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    private async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
    {
        TimeSpan delay = retryDelay;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (InstanceStoreException fault) when (fault.IsTemporary)
            {
                await Task.Delay(delay, TimeProvider.System, stopping);
                delay = delay * 2 < retryDelay * GrowthMax ? delay * 2 : retryDelay * GrowthMax;
            }
        }
    }
}
