using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrolls on days that time alone brings. Each has a key that an edit of the journey, or of the day, leaves as it is: the year, or
/// the order after which the customer is about to lapse.</summary>
internal static class CalendarRule
{
    /// <summary>Enrolls whom the day is for. Of a day that was missed, and is not made good, a row says so.</summary>
    /// <param name="on">Shop-local, up to <paramref name="today"/>.</param>
    public static void DayBegun(EnrollmentDraft draft, DateOnly on, DateOnly today, ShopCalendar calendar)
    {
        foreach (PublishedJourney journey in draft.Active)
        {
            if (journey.Definition.Trigger is not Trigger.Calendar trigger || KeyOf(draft, trigger, on) is not { } key)
            {
                continue;
            }

            EntryCause cause = new(key, null, calendar.StartOf(on), on);
            if (trigger.MakesGood(on, today) && !IsLapsed(draft, trigger, today))
            {
                draft.Enter(journey, cause);
            }
            else
            {
                draft.Miss(journey, cause);
            }
        }
    }

    /// <summary>A rank may have a number of days of its own: who moves to one by which the warning should have come already, and it has
    /// not, is warned now.</summary>
    public static void RankMoved(EnrollmentDraft draft, DateOnly today, ShopCalendar calendar)
    {
        foreach (PublishedJourney journey in draft.Active)
        {
            if (journey.Definition.Trigger is Trigger.BeforeLapse trigger
                && draft.Review.Models.FirstOrDefault(m => m.Model.Id == trigger.ModelId) is { } review
                && WarnsOn(review, trigger, review.Movement.Move?.FromRankId) > today
                && WarnsOn(review, trigger, review.Movement.Held.RankId) <= today
                && LapseOf(draft, trigger) is var (lastOn, lapsesOn) && lapsesOn > today)
            {
                draft.Enter(journey, new EntryCause(KeyOfLapse(lastOn), null, calendar.StartOf(today), today));
            }
        }
    }

    /// <summary>The business key of what the day brings the customer; null when it brings nothing.</summary>
    internal static string? KeyOf(EnrollmentDraft draft, Trigger.Calendar trigger, DateOnly on) => trigger switch
    {
        Trigger.Birthday birthday => draft.State.Customer.Birthday is { } known ? Yearly("birthday", birthday.YearOn(on, known)) : null,
        Trigger.Anniversary anniversary => draft.Review.Entry.FirstOn is { } firstOn ? Yearly("anniversary", anniversary.YearOn(on, firstOn)) : null,
        Trigger.BeforeLapse lapse => LapseOf(draft, lapse) is var (lastOn, lapsesOn) && on.AddDays(lapse.BeforeDays) == lapsesOn ? KeyOfLapse(lastOn) : null,
        _ => throw new NotSupportedException(trigger.ToString()),
    };

    /// <summary>The last order, and the day from which the customer is lapsed if nothing is bought; null without orders.</summary>
    internal static (DateOnly LastOn, DateOnly LapsesOn)? LapseOf(EnrollmentDraft draft, Trigger.BeforeLapse trigger) =>
        draft.Review.Models.FirstOrDefault(m => m.Model.Id == trigger.ModelId) is { } review
        && review.Look.Facts.Purchases is { LastOn: { } lastOn }
        && LapsesOn(review, review.Movement.Held.RankId) is { } lapsesOn
            ? (lastOn, lapsesOn)
            : null;

    internal static string KeyOfLapse(DateOnly lastOn) => $"before-lapse:{lastOn.ToString("O", CultureInfo.InvariantCulture)}";

    private static bool IsLapsed(EnrollmentDraft draft, Trigger.Calendar trigger, DateOnly today) =>
        trigger is Trigger.BeforeLapse lapse && LapseOf(draft, lapse) is var (_, lapsesOn) && lapsesOn <= today;

    private static DateOnly? WarnsOn(ModelReview review, Trigger.BeforeLapse trigger, string? rankId) =>
        LapsesOn(review, rankId) is { } lapsesOn ? lapsesOn.AddDays(-trigger.BeforeDays) : null;

    private static DateOnly? LapsesOn(ModelReview review, string? rankId) =>
        rankId is not null && review.Model.PositionOf(rankId) is { } position ? review.Model.LapsesOn(review.Model.Ranks[position], review.Look.Facts.Purchases) : null;

    private static string? Yearly(string kind, int? year) => year is { } known ? string.Create(CultureInfo.InvariantCulture, $"{kind}:{known:D4}") : null;
}
