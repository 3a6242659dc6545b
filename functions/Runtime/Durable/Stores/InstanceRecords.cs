using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>The store as the engine's parts use it: temporary faults are waited out, so callers see only those that stay.</summary>
internal sealed class InstanceRecords(IInstanceStore store, TimeSpan retryDelay, ILogger logger, CancellationToken stopping)
{
    private const int GrowthMax = 100;

    private int isAwaited;

    public async Task<IReadOnlyList<long>> CommitAsync(StoreChange change)
    {
        IReadOnlyList<long> numbers = await RetryAsync(() => store.CommitAsync(change, stopping));
        Volatile.Write(ref isAwaited, 0);
        return numbers;
    }

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
                if (Interlocked.Exchange(ref isAwaited, 1) == 0) // once, not for each of thousands that wait
                {
                    Logs.StoreAwaited(logger, fault.Message);
                }

                await Task.Delay(delay, TimeProvider.System, stopping);
                delay = delay * 2 < retryDelay * GrowthMax ? delay * 2 : retryDelay * GrowthMax;
            }
        }
    }
}
