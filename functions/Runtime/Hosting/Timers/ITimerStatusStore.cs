using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Remembers, per timer function, when it ran last and when it is due.</summary>
internal interface ITimerStatusStore
{
    /// <summary>Null when the function never had a status.</summary>
    Task<ScheduleStatus?> FindAsync(string functionName, CancellationToken cancellationToken);

    /// <summary>Returns when the status is as durable as the store can make it.</summary>
    Task SaveAsync(string functionName, ScheduleStatus status, CancellationToken cancellationToken);
}
