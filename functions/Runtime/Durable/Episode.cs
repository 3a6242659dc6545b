namespace FollowUpFlows.Runtime.Durable;

/// <summary>Prepares one episode from an instance's inputs and runs it.</summary>
internal static class Episode
{
    /// <summary>What the inputs mean for the current execution; nothing when they all belong to an earlier one.</summary>
    public static List<HistoryEvent> Happened(InstanceRow row, IReadOnlyList<Input> inputs)
    {
        List<HistoryEvent> happened = [];
        if (!row.IsStarted)
        {
            happened.Add(new HistoryEvent.ExecutionStarted(
                row.Name, row.ExecutionId, row.Version, row.Input, row.Parent, row.Tags, row.Trace));
        }

        foreach (Input input in inputs)
        {
            switch (input)
            {
                case Input.Arrived { Message: var message } when message.ExecutionId is null || message.ExecutionId == row.ExecutionId:
                    happened.Add(message.Event);
                    break;
                case Input.Ended ended when ended.ExecutionId == row.ExecutionId:
                    happened.Add(ended.Event);
                    break;
                case Input.Fired { Timer: { TaskId: not TimerRow.StartTaskId } timer }:
                    happened.Add(new HistoryEvent.TimerFired(timer.TaskId, timer.FireAt));
                    break;
            }
        }

        return happened;
    }

    /// <summary>Never before the last episode, nor before a timer that fired, wherever somebody set the clock to.</summary>
    public static DateTimeOffset Time(LiveInstance live, IReadOnlyList<Input> inputs, DateTimeOffset clock)
    {
        DateTimeOffset latest = live.Row.UpdatedAt > live.Execution.Now ? live.Row.UpdatedAt : live.Execution.Now;
        foreach (Input input in inputs)
        {
            latest = input is Input.Fired { Timer.FireAt: var at } && at > latest ? at : latest;
        }

        return (clock > latest ? clock : latest).ToUniversalTime();
    }

    public static EpisodeResult Run(LiveInstance live, IReadOnlyList<HistoryEvent> happened, int historyEventsMax)
    {
        if (!live.Row.IsStarted && happened.OfType<HistoryEvent.Terminated>().FirstOrDefault() is { } terminated)
        {
            return new EpisodeResult(happened, [], [], null, false, new Ending.Terminated(terminated.Output)); // its code never ran
        }

        EpisodeResult result = live.Execution.Run(happened);
        return result.Ending is null && live.Execution.EventCount > historyEventsMax
            ? result with { Decisions = [], Ending = new Ending.Failed(ReplayFault.TooLong(live.Row.Name, historyEventsMax)) }
            : result;
    }
}
