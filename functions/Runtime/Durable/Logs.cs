using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Event ids and categories are those of the Durable Task worker. Names, ids and types only: texts of exceptions may hold
/// a customer's data.</summary>
internal static partial class Logs
{
    public const string Orchestrations = "Microsoft.DurableTask.Worker.Orchestrations";
    public const string Activities = "Microsoft.DurableTask.Worker.Activities";
    public const string Engine = "FollowUpFlows.Runtime.Durable";

    [LoggerMessage(600, LogLevel.Information, "Orchestration {Name} of instance {InstanceId} started.",
        EventName = "OrchestrationStarted")]
    public static partial void OrchestrationStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(601, LogLevel.Information, "Orchestration {Name} of instance {InstanceId} completed.",
        EventName = "OrchestrationCompleted")]
    public static partial void OrchestrationCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(602, LogLevel.Information, "Orchestration {Name} of instance {InstanceId} failed: {ErrorType}.",
        EventName = "OrchestrationFailed")]
    public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType);

    [LoggerMessage(603, LogLevel.Information, "Activity {Name} (#{TaskId}) of instance {InstanceId} started.",
        EventName = "ActivityStarted")]
    public static partial void ActivityStarted(ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(604, LogLevel.Information, "Activity {Name} (#{TaskId}) of instance {InstanceId} completed.",
        EventName = "ActivityCompleted")]
    public static partial void ActivityCompleted(ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(605, LogLevel.Information, "Activity {Name} (#{TaskId}) of instance {InstanceId} failed: {ErrorType}.",
        EventName = "ActivityFailed")]
    public static partial void ActivityFailed(ILogger logger, string name, int taskId, string instanceId, string? errorType);

    [LoggerMessage(650, LogLevel.Warning, "{Count} message(s) to instance {InstanceId} were dropped: it does not exist or has finished.")]
    public static partial void MessagesDropped(ILogger logger, int count, string instanceId);

    [LoggerMessage(651, LogLevel.Error, "The history of instance {InstanceId} cannot be read; it rests until the next start. {Reason}")]
    public static partial void InstanceUnreadable(ILogger logger, string instanceId, string reason);

    [LoggerMessage(653, LogLevel.Warning, "The durable engine waits for its store, and tries again until it can go on. {Reason}")]
    public static partial void StoreAwaited(ILogger logger, string reason);

    [LoggerMessage(652, LogLevel.Critical, "The durable engine cannot go on. Nothing is lost: once the cause is gone, a restart continues.")]
    public static partial void EngineFailed(ILogger logger, Exception reason);
}
