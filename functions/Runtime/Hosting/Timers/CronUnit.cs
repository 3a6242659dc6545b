using System.Globalization;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What one field of a schedule may hold.</summary>
/// <param name="Names">Names in place of numbers, counted from <paramref name="Min"/>: all short ones, then all long ones.</param>
internal sealed record CronUnit(string Name, int Min, int Max, List<string> Names)
{
    public static readonly CronUnit Second = new("second", 0, 59, []);
    public static readonly CronUnit Minute = new("minute", 0, 59, []);
    public static readonly CronUnit Hour = new("hour", 0, 23, []);
    public static readonly CronUnit Day = new("day of month", 1, 31, []);
    public static readonly CronUnit Month = new("month", 1, 12, NamesOf(f => f.AbbreviatedMonthNames[..12], f => f.MonthNames[..12]));
    public static readonly CronUnit DayOfWeek = new("day of week", 0, 6, NamesOf(f => f.AbbreviatedDayNames, f => f.DayNames));

    /// <summary>In the order in which a schedule names them.</summary>
    public static readonly CronUnit[] InOrder = [Second, Minute, Hour, Day, Month, DayOfWeek];

    /// <summary>How many numbers have names.</summary>
    public int NameCount => Names.Count / 2;

    private static List<string> NamesOf(Func<DateTimeFormatInfo, string[]> shortNames, Func<DateTimeFormatInfo, string[]> longNames) =>
        [.. shortNames(DateTimeFormatInfo.InvariantInfo), .. longNames(DateTimeFormatInfo.InvariantInfo)];
}
