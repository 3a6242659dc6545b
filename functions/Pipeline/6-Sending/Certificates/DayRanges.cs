using System.Globalization;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Days as a short text: <c>2026-01-31</c>, or <c>2026-01-30/2026-02-02</c> for days in a row, joined by commas.</summary>
internal static class DayRanges
{
    public static string Write(IEnumerable<DateOnly> days)
    {
        List<(DateOnly First, DateOnly Last)> ranges = [];
        foreach (DateOnly day in days.Distinct().Order())
        {
            if (ranges is [.., var (first, last)] && last.AddDays(1) == day)
            {
                ranges[^1] = (first, day);
            }
            else
            {
                ranges.Add((day, day));
            }
        }

        return string.Join(',', ranges.Select(r => r.First == r.Last ? Text(r.First) : $"{Text(r.First)}/{Text(r.Last)}"));
    }

    /// <exception cref="FormatException">The text was not written by <see cref="Write"/>.</exception>
    public static IEnumerable<DateOnly> Read(string text)
    {
        foreach (string range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('/');
            for (DateOnly day = Day(ends[0]); day <= Day(ends[^1]); day = day.AddDays(1))
            {
                yield return day;
            }
        }
    }

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
