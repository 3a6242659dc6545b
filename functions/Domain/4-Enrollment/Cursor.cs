namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Where an enrollment stands: all that its orchestration knows. Everything else is looked up at every step.</summary>
/// <param name="Version">The pinned version of the journey.</param>
/// <param name="StepId">The next step to settle; null before the first.</param>
public sealed record Cursor(string EnrollmentId, string CustomerId, string JourneyId, int Version, string? StepId = null);

/// <summary>What an enrollment waits for.</summary>
/// <param name="Cursor">To be handed in when the wait is over.</param>
/// <param name="DueAt">UTC, on the shop clock; may have passed: then go on at once. Null exactly when it has ended.</param>
/// <param name="End">Null while it goes on.</param>
public sealed record NextWait(Cursor Cursor, DateTimeOffset? DueAt, EndReason? End)
{
    /// <summary>Nothing remains to be done.</summary>
    public static NextWait Ended(Cursor cursor, EndReason reason) => new(cursor, null, reason);

    /// <summary>The next step is due at that instant.</summary>
    public static NextWait Until(Cursor cursor, DateTimeOffset dueAt) => new(cursor, dueAt, null);
}
