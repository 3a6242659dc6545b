using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class InMemoryTimerStatusStore : ITimerStatusStore
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> statuses = new(StringComparer.OrdinalIgnoreCase);

    public Task<ScheduleStatus?> FindAsync(string functionName, CancellationToken cancellationToken) =>
        Task.FromResult(statuses.GetValueOrDefault(functionName));

    public Task SaveAsync(string functionName, ScheduleStatus status, CancellationToken cancellationToken)
    {
        statuses[functionName] = status;
        return Task.CompletedTask;
    }
}
