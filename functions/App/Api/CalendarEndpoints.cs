using System.Globalization;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>The shop's year: what is planned on which day, and which days are special.</summary>
internal static class CalendarEndpoints
{
    private const int DaysMax = 366;

    private static readonly ApiParameter From = ApiParameter.Day("from", "The first day; the first of this month when it is left out.");
    private static readonly ApiParameter Until = ApiParameter.Day("until", "The last day, at most 366 days in all; the last of the month of 'from' when it is left out.");
    private static readonly ApiParameter Month = ApiParameter.Text("month", "1 to 12; this month when it is left out.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/calendar", ShowAsync)
            .WithTags("calendar")
            .Is("getCalendar", "Broadcasts, public holidays and days without marketing", "Broadcasts that are published or being written; the holidays of Japan, for shops on its time; the days of Sending:PauseDates.")
            .Takes(From, Until);
        routes.MapGet("/api/calendar/year-days", CountAsync)
            .WithTags("calendar")
            .Is("countYearDays", "How many customers have their birthday, or made their first order, on which day of a month", "Reads the rows that lead to them, at most once an hour for each month.")
            .Takes(Month);
    }

    private static async Task<Results<Ok<CalendarBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, PlannedBroadcasts planned, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        DateOnly today = shop.Calendar.DateOf(now);
        DateOnly from = query.Day(From) ?? new DateOnly(today.Year, today.Month, 1);
        DateOnly until = query.Day(Until) ?? new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
        if (until < from || until.DayNumber - from.DayNumber >= DaysMax || until.Year > JapaneseHolidays.LastYear || from.Year < JapaneseHolidays.FirstYear)
        {
            query.Refuse($"'until' must not be before 'from', nor more than {DaysMax} days in all; and both lie in {JapaneseHolidays.FirstYear} to {JapaneseHolidays.LastYear}.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        IEnumerable<PublicHoliday> holidays = shop.Calendar.Zone.Id == ShopCalendar.DefaultZoneId ? JapaneseHolidays.Within(from, until) : [];
        return TypedResults.Ok(new CalendarBody(
            from,
            until,
            today,
            [.. holidays.Select(h => new CalendarHoliday(h.On, h.Name, h.Kind))],
            [.. shop.Sending.PauseDates.SelectMany(p => p.Within(from, until)).Distinct().OrderBy(p => p).Select(p => new CalendarPause(p.First, p.Last))],
            [.. (await planned.AllAsync(cancellationToken)).Where(b => IsWithin(b.On) || IsWithin(b.Draft?.On)).Select(b => CalendarBroadcast.Of(b, now))]));

        bool IsWithin(DateOnly? day) => from <= day && day <= until;
    }

    private static async Task<Results<Ok<YearDaysBody>, ProblemHttpResult>> CountAsync(
        HttpRequest request, CountYearDays count, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        int month = shop.Calendar.DateOf(clocks.Shop.GetUtcNow()).Month;
        if (query.Text(Month) is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out month) && month is >= 1 and <= 12))
        {
            query.Refuse("'month' must be a whole number from 1 to 12.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        Counted<IReadOnlyList<YearDayCount>> counted = await count.OfAsync(month, cancellationToken);
        return TypedResults.Ok(new YearDaysBody(
            month,
            counted.Value.FirstOrDefault(d => d.Day.Day == 0)?.Birthdays ?? 0,
            [.. counted.Value.Where(d => d.Day.Day != 0).Select(d => new YearDayItem(d.Day.Day, d.Birthdays, d.FirstOrders))],
            counted.CountedAt));
    }
}
