using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>What one enrollment owes on a day, by its journey and its choices alone: the ledger is not asked.</summary>
/// <param name="Sends">Send steps that fell due on the day.</param>
/// <param name="OverdueChoice">The step at which the way stops although it should have gone on before the day was over, with the latest
/// instant for that; null when there is none. What lies behind it may be due, and nobody knows.</param>
/// <param name="EndedEarly">The first send that was not due yet when the enrollment ended on the day as completed; null when there is none.</param>
public sealed record Dues(IReadOnlyList<DueStep> Sends, DueStep? OverdueChoice, DueStep? EndedEarly)
{
    /// <param name="walk">The way of the enrollment (<see cref="JourneyWalk"/>).</param>
    /// <param name="choices">With which it was walked.</param>
    public static Dues Of(
        Enrollment enrollment, IReadOnlyList<StepVisit> walk, IReadOnlyDictionary<string, Choice> choices, ShopDay day, ShopCalendar calendar)
    {
        List<DueStep> sends = [.. walk.Where(v => v.Step is Step.Send).Select(v => DueStep.Of(enrollment, v.Step.Id, v.DueAt))];
        return new Dues(
            [.. sends.Where(s => day.Contains(s.DueAt) && s.Claim != DueClaim.None)],
            OverdueOf(enrollment, walk, choices, day, calendar),
            enrollment is { End: EndReason.Completed, EndedAt: { } end } && day.Contains(end) ? sends.FirstOrDefault(s => s.DueAt > end) : null);
    }

    private static DueStep? OverdueOf(
        Enrollment enrollment, IReadOnlyList<StepVisit> walk, IReadOnlyDictionary<string, Choice> choices, ShopDay day, ShopCalendar calendar)
    {
        if (walk is not [.., { Step.Arms.Count: > 0 } last] || choices.ContainsKey(last.Step.Id))
        {
            return null;
        }

        DateTimeOffset latest = last.Step is Step.WaitFor wait ? wait.Timeout.After(last.DueAt, calendar) : last.DueAt;
        latest = latest > enrollment.EnrolledAt ? latest : enrollment.EnrolledAt;  // whoever came from another version has waited before
        DueStep step = DueStep.Of(enrollment, last.Step.Id, latest);
        return latest < day.Until && step.Claim == DueClaim.Owed ? step : null;
    }
}

/// <summary>A step of an enrollment that is due.</summary>
/// <param name="Visit">How often the step has been reached before, from 0.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Claim">Whether it must be settled.</param>
public sealed record DueStep(string CustomerId, string EnrollmentId, string StepId, int Visit, DateTimeOffset DueAt, DueClaim Claim)
{
    /// <summary>By what it is told apart, whatever the channel.</summary>
    public StepKey Key => new(EnrollmentId, StepId, Visit);

    /// <summary>A journey without loops reaches each step once.</summary>
    internal static DueStep Of(Enrollment enrollment, string stepId, DateTimeOffset dueAt) =>
        new(enrollment.CustomerId, enrollment.EnrollmentId, stepId, 0, dueAt, ClaimOf(enrollment, dueAt));

    /// <summary>Whoever was ended by something else than the journey owes nothing of later. At one instant orders and events come before due
    /// steps, but not always in a process that runs them side by side.</summary>
    private static DueClaim ClaimOf(Enrollment enrollment, DateTimeOffset dueAt) => enrollment switch
    {
        { EndedAt: null } or { End: EndReason.Completed or EndReason.Exited } => DueClaim.Owed,
        _ when dueAt < enrollment.EndedAt => DueClaim.Owed,
        _ when dueAt == enrollment.EndedAt => DueClaim.Open,
        _ => DueClaim.None,
    };
}

/// <summary>Whether a step must be settled.</summary>
public enum DueClaim
{
    /// <summary>It must.</summary>
    Owed,

    /// <summary>It may: the enrollment ended at the very instant.</summary>
    Open,

    /// <summary>It must not: the enrollment had ended.</summary>
    None,
}

/// <summary>A step of an enrollment, whatever the channel.</summary>
public readonly record struct StepKey(string EnrollmentId, string StepId, int Visit);
