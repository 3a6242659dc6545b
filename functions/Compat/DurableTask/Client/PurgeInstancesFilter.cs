namespace Microsoft.DurableTask.Client;

/// <summary>Both ends of the time range belong to it; without statuses every finished instance does.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    public TimeSpan? Timeout { get; init; }
}
