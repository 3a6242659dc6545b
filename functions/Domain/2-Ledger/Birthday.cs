using System.Globalization;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>A customer's birthday. Many forms do not ask for the year, some for the month alone.</summary>
/// <param name="Month">1–12.</param>
/// <param name="Day">1 to the month's last; 29 in a February without a year; null when only the month is known.</param>
/// <param name="Year">1900 or later; null when the customer did not say.</param>
public sealed record Birthday(int Month, int? Day, int? Year)
{
    private const int YearMin = 1900;

    // A year with a 29 February stands in for the one that is not known.
    private const string LeapYear = "2000";
    private const string WithoutYear = "--";
    private const string AnyDay = "-01";
    private const int MonthLength = 7;

    /// <summary>A birthday written as <c>1985-04-12</c>, as <c>--04-12</c> without the year, or as <c>1985-04</c> and <c>--04</c> without the
    /// day; null when it is none.</summary>
    public static Birthday? Find(string text)
    {
        bool isYearless = text.StartsWith(WithoutYear, StringComparison.Ordinal);
        string whole = isYearless ? string.Concat(LeapYear, text.AsSpan(1)) : text;
        bool isDayless = whole.Length == MonthLength;
        return DateOnly.TryParseExact(isDayless ? whole + AnyDay : whole, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && day.Year >= YearMin
                ? new Birthday(day.Month, isDayless ? null : day.Day, isYearless ? null : day.Year)
                : null;
    }

    /// <summary>As <see cref="Find"/> reads it.</summary>
    public override string ToString()
    {
        string year = Year is { } known ? known.ToString("D4", CultureInfo.InvariantCulture) : "-";
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{Month:D2}{(Day is { } day ? $"-{day:D2}" : "")}");
    }
}
