using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Deals with the inputs of one instance: starts it, runs its episode, commits, passes on.</summary>
internal sealed class Turns(EngineParts parts)
{
    private readonly ILogger orchestrations = parts.Loggers.CreateLogger(Logs.Orchestrations);
    private readonly ILogger engine = parts.Loggers.CreateLogger(Logs.Engine);

    public async Task RunAsync(Mailbox box, IReadOnlyList<Input> inputs)
    {
        List<Input> together = [];
        foreach (Input input in inputs)
        {
            Task? alone = input switch
            {
                Input.Asked asked => FlushAsync(box, together, asked.Work),
                Input.Arrived { Message: { Event: HistoryEvent.ExecutionStarted start } message } =>
                    FlushAsync(box, together, () => StartChildAsync(box, message, start)),
                _ => null,
            };
            if (alone is null)
            {
                together.Add(input);
                continue;
            }

            await alone;
            together = [];
        }

        await FlushAsync(box, together, null);
    }

    private async Task FlushAsync(Mailbox box, List<Input> inputs, Func<Task>? then)
    {
        inputs.InsertRange(0, box.Held);
        box.Held.Clear();
        if (inputs.Count > 0 && (!box.IsUnreadable || UnreadableEnd.Of(inputs) is not null))
        {
            try
            {
                await TakeUpAsync(box, inputs);
            }
            catch (HistoryFormatException) when (UnreadableEnd.Of(inputs) is { } end)
            {
                await UnreadableEnd.CommitAsync(parts, box.InstanceId, inputs, end);
                box.IsUnreadable = false;
            }
            catch (HistoryFormatException fault)
            {
                box.IsUnreadable = true; // its inputs stay stored
                Logs.InstanceUnreadable(engine, box.InstanceId, fault.Message);
            }
        }

        if (then is not null)
        {
            parts.Mailboxes.Borrow(box); // what is in memory, or could not be read, may be replaced by what now follows
            box.IsUnreadable = false;
            await then();
        }
    }

    private async Task TakeUpAsync(Mailbox box, List<Input> inputs)
    {
        LiveInstance? live = parts.Mailboxes.Borrow(box) ?? await LoadAsync(box.InstanceId);
        if (live is null || live.Row.IsFinished)
        {
            await DropAsync(box.InstanceId, inputs);
        }
        else if (MustWait(live.Row, inputs))
        {
            box.Held.AddRange(inputs);
        }
        else
        {
            await RunEpisodeAsync(box, live, inputs);
        }
    }

    private async Task RunEpisodeAsync(Mailbox box, LiveInstance live, List<Input> inputs)
    {
        List<HistoryEvent> happened = Episode.Happened(live.Row, inputs);
        Consumed consumed = Consumed.By(inputs, live.Row.ExecutionId);
        if (happened.Count == 0)
        {
            await ForgetAsync(box.InstanceId, consumed);
            parts.Timers.Settled(consumed.Timers);
            parts.Mailboxes.Keep(box, live);
            return;
        }

        DateTimeOffset now = Episode.Time(live, inputs, parts.ShopClock.GetUtcNow());
        EpisodeResult result = Episode.Run(live, [new HistoryEvent.EpisodeStarted(now), .. happened], parts.Options.HistoryEventsMax);
        if (!live.Row.IsStarted)
        {
            Logs.OrchestrationStarted(orchestrations, live.Row.Name, live.Row.Id);
        }

        StoreChange change = EpisodeChange.Of(live, result, consumed, now);
        await parts.CommitAsync(change, live.Row.ExecutionId);
        parts.Timers.Settled(consumed.Timers);
        parts.Metrics.EpisodeStored(live.Row, result, consumed, now);
        live.Trace?.Tell(result);
        GoOn(box, live with { Row = change.Row!, HistoryCount = live.HistoryCount + change.History.Count }, result);
    }

    private void GoOn(Mailbox box, LiveInstance live, EpisodeResult result)
    {
        switch (result.Ending)
        {
            case null:
                parts.Mailboxes.Keep(box, live);
                break;
            case Ending.ContinuedAsNew next:
                box.Held.AddRange(next.Carried.Select(a => new Input.Arrived(new StoredMessage(a.Number, box.InstanceId, null, a))));
                parts.Mailboxes.Post(box.InstanceId, new Input.Began());
                break;
            case Ending.Failed failed:
                Logs.OrchestrationFailed(orchestrations, live.Row.Name, live.Row.Id, failed.Failure.ErrorType);
                break;
            default:
                Logs.OrchestrationCompleted(orchestrations, live.Row.Name, live.Row.Id);
                break;
        }
    }

    private async Task<LiveInstance?> LoadAsync(string instanceId)
    {
        if (await parts.Records.FindAsync(instanceId) is not { } row)
        {
            return null;
        }

        Execution execution = new(parts.Tasks, new ExecutionSettings(
            instanceId, parts.Converter, parts.Loggers, parts.Options.MaximumTimerInterval));
        if (!row.IsStarted || row.IsFinished)
        {
            return new LiveInstance(row, execution, 0, ExecutionTrace.Of(row));
        }

        IReadOnlyList<HistoryEvent> history = await parts.Records.ReadHistoryAsync(instanceId);
        execution.Replay(history);
        ExecutionTrace? trace = ExecutionTrace.Of(row);
        trace?.Replay(history);
        return new LiveInstance(row, execution, history.Count, trace);
    }

    /// <summary>Its time has not come, and nobody ends it before. Other timers that fire are those of an earlier run.</summary>
    private static bool MustWait(InstanceRow row, List<Input> inputs) =>
        row is { IsStarted: false, IsScheduled: true }
        && !inputs.Any(i => i
            is Input.Fired { Timer.TaskId: TimerRow.StartTaskId }
            or Input.Arrived { Message.Event: HistoryEvent.Terminated });

    private async Task DropAsync(string instanceId, List<Input> inputs)
    {
        Consumed consumed = Consumed.By(inputs, string.Empty);
        if (consumed.Messages.Count > 0)
        {
            Logs.MessagesDropped(engine, consumed.Messages.Count, instanceId);
        }

        await ForgetAsync(instanceId, consumed);
        parts.Timers.Settled(consumed.Timers);
    }

    private Task ForgetAsync(string instanceId, Consumed consumed) => consumed.IsEmpty
        ? Task.CompletedTask
        : parts.Records.CommitAsync(new StoreChange(instanceId)
        {
            ConsumedMessages = consumed.Messages,
            ConsumedActivities = consumed.Activities,
            ConsumedTimers = consumed.Timers,
        });

    /// <summary>A finished instance of that id is replaced: a retried child has the id of the one that failed.</summary>
    private async Task StartChildAsync(Mailbox box, StoredMessage message, HistoryEvent.ExecutionStarted start)
    {
        InstanceRow? taken = await parts.Records.FindAsync(box.InstanceId);
        StoreChange change = new(box.InstanceId) { ConsumedMessages = [message.Number] };
        if (taken is { IsFinished: false })
        {
            Ending.Failed refused = new(Starts.IdIsTaken(box.InstanceId));
            await parts.CommitAsync(change with { Messages = [.. EpisodeChange.Answer(start.Parent, refused)] }, string.Empty);
            return;
        }

        InstanceRow row = Starts.Row(box.InstanceId, start, parts.ShopClock.GetUtcNow());
        await parts.CommitAsync(change with { Clear = Clearing.Execution, Row = row }, row.ExecutionId);
        parts.Mailboxes.Post(box.InstanceId, new Input.Began());
    }
}
