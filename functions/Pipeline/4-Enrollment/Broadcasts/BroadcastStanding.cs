using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How a broadcast stands.</summary>
/// <param name="StartsAt">When it begins, or began, UTC.</param>
/// <param name="Job">How many have entered so far.</param>
public sealed record BroadcastStanding(PublishedJourney Journey, Trigger.Broadcast Trigger, DateTimeOffset StartsAt, BroadcastState State, BackFillJob Job)
{
    /// <summary>The journey's id.</summary>
    public string Id => Journey.Definition.Id;

    /// <summary>When the next one enters, UTC; null when nobody is known to wait for their turn.</summary>
    public DateTimeOffset? NextAt => State == BroadcastState.Running ? Job.NextAt : null;

    /// <summary>Who approved of it; null when nobody did.</summary>
    public OperatorAct? Approval { get; init; }

    /// <summary>Who called it off; null when nobody did.</summary>
    public OperatorAct? Cancellation { get; init; }

    /// <summary>Who pauses it; null when nobody does.</summary>
    public OperatorAct? Pause { get; init; }

    /// <summary>Since when it pauses, on the shop clock, UTC; null when it does not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who let it go on the last time; null when nobody did.</summary>
    public OperatorAct? Resumption { get; init; }

    /// <summary>How far it had come when it was paused; null when it does not pause.</summary>
    internal BroadcastState? PausedIn { get; init; }

    internal string? ETag { get; init; }

    /// <summary>Whether its state is written down; else it follows from the file and the clock.</summary>
    internal bool IsKept { get; init; }
}

/// <summary>How far a broadcast has come. Words are kept for ever.</summary>
public enum BroadcastState
{
    /// <summary>It begins when somebody approves of it, at its time at the earliest.</summary>
    WaitsForApproval,

    /// <summary>It begins at its time.</summary>
    Scheduled,

    /// <summary>Customers are entering.</summary>
    Running,

    /// <summary>Everybody of the segment was looked at; their messages go at their times.</summary>
    Done,

    /// <summary>It was not begun within a day of its time, and never will be.</summary>
    Missed,

    /// <summary>It pauses until somebody lets it go on: nobody enters, and what has not gone waits.</summary>
    Paused,

    /// <summary>It was called off, and those who have entered are being taken out.</summary>
    Cancelling,

    /// <summary>It was called off.</summary>
    Cancelled,
}
