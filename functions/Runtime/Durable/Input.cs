namespace FollowUpFlows.Runtime.Durable;

/// <summary>Something that an instance has to deal with.</summary>
internal abstract record Input
{
    private Input()
    {
    }

    /// <summary>Stored as a message until the episode that takes it commits.</summary>
    internal sealed record Arrived(StoredMessage Message) : Input;

    /// <summary>An activity ended; its row stays until the episode that takes this commits, so a crash runs it again.</summary>
    internal sealed record Ended(string ExecutionId, int TaskId, HistoryEvent Event) : Input;

    /// <summary>A timer is due; its row stays until the episode that takes this commits.</summary>
    internal sealed record Fired(TimerRow Timer) : Input;

    /// <summary>An execution is stored that has not begun.</summary>
    internal sealed record Began : Input;

    /// <summary>A client's request that must not run beside an episode; deals with its own faults.</summary>
    internal sealed record Asked(Func<Task> Work) : Input;
}
