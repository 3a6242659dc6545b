namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Which way an enrollment took at a step that has several. Made once, whatever changes afterwards.</summary>
/// <param name="Arm">Index of the arm; <see cref="None"/> when none was taken.</param>
/// <param name="At">When it was made, on the shop clock, UTC: nothing behind it was due before.</param>
public sealed record Choice(string EnrollmentId, string StepId, int Arm, DateTimeOffset At)
{
    /// <summary>No arm: the journey goes on behind the step.</summary>
    public const int None = -1;
}
