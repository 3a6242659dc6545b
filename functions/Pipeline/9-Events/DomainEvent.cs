namespace FollowUpFlows.Pipeline.Events;

/// <summary>Something that is true of the shop from now on, for other systems. Names nobody: ids are ours, and opaque.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Id">Derived from what has happened: told twice, it is the same.</param>
/// <param name="Subject">Whom or what it is about: <c>customers/ID</c>, <c>certificates/DAY</c>.</param>
/// <param name="Time">When it happened, on the shop clock, UTC.</param>
/// <param name="Data">A JSON object; <c>docs/events</c> has a schema for each type.</param>
public sealed record DomainEvent(string Type, string Id, string Subject, DateTimeOffset Time, string Data);

/// <summary>The words of <see cref="DomainEvent.Type"/>, kept for ever; <c>docs/events</c> is their reference.</summary>
public static class EventTypes
{
    /// <summary>A held rank moved.</summary>
    public const string RankChanged = "customer.rank_changed";

    /// <summary>A customer was forgotten at their own wish.</summary>
    public const string CustomerErased = "customer.erased";

    /// <summary>A customer said no to marketing on a channel.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>An enrollment began.</summary>
    public const string JourneyStarted = "journey.started";

    /// <summary>An enrollment ended, for whatever reason.</summary>
    public const string JourneyCompleted = "journey.completed";

    /// <summary>What a journey is for was reached, perhaps after its end.</summary>
    public const string GoalReached = "journey.goal_reached";

    /// <summary>A journey pauses because its e-mails do harm; a person decides.</summary>
    public const string JourneyPaused = "journey.paused";

    /// <summary>A version does harm, and those who enter get the one before again; a person decides.</summary>
    public const string RolloutStopped = "journey.rollout_stopped";

    /// <summary>The provider has taken a message.</summary>
    public const string MessageSent = "message.sent";

    /// <summary>It was decided not to send a message.</summary>
    public const string MessageWithheld = "message.withheld";

    /// <summary>A message could not be rendered, or the provider refused it for good.</summary>
    public const string MessageFailed = "message.failed";

    /// <summary>A message's time passed before it could go.</summary>
    public const string MessageExpired = "message.expired";

    /// <summary>Whether a message went out is not known; a person decides.</summary>
    public const string MessageHeld = "message.held";

    /// <summary>A day was certified.</summary>
    public const string CertificateIssued = "certificate.issued";

    /// <summary>An experiment, a holdout or a new version was judged, with something new to say.</summary>
    public const string VerdictReached = "verdict.reached";

    /// <summary>Every type that there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RankChanged, CustomerErased, ConsentWithdrawn, JourneyStarted, JourneyCompleted, GoalReached, JourneyPaused, RolloutStopped,
        MessageSent, MessageWithheld, MessageFailed, MessageExpired, MessageHeld, CertificateIssued, VerdictReached,
    ];
}
