using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What becomes of those inside a journey that is not for their rank any more.</summary>
internal static class RankChangeRule
{
    public static void Apply(EnrollmentDraft draft, ShopCalendar calendar)
    {
        foreach ((Enrollment enrollment, JourneyDefinition journey) in draft.Running.Where(r => draft.IsOutside(r.Journey.Gate)))
        {
            if (journey.OnRankChange == RankChangePolicy.Exit)
            {
                draft.End(enrollment, EndReason.RankChanged);
            }
            else if (journey.OnRankChange == RankChangePolicy.Move)
            {
                Move(draft, enrollment, EndReason.RankChanged, calendar);
            }
        }
    }

    /// <summary>Ends an enrollment that has come to its end; who was to finish first goes on in the plan of their rank.</summary>
    public static void Finish(EnrollmentDraft draft, Cause.Finished finished, ShopCalendar calendar)
    {
        foreach ((Enrollment enrollment, JourneyDefinition journey) in draft.Running.Where(r => r.Enrollment.EnrollmentId == finished.EnrollmentId))
        {
            bool moves = finished.Reason == EndReason.Completed && journey.OnRankChange == RankChangePolicy.FinishThenMove && draft.IsOutside(journey.Gate);
            if (moves)
            {
                Move(draft, enrollment, finished.Reason, calendar);
            }
            else
            {
                draft.End(enrollment, finished.Reason);
            }
        }
    }

    /// <param name="otherwise">How it ends when no journey of the plan is for the rank.</param>
    private static void Move(EnrollmentDraft draft, Enrollment from, EndReason otherwise, ShopCalendar calendar)
    {
        PublishedJourney? target = draft.Active.FirstOrDefault(j => IsTarget(draft, from, j.Definition));
        draft.End(from, target is null ? otherwise : EndReason.Moved);
        if (target is null)
        {
            return;
        }

        int daysPassed = calendar.DateOf(draft.Now).DayNumber - from.TriggeredOn.DayNumber;
        EntryCause cause = new($"moved:{from.EnrollmentId}", from.OrderKey, from.TriggeredAt, from.TriggeredOn);
        Enrollment moved = draft.Begun(target, cause) with { MovedFrom = from.EnrollmentId, AfterDay = daysPassed };
        if (!draft.Has(moved.EnrollmentId))
        {
            draft.Add(moved, target);
        }
    }

    /// <summary>Who has been in a journey that is for once in a lifetime does not get into it again by a move either.</summary>
    private static bool IsTarget(EnrollmentDraft draft, Enrollment from, JourneyDefinition journey) =>
        journey.Plan is not null
        && journey.Plan == from.Plan
        && journey.Id != from.JourneyId
        && draft.Admits(journey.Gate)
        && (journey.ReEntry != ReEntry.Once || draft.All.All(e => e.JourneyId != journey.Id || e.End == EndReason.Missed));
}
