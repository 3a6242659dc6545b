using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api;

/// <summary>A part of the shop's year.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Today">The day of the shop.</param>
/// <param name="Holidays">Public holidays of Japan, in order; none for a shop on another time.</param>
/// <param name="Pauses">Days on which no marketing goes, in order, as far as they lie in this part.</param>
/// <param name="Broadcasts">Those whose day, or whose draft's day, lies in it, in order.</param>
internal sealed record CalendarBody(
    DateOnly From, DateOnly Until, DateOnly Today, IReadOnlyList<CalendarHoliday> Holidays, IReadOnlyList<CalendarPause> Pauses, IReadOnlyList<CalendarBroadcast> Broadcasts);

/// <summary>A public holiday.</summary>
/// <param name="On">The day.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Kind">Whether the law names it, or it stands in for one on a Sunday, or lies between two.</param>
internal sealed record CalendarHoliday(DateOnly On, LocalText Name, HolidayKind Kind);

/// <summary>Days without marketing.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The last.</param>
internal sealed record CalendarPause(DateOnly From, DateOnly Until);

/// <summary>A broadcast in the calendar.</summary>
/// <param name="Kind">What its file is: 'campaign' or 'journey'.</param>
/// <param name="Id">Kept for ever.</param>
/// <param name="Name">For people.</param>
/// <param name="On">Its day as it is published; of one that never was, as its draft has it.</param>
/// <param name="StartsAt">When it begins, or began, on that day, on the shop clock.</param>
/// <param name="State">How far it has come; null for one that is only written.</param>
/// <param name="Entered">Customers who get it, so far.</param>
/// <param name="Max">Most customers who get it; null for everybody of the segment.</param>
/// <param name="IsToCome">Whether it can be moved to another day.</param>
/// <param name="Draft">What somebody is writing of it; null when nobody is.</param>
internal sealed record CalendarBroadcast(
    TemplateKind Kind, string Id, LocalText Name, DateOnly On, DateTimeOffset StartsAt, BroadcastState? State, int Entered, int? Max, bool IsToCome, CalendarDraft? Draft)
{
    public static CalendarBroadcast Of(PlannedBroadcast broadcast, DateTimeOffset now) => new(
        broadcast.File.Kind,
        broadcast.Id,
        broadcast.Name,
        broadcast.On,
        broadcast.StartsAt,
        broadcast.Standing?.State,
        broadcast.Standing?.Job.Count.Entered ?? 0,
        broadcast.Standing?.Trigger.Max,
        broadcast.IsToCome(now),
        broadcast.Draft is { } draft ? new CalendarDraft(draft.On, draft.StartsAt, draft.Draft.Tag) : null);
}

/// <summary>What somebody is writing of a broadcast.</summary>
/// <param name="On">Its day there; null when the file cannot be read, and so is the time.</param>
/// <param name="StartsAt">When it would begin.</param>
/// <param name="Tag">What to send back as If-Match, in quotes.</param>
internal sealed record CalendarDraft(DateOnly? On, DateTimeOffset? StartsAt, string Tag);

/// <summary>How many customers a month of every year concerns, day by day.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="WithoutDay">Whose birthday is in the month, on a day that nobody knows.</param>
/// <param name="Days">Those on which there is somebody, in order.</param>
/// <param name="CountedAt">When they were counted, on the shop clock.</param>
internal sealed record YearDaysBody(int Month, int WithoutDay, IReadOnlyList<YearDayItem> Days, DateTimeOffset CountedAt);

/// <summary>A day of every year.</summary>
/// <param name="Day">Of the month, from 1.</param>
/// <param name="Birthdays">Customers whose birthday it is.</param>
/// <param name="FirstOrders">Customers whose first counting order was on it, in any year.</param>
internal sealed record YearDayItem(int Day, int Birthdays, int FirstOrders);
