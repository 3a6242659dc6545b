using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>One look at an enrollment: where it stands, and all that its next step may depend on.</summary>
internal sealed record Turn(
    Cursor Cursor, CustomerState State, Enrollment Enrollment, PublishedJourney Journey, RankReview Review, DateTimeOffset Now, ShopSettings Shop)
{
    private readonly IReadOnlyList<StepVisit> visits =
        new JourneyWalk(Journey.Definition, Shop.Calendar, Shop.SendAt).Of(Enrollment, State.ChoicesOf(Enrollment.EnrollmentId));

    /// <summary>The step that the cursor points at; null past the last one.</summary>
    /// <exception cref="InvalidOperationException">The way does not lead to the step: a choice is missing.</exception>
    public StepVisit? Visit
    {
        get
        {
            if (Cursor.IsPastSteps || visits.Count == 0)
            {
                return null;
            }

            return Cursor.StepId is not { } id ? visits[0] : VisitOf(id)
                ?? throw new InvalidOperationException($"The enrollment {Cursor.EnrollmentId} stands at '{id}', where no way leads.");
        }
    }

    /// <summary>The step on the way; null when the way does not, or not yet, lead there.</summary>
    public StepVisit? VisitOf(string stepId) => visits.FirstOrDefault(v => v.Step.Id == stepId);

    /// <summary>Until the step is due, or something deferred may go.</summary>
    public NextWait WaitAt(StepVisit visit) => NextWait.Until(
        Cursor with { StepId = visit.Step.Id },
        Cursor.NextDeferredAt < visit.DueAt ? Cursor.NextDeferredAt.Value : visit.DueAt);
}
