using System.Diagnostics;
using System.Globalization;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Spans with the source, names, kinds and tags of the Durable Task packages. Ids and names only: what exceptions say may hold a
/// customer's data.</summary>
internal static class Spans
{
    public const string SourceName = "Microsoft.DurableTask";

    private const string TypeTag = "durabletask.type";
    private const string NameTag = "durabletask.task.name";
    private const string VersionTag = "durabletask.task.version";
    private const string InstanceTag = "durabletask.task.instance_id";
    private const string ExecutionTag = "durabletask.task.execution_id";
    private const string TaskTag = "durabletask.task.task_id";
    private const string StatusTag = "durabletask.task.status";
    private const string FireAtTag = "durabletask.fire_at";
    private const string TargetTag = "durabletask.event.target_instance_id";
    private const string Orchestration = "orchestration";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>False: nobody listens, and nothing is prepared.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>A client starts an orchestration.</summary>
    public static Activity? Creation(string name, string? version, string instanceId, string executionId) => Source
        .StartActivity(Titled("create_orchestration", name, version), ActivityKind.Producer)?
        .SetTag(TypeTag, Orchestration)
        .SetTag(NameTag, name)
        .Versioned(version)
        .SetTag(InstanceTag, instanceId)
        .SetTag(ExecutionTag, executionId);

    /// <summary>A client raises an event.</summary>
    public static Activity? Event(string name, string targetId) => Source
        .StartActivity($"orchestration_event:{name}", ActivityKind.Producer)?
        .SetTag(TypeTag, "event")
        .SetTag(NameTag, name)
        .SetTag(TargetTag, targetId);

    /// <summary>One attempt of an activity.</summary>
    public static Activity? Attempt(ActivityRow row, ActivityContext waiting) => Source
        .StartActivity($"activity:{row.Name}", ActivityKind.Server, waiting)?
        .SetTag(TypeTag, "activity")
        .SetTag(NameTag, row.Name)
        .SetTag(InstanceTag, row.InstanceId)
        .SetTag(TaskTag, row.TaskId);

    /// <summary>An execution, from its first episode to its end.</summary>
    public static void Execution(InstanceRow row, ActivityContext cause, DateTimeOffset from, DateTimeOffset to, Ending ending)
    {
        Activity? span = Of(
            Source.StartActivity(Titled(Orchestration, row.Name, row.Version), ActivityKind.Server, cause, startTime: from),
            Orchestration,
            row.Name,
            row)?.Versioned(row.Version).SetTag(ExecutionTag, row.ExecutionId).SetTag(StatusTag, ending.GetType().Name);
        if (ending is Ending.Failed failed)
        {
            span.Fail(failed.Failure.ErrorType);
        }

        End(span, SpanIds.OfExecution(row.ExecutionId), to);
    }

    /// <summary>An orchestration waited for an activity.</summary>
    public static Activity? ActivityWait(InstanceRow row, HistoryEvent.ActivityScheduled call, ActivityContext execution, DateTimeOffset from) => Of(
        Source.StartActivity($"activity:{call.Name}", ActivityKind.Client, execution, startTime: from), "activity", call.Name, row)?.SetTag(TaskTag, call.Id);

    /// <summary>An orchestration waited for a child.</summary>
    public static Activity? ChildWait(InstanceRow row, HistoryEvent.ChildScheduled call, ActivityContext execution, DateTimeOffset from) => Of(
        Source.StartActivity(Titled(Orchestration, call.Name, call.Version), ActivityKind.Client, execution, startTime: from),
        Orchestration,
        call.Name,
        row)?.Versioned(call.Version).SetTag(TaskTag, call.Id);

    /// <summary>An orchestration waited for a timer that fired.</summary>
    public static Activity? TimerWait(InstanceRow row, HistoryEvent.TimerCreated timer, ActivityContext execution, DateTimeOffset from) => Of(
        Source.StartActivity($"{Orchestration}:{row.Name}:timer", ActivityKind.Internal, execution, startTime: from), "timer", row.Name, row)?
        .SetTag(FireAtTag, timer.FireAt.UtcDateTime.ToString("o", CultureInfo.InvariantCulture))
        .SetTag(TaskTag, timer.Id);

    /// <summary>An orchestration sent an event to another.</summary>
    public static Activity? EventSent(InstanceRow row, HistoryEvent.EventSent sent, ActivityContext execution, DateTimeOffset at) => Of(
        Source.StartActivity($"orchestration_event:{sent.Name}", ActivityKind.Producer, execution, startTime: at), "event", sent.Name, row)?
        .SetTag(ExecutionTag, row.ExecutionId)
        .SetTag(TargetTag, sent.InstanceId);

    /// <param name="type">Null: a child that was terminated.</param>
    public static void Fail(this Activity? span, string? type) => span?.SetStatus(ActivityStatusCode.Error, type ?? "terminated");

    /// <param name="id">Null: any.</param>
    public static void End(Activity? span, ActivitySpanId? id, DateTimeOffset at)
    {
        if (span is not null)
        {
            if (id is { } given)
            {
                SpanIds.Give(span, given);
            }

            span.SetEndTime(at.UtcDateTime).Dispose();
        }
    }

    private static Activity? Of(Activity? span, string type, string name, InstanceRow row) =>
        span?.SetTag(TypeTag, type).SetTag(NameTag, name).SetTag(InstanceTag, row.Id);

    private static Activity Versioned(this Activity span, string? version) =>
        string.IsNullOrEmpty(version) ? span : span.SetTag(VersionTag, version);

    private static string Titled(string what, string name, string? version) =>
        string.IsNullOrEmpty(version) ? $"{what}:{name}" : $"{what}:{name}@({version})";
}
