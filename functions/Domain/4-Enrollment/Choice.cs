namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Which way an enrollment took at a step that has several. Made once, whatever changes afterwards.</summary>
/// <param name="Arm">Index of the arm; <see cref="None"/> when none was taken.</param>
/// <param name="At">When it was made, on the shop clock, UTC: nothing behind it was due before.</param>
public sealed record Choice(string EnrollmentId, string StepId, int Arm, DateTimeOffset At)
{
    /// <summary>No arm: the journey goes on behind the step.</summary>
    public const int None = -1;

    /// <summary>Of a choice by chance, what it was for (<see cref="Journeys.Step.Split"/>); null of all others.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>The arm's own id, exactly where there is an <see cref="ExperimentId"/>.</summary>
    public string? ArmId { get; init; }
}
