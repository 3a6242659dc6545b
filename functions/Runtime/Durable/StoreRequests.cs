using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Requests while no engine runs: they are stored, and the next engine deals with them when it starts.</summary>
/// <param name="store">Nobody else has it open.</param>
internal sealed class StoreRequests(IInstanceStore store) : IEngineRequests
{
    public async Task StartAsync(InstanceRow row, DateTimeOffset? startAt, Predicate<OrchestrationRuntimeStatus> mayReplace)
    {
        InstanceRow? old = store.Find(row.Id);
        if (old is not null && !mayReplace(old.Status))
        {
            throw Starts.Taken(row.Id);
        }

        if (startAt is not null || old is { IsFinished: false })
        {
            throw new InvalidOperationException("No engine runs: an instance can only be started at once, in place of a finished one.");
        }

        await store.CommitAsync(new StoreChange(row.Id) { Clear = Clearing.Execution, Row = row }, CancellationToken.None);
    }

    public async Task<bool> PurgeAsync(string instanceId)
    {
        if (store.Find(instanceId) is not { IsFinished: true })
        {
            return false;
        }

        await store.CommitAsync(new StoreChange(instanceId) { Clear = Clearing.Instance }, CancellationToken.None);
        return true;
    }

    public Task SendAsync(string instanceId, HistoryEvent.Arrival arrival) => store.CommitAsync(
        new StoreChange(instanceId) { Messages = [new NewMessage(instanceId, null, arrival)] }, CancellationToken.None);

    public Task<InstanceRow?> FindAsync(string instanceId) => Task.FromResult(store.Find(instanceId));

    public Task<InstanceRow> WaitAsync(string instanceId, Predicate<InstanceRow> until, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No engine runs: nothing will happen to wait for.");

    public Task<IReadOnlyList<InstanceRow>> QueryAsync(InstanceFilter filter, string? afterId, int limit) =>
        Task.FromResult(store.Query(filter, afterId, limit));
}
