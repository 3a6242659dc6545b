using FollowUpFlows.Domain.Shared;
using NodaTime;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>One customer's run of one journey version.</summary>
public sealed record Enrollment
{
    /// <summary>Also the id of the orchestration; see <see cref="IdOf"/>.</summary>
    public required string EnrollmentId { get; init; }

    /// <summary>Who is followed up.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The journey's id.</summary>
    public required string JourneyId { get; init; }

    /// <summary>The published version that this run keeps to its end, ≥ 1.</summary>
    public required int Version { get; init; }

    /// <summary>The family of the journey; null when it stands alone.</summary>
    public string? Plan { get; init; }

    /// <summary>What caused it, such as an order: one enrollment for each.</summary>
    public required string BusinessKey { get; init; }

    /// <summary>The key of the order behind it, also after a move; null when no order is.</summary>
    public string? OrderKey { get; init; }

    /// <summary>The instant from which the steps count, UTC: of the order, not of its webhook.</summary>
    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>The shop-local day of the trigger; a date that the source gave is kept as it is.</summary>
    public required DateOnly TriggeredOn { get; init; }

    /// <summary>When the row was written, on the shop clock, UTC: nothing of it was due before.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>When steps go that name a day without a time: the shop's setting when the row was written. It stays, or a change of the
    /// setting would change what was due on days that are long certified. Null takes the setting of today.</summary>
    public LocalTime? SendAt { get; init; }

    /// <summary>The enrollment from which the customer was moved here; null when they entered from outside.</summary>
    public string? MovedFrom { get; init; }

    /// <summary>Of somebody who was moved here, only steps of a later day remain (<see cref="JourneyWalk"/>); null for all steps.</summary>
    public int? AfterDay { get; init; }

    /// <summary>Of somebody who goes on in another version of their journey, the step with which they do (<see cref="VersionChange"/>); null for
    /// all others.</summary>
    public string? FromStep { get; init; }

    /// <summary>Since when they have been waiting at <see cref="FromStep"/> for something, UTC; null where they do not.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Ids of the steps that they had in the versions before, in that order: none of them comes again. Empty for all others.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>Whether it goes on with what an enrollment in another version of the same journey began (<see cref="MovedFrom"/>).</summary>
    public bool Continues => FromStep is not null;

    /// <summary>How far it has come.</summary>
    public EnrollmentState State { get; init; } = EnrollmentState.Starting;

    /// <summary>Set exactly when <see cref="State"/> is <see cref="EnrollmentState.Ended"/>.</summary>
    public EndReason? End { get; init; }

    /// <summary>When it ended, on the shop clock, UTC; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the journey's goal was reached, UTC: of the order or event; null while it is not.</summary>
    public DateTimeOffset? GoalAt { get; init; }

    /// <summary>Not over yet.</summary>
    public bool IsActive => State != EnrollmentState.Ended;

    /// <summary>The journey and 26 base32 characters, at most 100 lower-case characters: the same customer and cause
    /// give the same id, so a trigger that fires twice finds its row.</summary>
    public static string IdOf(string journeyId, string customerId, string businessKey) =>
        $"{journeyId}:{OpaqueId.Of(26, customerId, businessKey)}";

    /// <summary>The same enrollment, over.</summary>
    public Enrollment Over(EndReason reason, DateTimeOffset now) =>
        this with { State = EnrollmentState.Ended, End = reason, EndedAt = now };
}

/// <summary>How far an enrollment has come.</summary>
public enum EnrollmentState
{
    /// <summary>The row is written, the orchestration perhaps not yet started.</summary>
    Starting,

    /// <summary>The orchestration is running.</summary>
    Running,

    /// <summary>Over; the row stays for ever.</summary>
    Ended,
}

/// <summary>Why an enrollment ended.</summary>
public enum EndReason
{
    /// <summary>Every step is settled.</summary>
    Completed,

    /// <summary>A step of the journey ends it.</summary>
    Exited,

    /// <summary>What the journey is for has been reached.</summary>
    GoalReached,

    /// <summary>The rank changed, and the customer went on in another journey of the plan.</summary>
    Moved,

    /// <summary>The rank changed, and the journey is not for the new one.</summary>
    RankChanged,

    /// <summary>A new cause began the journey, or its plan, anew.</summary>
    Restarted,

    /// <summary>A further order ended it.</summary>
    NewOrder,

    /// <summary>A person ended it.</summary>
    Stopped,

    /// <summary>The customer asked to be forgotten.</summary>
    Erased,

    /// <summary>The journey got a new version, and the customer went on in it, unless nothing of it remained for them.</summary>
    NewVersion,

    /// <summary>It never began: its day passed while nothing ran, and the journey does not make it good. Nothing of it was ever due.</summary>
    Missed,
}
