using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls for everything that is not an order.</summary>
internal static class TriggerRule
{
    /// <summary>The business key of a registration.</summary>
    public const string RegisteredKey = "registered";

    /// <summary>The business key of so many quiet days.</summary>
    /// <param name="on">On which they were full.</param>
    public static string KeyOfLapse(DateOnly on) => $"lapsed:{on.ToString("O", CultureInfo.InvariantCulture)}";

    public static void EventTold(EnrollmentDraft draft, Cause.EventTold cause)
    {
        EntryCause entry = new(AwaitedThings.KeyOfEvent(cause.Event), null, cause.Event.At, cause.Event.On);
        Enter(draft, entry, t => t is Trigger.EventReceived { Type: var type } ? type == cause.Event.Type
            : t is Trigger.LineFriendAdded && cause.Event.Type == Trigger.LineFriendAdded.EventType);
    }

    /// <summary>Once for every customer, whatever is said of the registration later.</summary>
    public static void Registered(EnrollmentDraft draft, Cause.Registered cause, ShopCalendar calendar) =>
        Enter(draft, new EntryCause(RegisteredKey, null, cause.At, calendar.DateOf(cause.At)), t => t is Trigger.Registered);

    /// <param name="lastOn">Day of the last counting order; null without orders.</param>
    public static void DayBegun(EnrollmentDraft draft, DateOnly on, DateOnly? lastOn, ShopCalendar calendar)
    {
        int? quietDays = on.DayNumber - lastOn?.DayNumber;
        EntryCause entry = new(KeyOfLapse(on), null, calendar.StartOf(on), on);
        Enter(draft, entry, t => t is Trigger.Lapsed { Days: var days } && days == quietDays);
    }

    /// <summary>The first placement is no change: nothing was left.</summary>
    public static void RankMoved(EnrollmentDraft draft, ModelReview review, ShopCalendar calendar)
    {
        if (review.Movement.Move is not { FromRankId: { } from } move)
        {
            return;
        }

        EntryCause entry = new(
            $"rank:{review.Model.Id}:{from}:{move.ToRankId}:{move.On.ToString("O", CultureInfo.InvariantCulture)}",
            null,
            draft.Now,
            calendar.DateOf(draft.Now));
        Enter(draft, entry, t => t is Trigger.RankChanged changed && changed.ModelId == review.Model.Id && Fits(changed, review.Model, from, move.ToRankId));
    }

    private static bool Fits(Trigger.RankChanged trigger, RankModel model, string from, string to)
    {
        bool isUp = model.PositionOf(to) < (model.PositionOf(from) ?? int.MaxValue);
        return (trigger.From.Count == 0 || trigger.From.Contains(from))
            && (trigger.To.Count == 0 || trigger.To.Contains(to))
            && (trigger.Direction == RankDirection.Any || isUp == (trigger.Direction == RankDirection.Up));
    }

    private static void Enter(EnrollmentDraft draft, EntryCause entry, Func<Trigger, bool> isTrigger)
    {
        foreach (PublishedJourney journey in draft.Active.Where(j => isTrigger(j.Definition.Trigger)))
        {
            draft.Enter(journey, entry);
        }
    }
}
