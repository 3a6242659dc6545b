using System.Globalization;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads <c>Sending:PauseDates</c>: days on which no marketing goes.</summary>
internal static class PauseDatesReader
{
    private const string Name = "Sending:PauseDates";
    private const string Expected = "write days such as 12-29..01-03 (every year), 2027-08-13..2027-08-16, or one day";

    /// <summary>There must be a day after them.</summary>
    private static readonly DateOnly LastDay = DateOnly.MaxValue;

    /// <summary>More would leave too little of a year.</summary>
    private const int YearlyDaysMax = 180;

    public static IReadOnlyList<PauseDates> Read(SettingsReader settings)
    {
        List<PauseDates> read = [];
        foreach (string text in settings.Texts(Name))
        {
            if (Parse(text) is { } dates)
            {
                read.Add(dates);
            }
            else
            {
                settings.Refuse(Name, $"'{text}' cannot be used; {Expected}");
            }
        }

        if (read.OfType<PauseDates.EveryYear>().Sum(d => d.Days) is var days and > YearlyDaysMax)
        {
            settings.Refuse(Name, $"{days} days of every year are too many; leave out some, so that no more than {YearlyDaysMax} remain");
            read.Clear();
        }

        if (read.Count == 0)
        {
            return [];
        }

        return read;
    }

    private static PauseDates? Parse(string text) => text.Split("..") switch
    {
        [var one] => Parse(one.Trim(), one.Trim()),
        [var first, var last] => Parse(first.Trim(), last.Trim()),
        _ => null,
    };

    private static PauseDates? Parse(string first, string last)
    {
        if (Day(first, "yyyy-MM-dd") is { } from && Day(last, "yyyy-MM-dd") is { } until)
        {
            return from <= until && until < LastDay ? new PauseDates.Once(from, until) : null;
        }

        return OfYear(first) is { } begin && OfYear(last) is { } end ? new PauseDates.EveryYear(begin, end) : null;
    }

    /// <summary>With a leap year before it every day of a year can be read.</summary>
    private static YearDay? OfYear(string text) => Day("2024-" + text, "yyyy-MM-dd") is { } day ? YearDay.Of(day) : null;

    private static DateOnly? Day(string text, string form) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
