using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Reads what <see cref="HistoryEventWriter"/> has written.</summary>
internal static class HistoryEventReader
{
    public static HistoryEvent Read(ref HistoryReader r) => (HistoryKind)r.Byte() switch
    {
        HistoryKind.EpisodeStarted => new HistoryEvent.EpisodeStarted(r.Time()),
        HistoryKind.ExecutionStarted => Start(ref r),
        HistoryKind.TracedStart => Start(ref r) with { Trace = r.Text() },
        HistoryKind.ActivityScheduled => new HistoryEvent.ActivityScheduled(r.Int32(), r.Word(), r.Text()),
        HistoryKind.ChildScheduled => new HistoryEvent.ChildScheduled(r.Int32(), r.Word(), r.Word(), r.Text(), r.Text(), Tags(ref r)),
        HistoryKind.TimerCreated => new HistoryEvent.TimerCreated(r.Int32(), r.Time()),
        HistoryKind.EventSent => new HistoryEvent.EventSent(r.Int32(), r.Word(), r.Word(), r.Text()),
        HistoryKind.TaskCompleted => new HistoryEvent.TaskCompleted(r.Int32(), r.Text()),
        HistoryKind.TaskFailed => Failed(ref r),
        HistoryKind.TimerFired => new HistoryEvent.TimerFired(r.Int32(), r.Time()),
        HistoryKind.EventRaised => new HistoryEvent.EventRaised(r.Number(), r.Word(), r.Text()),
        HistoryKind.Suspended => new HistoryEvent.Suspended(r.Number(), r.Text()),
        HistoryKind.Resumed => new HistoryEvent.Resumed(r.Number(), r.Text()),
        HistoryKind.Terminated => new HistoryEvent.Terminated(r.Number(), r.Text()),
        HistoryKind kind => throw new HistoryFormatException($"A stored event is of kind {(byte)kind}, which this version does not know."),
    };

    private static HistoryEvent.ExecutionStarted Start(ref HistoryReader r) =>
        new(r.Word(), r.Word(), r.Text(), r.Text(), Parent(ref r), Tags(ref r));

    private static HistoryEvent.TaskFailed Failed(ref HistoryReader r)
    {
        int id = r.Int32();
        bool isFinal = r.Flag();
        return new HistoryEvent.TaskFailed(id, Failure(ref r), isFinal);
    }

    /// <summary>The failure first, then what caused it, then the cause of that.</summary>
    private static TaskFailureDetails? Failure(ref HistoryReader r)
    {
        Stack<(string Type, string Message, string? StackTrace)> causes = [];
        while (r.Flag())
        {
            causes.Push((r.Word(), r.Word(), r.Text()));
        }

        TaskFailureDetails? failure = null;
        while (causes.TryPop(out (string Type, string Message, string? StackTrace) cause))
        {
            failure = new TaskFailureDetails(cause.Type, cause.Message, cause.StackTrace, failure, null);
        }

        return failure;
    }

    private static ParentLink? Parent(ref HistoryReader r) =>
        r.Flag() ? new ParentLink(r.Word(), r.Word(), r.Word(), r.Int32()) : null;

    private static Dictionary<string, string>? Tags(ref HistoryReader r)
    {
        long count = r.Number() - 1;
        if (count < 0)
        {
            return null;
        }

        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        for (long i = 0; i < count; i++)
        {
            string key = r.Word();
            tags[key] = r.Word();
        }

        return tags;
    }
}
