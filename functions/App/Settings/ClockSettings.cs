using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.App.Settings;

/// <summary>The section <c>Clock</c>: for trying things out, the shop clock may begin elsewhere and run fast.</summary>
/// <param name="Start">UTC; null for now.</param>
/// <param name="Speed">Shop seconds in a real second, 1 to <see cref="SpeedMax"/>.</param>
internal sealed record ClockSettings(DateTimeOffset? Start, double Speed)
{
    /// <summary>A hundred days in a second.</summary>
    public const double SpeedMax = 8_640_000;

    /// <summary>Whether the shop clock is the system clock.</summary>
    public bool IsReal => Start is null && Speed == 1;

    public static ClockSettings Read(SettingsReader settings) => new(ReadStart(settings), ReadSpeed(settings));

    private static DateTimeOffset? ReadStart(SettingsReader settings)
    {
        if (settings.Text("Clock:Start") is not { } text)
        {
            return null;
        }

        ParseResult<OffsetDateTime> parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (parsed.Success && parsed.Value is { Year: > 1 and < 9999 } start)
        {
            return start.ToDateTimeOffset().ToUniversalTime();
        }

        settings.Refuse("Clock:Start", $"'{text}' cannot be used; write an instant such as 2026-11-21T09:00:00+09:00");
        return null;
    }

    private static double ReadSpeed(SettingsReader settings)
    {
        if (settings.Text("Clock:Speed") is not { } text)
        {
            return 1;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed is >= 1 and <= SpeedMax)
        {
            return speed;
        }

        settings.Refuse("Clock:Speed", $"'{text}' cannot be used; write a number from 1 to {SpeedMax:F0}, such as 86400 for a day in a second");
        return 1;
    }
}
