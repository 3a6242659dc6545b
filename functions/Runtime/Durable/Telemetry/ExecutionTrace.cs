using System.Diagnostics;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Turns the history of one execution into spans, on the clock of the shop. What has happened before this process is only
/// remembered, so that each span is told once, however often its execution is replayed.</summary>
internal sealed class ExecutionTrace
{
    private readonly Dictionary<int, (HistoryEvent.Decision Decision, DateTimeOffset At)> open = [];
    private readonly InstanceRow row;
    private readonly ActivityContext cause;
    private readonly ActivityContext execution;
    private DateTimeOffset? begunAt;
    private DateTimeOffset now;

    private ExecutionTrace(InstanceRow row, ActivityContext cause)
    {
        this.row = row;
        this.cause = cause;
        execution = new ActivityContext(cause.TraceId, SpanIds.OfExecution(row.ExecutionId), cause.TraceFlags, cause.TraceState);
    }

    /// <summary>Null: nobody traces it.</summary>
    public static ExecutionTrace? Of(InstanceRow row) =>
        row.Trace is { } trace && Spans.AreWanted && TraceText.Read(trace) is { } cause ? new ExecutionTrace(row, cause) : null;

    /// <summary>The span that a task of an execution has as its parent, wherever it runs; null: nobody traces it.</summary>
    public static ActivityContext? TaskOf(string? trace, string executionId, int taskId) => TraceText.Read(trace) is { } cause
        ? new ActivityContext(cause.TraceId, SpanIds.OfTask(executionId, taskId), cause.TraceFlags, cause.TraceState)
        : null;

    public void Replay(IReadOnlyList<HistoryEvent> past)
    {
        foreach (HistoryEvent one in past)
        {
            _ = Take(one);
        }
    }

    /// <summary>Tells what an episode came to, once it is stored.</summary>
    public void Tell(EpisodeResult result)
    {
        foreach (HistoryEvent one in result.Recorded)
        {
            if (Take(one) is { } ended)
            {
                Tell(one, ended.Decision, ended.At);
            }
        }

        foreach (int id in result.CancelledTimers)
        {
            open.Remove(id);
        }

        if (result.Ending is { } ending)
        {
            Spans.Execution(row, cause, begunAt ?? now, now, ending);
        }
    }

    /// <returns>The decision that ended with the event, and when it was made.</returns>
    private (HistoryEvent.Decision Decision, DateTimeOffset At)? Take(HistoryEvent one)
    {
        switch (one)
        {
            case HistoryEvent.EpisodeStarted episode:
                now = episode.At;
                begunAt ??= now;
                return null;
            case HistoryEvent.EventSent sent:
                return (sent, now);
            case HistoryEvent.Decision decision:
                open[decision.Id] = (decision, now);
                return null;
            case HistoryEvent.TaskCompleted { Id: var id }:
                return Closed(id);
            case HistoryEvent.TaskFailed { Id: var id }:
                return Closed(id);
            case HistoryEvent.TimerFired { Id: var id }:
                return Closed(id);
            default:
                return null;
        }
    }

    private (HistoryEvent.Decision Decision, DateTimeOffset At)? Closed(int id) =>
        open.Remove(id, out (HistoryEvent.Decision Decision, DateTimeOffset At) ended) ? ended : null;

    private void Tell(HistoryEvent one, HistoryEvent.Decision decision, DateTimeOffset from)
    {
        Activity? span = decision switch
        {
            HistoryEvent.ActivityScheduled call => Spans.ActivityWait(row, call, execution, from),
            HistoryEvent.ChildScheduled call => Spans.ChildWait(row, call, execution, from),
            HistoryEvent.TimerCreated timer => Spans.TimerWait(row, timer, execution, from),
            HistoryEvent.EventSent sent => Spans.EventSent(row, sent, execution, from),
            _ => null,
        };
        if (one is HistoryEvent.TaskFailed failed)
        {
            span.Fail(failed.Failure?.ErrorType);
        }

        Spans.End(span, decision is HistoryEvent.EventSent ? null : SpanIds.OfTask(row.ExecutionId, decision.Id), now);
    }
}
