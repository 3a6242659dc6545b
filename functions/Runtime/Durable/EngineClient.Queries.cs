using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

internal sealed partial class EngineClient
{
    private const int PurgePageSize = 500;

    /// <summary>Pages are in the order of ids; the token is the last id, so it stays good whatever happens in between.</summary>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new OrchestrationQuery();
        InstanceFilter wanted = Filter(query.CreatedFrom, query.CreatedTo, query.Statuses, query.InstanceIdPrefix);
        return Pageable.Create<OrchestrationMetadata>(async (token, pageSize, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            int size = pageSize ?? query.PageSize;
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            IReadOnlyList<InstanceRow> rows = await requests.QueryAsync(wanted, token ?? query.ContinuationToken, size);
            return new Page<OrchestrationMetadata>(
                [.. rows.Select(r => Metadata(r, query.FetchInputsAndOutputs))], rows.Count < size ? null : rows[^1].Id);
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return new PurgeResult(await requests.PurgeAsync(instanceId) ? 1 : 0, isComplete: true);
    }

    /// <summary>Instances that have not finished are never purged, whatever the filter says.</summary>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        InstanceFilter wanted = Filter(filter.CreatedFrom, filter.CreatedTo, filter.Statuses, null);
        long begun = TimeProvider.System.GetTimestamp();
        string? after = null;
        int count = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<InstanceRow> rows = await requests.QueryAsync(wanted, after, PurgePageSize);
            bool[] purged = await Task.WhenAll(rows.Where(r => r.IsFinished).Select(r => requests.PurgeAsync(r.Id)));
            count += purged.Count(p => p);
            if (rows.Count < PurgePageSize)
            {
                return new PurgeResult(count, isComplete: true);
            }

            if (TimeProvider.System.GetElapsedTime(begun) > filter.Timeout)
            {
                return new PurgeResult(count, isComplete: false);
            }

            after = rows[^1].Id;
        }
    }

    private static InstanceFilter Filter(
        DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses, string? prefix) =>
        new(from, to, [.. statuses ?? []], prefix ?? string.Empty);
}
