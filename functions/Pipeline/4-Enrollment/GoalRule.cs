using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Notes which enrollments have reached what they are for, also after their last step; ends those that are to end with it.</summary>
internal static class GoalRule
{
    public static void Apply(EnrollmentDraft draft, OrderRules orders, ShopCalendar calendar)
    {
        foreach ((Enrollment enrollment, JourneyDefinition journey) in draft.Known.Where(k => k.Enrollment is { GoalAt: null, End: not EndReason.Missed } && IsCountedHere(draft, k.Enrollment)))
        {
            if (journey.Goal is not { } goal)
            {
                continue;
            }

            DateTimeOffset until = goal.Within.After(enrollment.TriggeredAt, calendar);
            if (AwaitedThings.Between(draft.State, enrollment, goal.Awaited, orders, enrollment.TriggeredAt, until) is not { } reachedAt)
            {
                continue;
            }

            draft.Change(enrollment with { GoalAt = reachedAt });
            if (goal.EndsJourney && enrollment.IsActive)
            {
                draft.End(enrollment, EndReason.GoalReached);
            }
        }
    }

    /// <summary>Who goes on in another version reaches the goal once: in the version in which they are by then.</summary>
    private static bool IsCountedHere(EnrollmentDraft draft, Enrollment enrollment)
    {
        for (Enrollment? before = enrollment; before is { Continues: true };)
        {
            before = draft.All.FirstOrDefault(e => e.EnrollmentId == before.MovedFrom);
            if (before?.GoalAt is not null)
            {
                return false;
            }
        }

        return enrollment.End != EndReason.NewVersion || draft.All.All(e => !e.Continues || e.MovedFrom != enrollment.EnrollmentId);
    }
}
