namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>What a certificate says about a single row or step: something that is not settled, or that is not as it must be.</summary>
/// <param name="StepId">Null when it concerns the whole enrollment.</param>
/// <param name="DueAt">By the journey, UTC; null when the journey knows nothing of it.</param>
/// <param name="Reason">For people; holds no address.</param>
public sealed record Finding(FindingKind Kind, string CustomerId, string EnrollmentId, string? StepId, int Visit, DateTimeOffset? DueAt, string Reason)
{
    /// <summary>The next slot of a message that is deferred, UTC; null for all else.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What it means for the day.</summary>
    public FindingWeight Weight => Kind switch
    {
        FindingKind.Deferred => FindingWeight.Deferred,
        FindingKind.Held => FindingWeight.Held,
        FindingKind.Planned or FindingKind.Claimed or FindingKind.DeferralPassed or FindingKind.ChoiceOverdue => FindingWeight.Open,
        _ => FindingWeight.Discrepancy,
    };

    /// <summary>The step that it is about; null when it concerns the whole enrollment.</summary>
    public StepKey? Key => StepId is null ? null : new StepKey(EnrollmentId, StepId, Visit);

    internal static Finding Of(FindingKind kind, DueStep due, string reason) =>
        new(kind, due.CustomerId, due.EnrollmentId, due.StepId, due.Visit, due.DueAt, reason);
}

/// <summary>What a finding means for the day.</summary>
public enum FindingWeight
{
    /// <summary>Waits for a moment that is named.</summary>
    Deferred,

    /// <summary>Waits for a person.</summary>
    Held,

    /// <summary>Should be settled, and is not: the certificate does not hold.</summary>
    Open,

    /// <summary>Enrollments and ledger contradict each other: the certificate does not hold.</summary>
    Discrepancy,
}

/// <summary>Kinds of findings. Names are kept for ever: certificates are stored with them.</summary>
public enum FindingKind
{
    /// <summary>The message waits for a better moment of a later day.</summary>
    Deferred,

    /// <summary>A person decides.</summary>
    Held,

    /// <summary>Nothing has been decided although it was due.</summary>
    Planned,

    /// <summary>Whether the provider has it is not known yet.</summary>
    Claimed,

    /// <summary>The moment until which it was deferred has passed.</summary>
    DeferralPassed,

    /// <summary>The way of the enrollment was not chosen in time.</summary>
    ChoiceOverdue,

    /// <summary>Due, and not in the ledger.</summary>
    RowMissing,

    /// <summary>In the ledger, and not due.</summary>
    RowAdded,

    /// <summary>The ledger has another due time than the journey.</summary>
    DueDiffers,

    /// <summary>One step has rows on several channels.</summary>
    SeveralRows,

    /// <summary>A settled row lacks what proves it.</summary>
    ProofMissing,

    /// <summary>Claimed or settled before it was due.</summary>
    TooEarly,

    /// <summary>Something that is stored cannot be read.</summary>
    Unreadable,

    /// <summary>The ledger has rows of an enrollment that is gone.</summary>
    EnrollmentMissing,

    /// <summary>The enrollment is not in the index by which certificates find it.</summary>
    NotIndexed,

    /// <summary>Completed although steps remained.</summary>
    EndedEarly,

    /// <summary>The pinned version of the journey is gone.</summary>
    JourneyMissing,
}
