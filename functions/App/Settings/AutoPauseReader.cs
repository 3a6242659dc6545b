using System.Globalization;
using FollowUpFlows.Domain.Deliveries;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Sending:AutoPause</c>: when a journey pauses by itself.</summary>
internal static class AutoPauseReader
{
    private const string Section = "Sending:AutoPause:";
    private const int CountMax = 1_000_000;
    private const int DaysMax = 90;

    public static PauseRules Read(SettingsReader settings) => new()
    {
        BouncePercent = Percent(settings, "BouncePercent", PauseRules.DefaultBouncePercent),
        ComplaintPercent = Percent(settings, "ComplaintPercent", PauseRules.DefaultComplaintPercent),
        MinimumSent = SendingReader.Number(settings, Section + "MinimumSent", CountMax) ?? PauseRules.DefaultMinimumSent,
        WindowDays = SendingReader.Number(settings, Section + "WindowDays", DaysMax) ?? PauseRules.DefaultWindowDays,
    };

    /// <summary>The word <c>none</c> takes the limit away.</summary>
    private static decimal? Percent(SettingsReader settings, string name, decimal fallback)
    {
        if (settings.Text(Section + name) is not { } text || text == "none")
        {
            return settings.Text(Section + name) is null ? fallback : null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent) && percent is > 0 and <= 100)
        {
            return percent;
        }

        settings.Refuse(Section + name, $"'{text}' cannot be used; write a percentage such as {fallback.ToString(CultureInfo.InvariantCulture)}, or none");
        return fallback;
    }
}
