using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What a client needs: of a running engine, or of a store that no engine has at the moment.</summary>
internal interface IEngineRequests
{
    /// <inheritdoc cref="EngineRequests.StartAsync"/>
    Task StartAsync(InstanceRow row, DateTimeOffset? startAt, Predicate<OrchestrationRuntimeStatus> mayReplace);

    /// <inheritdoc cref="EngineRequests.PurgeAsync"/>
    Task<bool> PurgeAsync(string instanceId);

    Task SendAsync(string instanceId, HistoryEvent.Arrival arrival);

    Task<InstanceRow?> FindAsync(string instanceId);

    Task<InstanceRow> WaitAsync(string instanceId, Predicate<InstanceRow> until, CancellationToken cancellationToken);

    Task<IReadOnlyList<InstanceRow>> QueryAsync(InstanceFilter filter, string? afterId, int limit);
}
