using System.Globalization;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Sending</c>: when marketing may reach customers, and how often.</summary>
internal static class SendingReader
{
    /// <summary>More would be no limit at all, in one way or the other.</summary>
    internal const int CapCountMax = 1000;

    internal const int DaysMax = 3650;

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static SendRules Read(SettingsReader settings)
    {
        SendRules defaults = new();
        SendRules read = new()
        {
            QuietHours = Times(settings, "Sending:QuietHours", defaults.QuietHours),
            Window = Times(settings, "Sending:Window", defaults.Window),
            Cap = Cap(settings),
            RankCaps = RankCapReader.Read(settings),
            PauseDates = PauseDatesReader.Read(settings),
        };
        if (read.EverOpens)
        {
            return read;
        }

        settings.Refuse("Sending:Window", "never opens outside Sending:QuietHours, and nothing would ever be sent; write times that leave a part of the day");
        return SendRules.Unlimited;
    }

    public static int KeepPayloadsDays(SettingsReader settings) =>
        Number(settings, "Sending:KeepPayloadsDays", DaysMax) ?? ShopSettings.DefaultKeepPayloadsDays;

    private static FrequencyCap? Cap(SettingsReader settings)
    {
        (int? count, int? days) = (Number(settings, "Sending:Cap:Count", CapCountMax), Number(settings, "Sending:Cap:Days", DaysMax));
        if (settings.Text("Sending:Cap:Count") is null != settings.Text("Sending:Cap:Days") is null)
        {
            string missing = settings.Text("Sending:Cap:Count") is null ? "Sending:Cap:Count" : "Sending:Cap:Days";
            settings.Refuse(missing, "is missing: a cap is so many messages (Count) in so many days (Days)");
        }

        return count is { } most && days is { } within ? new FrequencyCap(most, within) : null;
    }

    /// <summary>A part of the day; the word <c>none</c> takes away what would hold without a setting.</summary>
    private static DailyTimes? Times(SettingsReader settings, string name, DailyTimes? fallback)
    {
        if (settings.Text(name) is not { } text || text == "none")
        {
            return settings.Text(name) is null ? fallback : null;
        }

        if (text.Split('-') is [var from, var until]
            && TimeOfDay.Parse(from.Trim()) is { Success: true, Value: LocalTime begin }
            && TimeOfDay.Parse(until.Trim()) is { Success: true, Value: LocalTime end }
            && begin != end)
        {
            return new DailyTimes(begin, end);
        }

        settings.Refuse(name, $"'{text}' cannot be used; write two different times of day such as 21:00-08:00, or none");
        return fallback;
    }

    internal static int? Number(SettingsReader settings, string name, int max)
    {
        if (settings.Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max)
        {
            return number;
        }

        settings.Refuse(name, $"'{text}' cannot be used; write a number from 1 to {max}");
        return null;
    }
}
