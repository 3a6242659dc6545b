namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Where an enrollment stands: all that its orchestration knows. Everything else is looked up at every step.</summary>
/// <param name="Version">The pinned version of the journey.</param>
/// <param name="StepId">The next step to settle; null before the first.</param>
public sealed record Cursor(string EnrollmentId, string CustomerId, string JourneyId, int Version, string? StepId = null)
{
    /// <summary>All steps have been reached; only what was deferred remains.</summary>
    public bool IsPastSteps { get; init; }

    /// <summary>Messages that were due and wait for a better moment, while later steps go on.</summary>
    public IReadOnlyList<DeferredStep> Deferred { get; init; } = [];

    /// <summary>The earliest moment at which something deferred may go; null when nothing is.</summary>
    public DateTimeOffset? NextDeferredAt => Deferred.Count == 0 ? null : Deferred.Min(d => d.Until);
}

/// <summary>A message that waits.</summary>
/// <param name="Until">When to decide again, UTC.</param>
public sealed record DeferredStep(string StepId, DateTimeOffset Until);

/// <summary>What an enrollment waits for.</summary>
/// <param name="Cursor">To be handed in when the wait is over, or when something has happened.</param>
/// <param name="DueAt">UTC, on the shop clock; may have passed: then go on at once. Null exactly when it has ended.</param>
/// <param name="End">Null while it goes on.</param>
public sealed record NextWait(Cursor Cursor, DateTimeOffset? DueAt, EndReason? End)
{
    /// <summary>Nothing remains to be done.</summary>
    public static NextWait Ended(Cursor cursor, EndReason reason) => new(cursor, null, reason);

    /// <summary>The next step is due at that instant.</summary>
    public static NextWait Until(Cursor cursor, DateTimeOffset dueAt) => new(cursor, dueAt, null);
}
