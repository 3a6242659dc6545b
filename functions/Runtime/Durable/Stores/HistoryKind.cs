namespace FollowUpFlows.Runtime.Durable;

/// <summary>What a stored event is. Numbers are kept for ever.</summary>
internal enum HistoryKind : byte
{
    EpisodeStarted = 1,
    ExecutionStarted = 2,
    ActivityScheduled = 3,
    ChildScheduled = 4,
    TimerCreated = 5,
    EventSent = 6,
    TaskCompleted = 7,
    TaskFailed = 8,
    TimerFired = 9,
    EventRaised = 10,
    Suspended = 11,
    Resumed = 12,
    Terminated = 13,

    /// <summary>An <see cref="ExecutionStarted"/> with a span behind it.</summary>
    TracedStart = 14,
}
