using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What an episode used up.</summary>
internal sealed record Consumed(IReadOnlyList<long> Messages, IReadOnlyList<int> Activities, IReadOnlyList<TimerRow> Timers)
{
    public bool IsEmpty => Messages.Count + Activities.Count + Timers.Count == 0;

    public static Consumed By(IReadOnlyList<Input> inputs, string executionId) => new(
        [.. inputs.OfType<Input.Arrived>().Select(a => a.Message.Number)],
        [.. inputs.OfType<Input.Ended>().Where(e => e.ExecutionId == executionId).Select(e => e.TaskId)],
        [.. inputs.OfType<Input.Fired>().Select(f => f.Timer)]);
}

/// <summary>Turns an episode's result into the one commit that makes it true.</summary>
internal static class EpisodeChange
{
    /// <param name="now">When the episode began, on the shop clock.</param>
    /// <param name="nextExecutionId">Used if it continues as new.</param>
    public static StoreChange Of(LiveInstance live, EpisodeResult result, Consumed consumed, DateTimeOffset now, string nextExecutionId)
    {
        StoreChange change = new(live.Row.Id)
        {
            ConsumedMessages = consumed.Messages,
            ConsumedActivities = consumed.Activities,
            ConsumedTimers = consumed.Timers,
            CancelledTimers = result.CancelledTimers,
            Row = Row(live.Row, result, nextExecutionId) with { UpdatedAt = now },
            Messages = [.. Sent(live.Row, result), .. Answer(live.Row.Parent, result.Ending), .. Carried(live.Row, result.Ending)],
        };
        return result.Ending switch
        {
            Ending.ContinuedAsNew => change with { Clear = Clearing.Execution },
            null => Recorded(change, live, result) with { Activities = Activities(live.Row, result), Timers = Timers(live.Row, result) },
            _ => Recorded(change, live, result) with { Clear = Clearing.Work },
        };
    }

    /// <summary>What a parent hears of its child; nothing while the child goes on.</summary>
    public static IEnumerable<NewMessage> Answer(ParentLink? parent, Ending? ending)
    {
        HistoryEvent? answer = (parent, ending) switch
        {
            (null, _) or (_, null or Ending.ContinuedAsNew) => null,
            (_, Ending.Completed completed) => new HistoryEvent.TaskCompleted(parent.TaskId, completed.Result),
            (_, Ending.Failed failed) => new HistoryEvent.TaskFailed(parent.TaskId, failed.Failure, failed.IsFinal),
            _ => new HistoryEvent.TaskFailed(parent.TaskId, null, IsFinal: false),
        };
        return answer is null ? [] : [new NewMessage(parent!.InstanceId, parent.ExecutionId, answer)];
    }

    private static StoreChange Recorded(StoreChange change, LiveInstance live, EpisodeResult result) =>
        change with { History = result.Recorded, HistoryFrom = live.HistoryCount };

    private static InstanceRow Row(InstanceRow row, EpisodeResult result, string nextExecutionId)
    {
        InstanceRow started = row with
        {
            IsStarted = true,
            CustomStatus = result.CustomStatus is { } status ? status.Data : row.CustomStatus,
            Status = result.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
        };
        return result.Ending switch
        {
            Ending.Completed completed => started with { Status = OrchestrationRuntimeStatus.Completed, Output = completed.Result },
            Ending.Failed failed => started with
            {
                Status = OrchestrationRuntimeStatus.Failed,
                Output = failed.Failure.ToString(),
                Failure = failed.Failure,
            },
            Ending.Terminated terminated => started with { Status = OrchestrationRuntimeStatus.Terminated, Output = terminated.Output },
            Ending.ContinuedAsNew next => started with
            {
                ExecutionId = nextExecutionId,
                Input = next.Input,
                Version = next.Version ?? row.Version,
                IsStarted = false,
                IsScheduled = false,
            },
            _ => started,
        };
    }

    private static IEnumerable<NewMessage> Sent(InstanceRow row, EpisodeResult result)
    {
        foreach (HistoryEvent.Decision decision in result.Decisions)
        {
            switch (decision)
            {
                case HistoryEvent.EventSent sent:
                    yield return new NewMessage(sent.InstanceId, null, new HistoryEvent.EventRaised(0, sent.Name, sent.Payload));
                    break;
                case HistoryEvent.ChildScheduled child:
                    ParentLink parent = new(row.Name, row.Id, row.ExecutionId, child.Id);
                    yield return new NewMessage(child.InstanceId, null, new HistoryEvent.ExecutionStarted(
                        child.Name, Guid.NewGuid().ToString("N"), child.Version, child.Input, parent, child.Tags));
                    break;
            }
        }
    }

    private static IEnumerable<NewMessage> Carried(InstanceRow row, Ending? ending) =>
        ending is Ending.ContinuedAsNew next ? next.Carried.Select(a => new NewMessage(row.Id, null, a)) : [];

    private static ActivityRow[] Activities(InstanceRow row, EpisodeResult result) =>
        [.. result.Decisions.OfType<HistoryEvent.ActivityScheduled>().Select(a => new ActivityRow(row.Id, a.Id, a.Name, a.Input))];

    private static TimerRow[] Timers(InstanceRow row, EpisodeResult result) =>
    [
        .. result.Decisions.OfType<HistoryEvent.TimerCreated>()
            .Where(t => !result.CancelledTimers.Contains(t.Id))
            .Select(t => new TimerRow(row.Id, t.Id, t.FireAt)),
    ];
}
