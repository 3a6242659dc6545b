using System.Globalization;

namespace FollowUpFlows.Domain.Shared;

/// <summary>A day that comes back every year, such as a birthday.</summary>
/// <param name="Month">1–12.</param>
/// <param name="Day">1–31, one that the month has in some year; 0 when only the month is known.</param>
public readonly record struct YearDay(int Month, int Day)
{
    private const int Leap = 29;

    /// <summary>When it comes in that year.</summary>
    /// <param name="leapDay">What stands in for 29 February in a year that has none.</param>
    /// <exception cref="InvalidOperationException">Only the month is known.</exception>
    public DateOnly In(int year, LeapDay leapDay) =>
        Day == 0 ? throw new InvalidOperationException("A month without a day is no day.")
        : Month == 2 && Day == Leap && !DateTime.IsLeapYear(year) ? (leapDay == LeapDay.March1 ? new DateOnly(year, 3, 1) : new DateOnly(year, 2, Leap - 1))
        : new DateOnly(year, Month, Day);

    /// <summary>The days of the year that come on that day: nearly always its own.</summary>
    public static IEnumerable<YearDay> On(DateOnly day, LeapDay leapDay)
    {
        yield return Of(day);
        YearDay leap = new(2, Leap);
        if (Of(day) != leap && leap.In(day.Year, leapDay) == day)
        {
            yield return leap;
        }
    }

    /// <summary>The day's own.</summary>
    public static YearDay Of(DateOnly day) => new(day.Month, day.Day);

    /// <summary><c>04-12</c>; <c>04-00</c> for a month.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:D2}-{Day:D2}");
}

/// <summary>What stands in for 29 February in a year that has none.</summary>
public enum LeapDay
{
    /// <summary>The day before: it stays in its month.</summary>
    February28,

    /// <summary>The day after.</summary>
    March1,
}
