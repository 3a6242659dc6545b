using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Lets somebody go on in another version of their journey (新しい版への移行). The one enrollment ends and the other begins in the same write,
/// and only where every message that was due is settled: nothing is sent by both, and nothing by neither.</summary>
internal static class VersionRule
{
    public static void Apply(EnrollmentDraft draft, Cause.VersionChanged cause, ShopCalendar calendar)
    {
        (Enrollment enrollment, JourneyDefinition journey) = draft.Running.FirstOrDefault(r => r.Enrollment.EnrollmentId == cause.EnrollmentId);
        if (enrollment is null || enrollment.Version >= cause.To.Version)
        {
            return;
        }

        IReadOnlyDictionary<string, Choice> choices = draft.State.ChoicesOf(enrollment.EnrollmentId);
        IReadOnlyList<StepVisit> walk = new JourneyWalk(journey, calendar, draft.SendAt).Of(enrollment, choices);
        if (!StandsBefore(walk, choices, cause.StepId, draft.Now) || walk.Any(v => v.DueAt <= draft.Now && IsOpen(draft.State, enrollment, v)))
        {
            return;  // something has happened in between: it is looked at again
        }

        switch (PlaceOf(draft, enrollment, journey, cause.To.Definition, walk))
        {
            case VersionPlace.Goes goes:
                GoOn(draft, enrollment, cause, goes);
                break;
            case VersionPlace.Ends:
                draft.End(enrollment, EndReason.NewVersion);
                break;
            default:
                break;
        }
    }

    private static VersionPlace PlaceOf(EnrollmentDraft draft, Enrollment enrollment, JourneyDefinition journey, JourneyDefinition to, IReadOnlyList<StepVisit> walk) =>
        to.Plan is { } plan && plan != enrollment.Plan && draft.All.Any(e => e.IsActive && e.Plan == plan)
            ? new VersionPlace.Stays(StayReason.PlanTaken)
            : new VersionChange(journey, to).Of(enrollment.Passed, walk, draft.State.ChoicesOf(enrollment.EnrollmentId), draft.Now);

    /// <summary>Whether that is the step which comes next: what lies before it was due, and it was not, or waits for its way.</summary>
    private static bool StandsBefore(IReadOnlyList<StepVisit> walk, IReadOnlyDictionary<string, Choice> choices, string stepId, DateTimeOffset now)
    {
        int index = walk.Index().Where(v => v.Item.Step.Id == stepId).Select(v => v.Index).FirstOrDefault(-1);
        return index >= 0 && walk.Take(index).All(v => v.DueAt <= now)
            && (walk[index].DueAt > now || (walk[index].Step is Step.WaitFor && !choices.ContainsKey(stepId)));
    }

    private static bool IsOpen(CustomerState state, Enrollment enrollment, StepVisit visit) =>
        visit.Step is Step.Send send && SendLedger.Find(state, PlannedSends.Planned(enrollment, send, visit.DueAt).Key) is not { IsDone: true };

    private static void GoOn(EnrollmentDraft draft, Enrollment from, Cause.VersionChanged cause, VersionPlace.Goes goes)
    {
        EntryCause entry = new($"moved:{from.EnrollmentId}", from.OrderKey, from.TriggeredAt, from.TriggeredOn);
        Enrollment next = draft.Begun(cause.To, entry) with
        {
            SendAt = from.SendAt,
            MovedFrom = from.EnrollmentId,
            FromStep = goes.StepId,
            WaitingSince = goes.WaitingSince,
            Passed = goes.Passed,
        };
        if (!draft.Has(next.EnrollmentId))
        {
            draft.End(from, EndReason.NewVersion);
            draft.Add(next, cause.To, goes.Ways);
        }
    }
}
