using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>What an episode used up.</summary>
internal sealed record Consumed(IReadOnlyList<long> Messages, IReadOnlyList<int> Activities, IReadOnlyList<TimerRow> Timers)
{
    public bool IsEmpty => Messages.Count + Activities.Count + Timers.Count == 0;

    public static Consumed By(IReadOnlyList<Input> inputs, string executionId)
    {
        List<long> messages = [];
        List<int> activities = [];
        List<TimerRow> timers = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            switch (inputs[i])
            {
                case Input.Arrived arrived:
                    messages.Add(arrived.Message.Number);
                    break;
                case Input.Ended ended when ended.ExecutionId == executionId:
                    activities.Add(ended.TaskId);
                    break;
                case Input.Fired fired:
                    timers.Add(fired.Timer);
                    break;
            }
        }

        return new Consumed(messages, activities, timers);
    }
}

/// <summary>Turns an episode's result into the one commit that makes it true.</summary>
internal static class EpisodeChange
{
    /// <param name="now">When the episode began, on the shop clock.</param>
    public static StoreChange Of(LiveInstance live, EpisodeResult result, Consumed consumed, DateTimeOffset now)
    {
        bool goesOn = result.Ending is null;
        bool isAnew = result.Ending is Ending.ContinuedAsNew;
        return new StoreChange(live.Row.Id)
        {
            Clear = goesOn ? Clearing.Nothing : isAnew ? Clearing.Execution : Clearing.Work,
            ConsumedMessages = consumed.Messages,
            ConsumedActivities = consumed.Activities,
            ConsumedTimers = consumed.Timers,
            CancelledTimers = result.CancelledTimers,
            Row = Row(live.Row, result, now),
            History = isAnew ? [] : result.Recorded,
            HistoryFrom = isAnew ? 0 : live.HistoryCount,
            Activities = goesOn ? Activities(live.Row, result) : [],
            Timers = goesOn ? Timers(live.Row, result) : [],
            Messages = [.. Sent(live.Row, result), .. Answer(live.Row.Parent, result.Ending), .. Carried(live.Row, result.Ending)],
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

    private static InstanceRow Row(InstanceRow row, EpisodeResult result, DateTimeOffset now)
    {
        InstanceRow started = row with
        {
            IsStarted = true,
            UpdatedAt = now,
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
                ExecutionId = Guid.NewGuid().ToString("N"),
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
                        child.Name, Guid.NewGuid().ToString("N"), child.Version, child.Input, parent, child.Tags, Cause(row, child.Id)));
                    break;
            }
        }
    }

    private static string? Cause(InstanceRow row, int taskId) =>
        ExecutionTrace.TaskOf(row.Trace, row.ExecutionId, taskId) is { } span ? TraceText.Of(span) : null;

    private static IEnumerable<NewMessage> Carried(InstanceRow row, Ending? ending) =>
        ending is Ending.ContinuedAsNew next ? next.Carried.Select(a => new NewMessage(row.Id, null, a)) : [];

    private static List<ActivityRow> Activities(InstanceRow row, EpisodeResult result)
    {
        List<ActivityRow> activities = [];
        foreach (HistoryEvent.Decision decision in result.Decisions)
        {
            if (decision is HistoryEvent.ActivityScheduled scheduled)
            {
                activities.Add(new ActivityRow(row.Id, scheduled.Id, scheduled.Name, scheduled.Input));
            }
        }

        return activities;
    }

    private static List<TimerRow> Timers(InstanceRow row, EpisodeResult result)
    {
        List<TimerRow> timers = [];
        foreach (HistoryEvent.Decision decision in result.Decisions)
        {
            if (decision is HistoryEvent.TimerCreated timer && !result.CancelledTimers.Contains(timer.Id))
            {
                timers.Add(new TimerRow(row.Id, timer.Id, timer.FireAt));
            }
        }

        return timers;
    }
}
