using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Sources;

/// <summary>Instants as shops write them.</summary>
internal static class Instants
{
    // In the outermost years a change of zone leaves the calendar.
    private const int YearMin = 1;
    private const int YearMax = 9999;

    // Ten digits last until the year 2286.
    private const int SecondsDigitsMax = 10;

    public static bool IsYearUsable(int year) => year is > YearMin and < YearMax;

    /// <summary>The instant of RFC 3339 in UTC; null when the text is none, or does not say its offset.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        // RFC 3339 lets people write a small t or z, or a space between date and time.
        string upper = text.Length > 10 && text[10] is ' ' or 't' ? string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11)) : text;
        ParseResult<OffsetDateTime> parsed = OffsetDateTimePattern.Rfc3339.Parse(upper.Replace('z', 'Z'));
        return parsed.Success && IsYearUsable(parsed.Value.Year) ? parsed.Value.ToInstant().ToDateTimeOffset() : null;
    }

    /// <summary>The instant so many seconds after 1970 as a header has it; null when the text is no plain number.</summary>
    public static DateTimeOffset? OfSeconds(string text) =>
        text.Length <= SecondsDigitsMax && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
