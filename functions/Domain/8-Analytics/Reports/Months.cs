using System.Globalization;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Months of the shop's calendar.</summary>
public static class Months
{
    /// <summary>The first day of the month.</summary>
    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The last day of the month.</summary>
    public static DateOnly LastOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>How many months lie between those of two days: 0 for days of one month.</summary>
    public static int Between(DateOnly first, DateOnly last) => ((last.Year - first.Year) * 12) + last.Month - first.Month;

    /// <summary>First days of the months of a span, its ends included.</summary>
    public static IEnumerable<DateOnly> Of(ReportSpan span) =>
        Enumerable.Range(0, Between(span.From, span.To) + 1).Select(i => FirstOf(span.From).AddMonths(i));

    /// <summary>Month ends of a span, the last of which is the span's end where its month is not over.</summary>
    public static IEnumerable<DateOnly> EndsOf(ReportSpan span) => Of(span).Select(m => LastOf(m) < span.To ? LastOf(m) : span.To);

    /// <summary>A day as <c>2026-11-21</c>.</summary>
    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Days of the shop that a report is about, both included.</summary>
/// <param name="To">Not before <paramref name="From"/>; orders after it do not exist.</param>
public readonly record struct ReportSpan(DateOnly From, DateOnly To)
{
    /// <summary>Whether the day is one of them.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;
}
