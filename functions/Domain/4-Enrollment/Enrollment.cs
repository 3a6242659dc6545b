using FollowUpFlows.Domain.Shared;

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

    /// <summary>What caused it, such as an order: one enrollment for each.</summary>
    public required string BusinessKey { get; init; }

    /// <summary>The instant from which the steps count, UTC: of the order, not of its webhook.</summary>
    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>The shop-local day of the trigger; a date that the source gave is kept as it is.</summary>
    public required DateOnly TriggeredOn { get; init; }

    /// <summary>How far it has come.</summary>
    public EnrollmentState State { get; init; } = EnrollmentState.Starting;

    /// <summary>Set exactly when <see cref="State"/> is <see cref="EnrollmentState.Ended"/>.</summary>
    public EndReason? End { get; init; }

    /// <summary>The journey and 26 base32 characters, at most 100 lower-case characters: the same customer and cause
    /// give the same id, so a trigger that fires twice finds its row.</summary>
    public static string IdOf(string journeyId, string customerId, string businessKey) =>
        $"{journeyId}:{OpaqueId.Of(26, customerId, businessKey)}";
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
}
