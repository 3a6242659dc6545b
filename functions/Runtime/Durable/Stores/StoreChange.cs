namespace FollowUpFlows.Runtime.Durable;

/// <summary>One commit for one instance. Its parts are applied in the order of this list.</summary>
internal sealed record StoreChange(string InstanceId)
{
    /// <summary>What is removed of the instance before anything else.</summary>
    public Clearing Clear { get; init; }

    public IReadOnlyList<long> ConsumedMessages { get; init; } = [];

    public IReadOnlyList<int> ConsumedActivities { get; init; } = [];

    /// <summary>Timers that fired. One that is stored for another time belongs to a later run of the instance, and stays.</summary>
    public IReadOnlyList<TimerRow> ConsumedTimers { get; init; } = [];

    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    /// <summary>Replaces the stored row; null leaves it.</summary>
    public InstanceRow? Row { get; init; }

    /// <summary>Appended; the first gets position <see cref="HistoryFrom"/>.</summary>
    public IReadOnlyList<HistoryEvent> History { get; init; } = [];

    /// <summary>Number of events already stored: a change that was applied before does not fit a second time.</summary>
    public int HistoryFrom { get; init; }

    public IReadOnlyList<ActivityRow> Activities { get; init; } = [];

    public IReadOnlyList<TimerRow> Timers { get; init; } = [];

    public IReadOnlyList<NewMessage> Messages { get; init; } = [];
}

internal enum Clearing
{
    Nothing,

    /// <summary>Activities and timers.</summary>
    Work,

    /// <summary>Work and history.</summary>
    Execution,

    /// <summary>Everything, waiting messages and the row included.</summary>
    Instance,
}

internal sealed record ActivityRow(string InstanceId, int TaskId, string Name, string? Input);

/// <param name="TaskId"><see cref="StartTaskId"/>: the instance itself begins.</param>
internal sealed record TimerRow(string InstanceId, int TaskId, DateTimeOffset FireAt)
{
    public const int StartTaskId = -1;
}

/// <param name="ExecutionId">The only execution that it is meant for; null: whichever runs.</param>
/// <param name="Event">An arrival that carries a number keeps it: it was taken from the mailbox and goes back to its place.</param>
internal sealed record NewMessage(string InstanceId, string? ExecutionId, HistoryEvent Event)
{
    public long GivenNumber => Event is HistoryEvent.Arrival arrival ? arrival.Number : 0;
}

internal sealed record StoredMessage(long Number, string InstanceId, string? ExecutionId, HistoryEvent Event);

/// <param name="Unstarted">Instances, or new generations, whose first episode waits for nothing.</param>
internal sealed record PendingWork(
    IReadOnlyList<StoredMessage> Messages, IReadOnlyList<ActivityRow> Activities, IReadOnlyList<string> Unstarted);
