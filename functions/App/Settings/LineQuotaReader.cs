using System.Globalization;
using FollowUpFlows.Channels.Line;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads what a shop does about the month's LINE messages.</summary>
internal static class LineQuotaReader
{
    private const string Section = "Channels:Line:";
    private const long ReserveMax = 1_000_000_000;

    public static LineQuotaSettings Read(SettingsReader settings)
    {
        LineQuotaSettings usual = new();
        LineQuotaSettings read = new()
        {
            Reserve = Number(settings, "QuotaReserve", usual.Reserve, 0, ReserveMax),
            WarnPercent = (int)Number(settings, "QuotaWarnPercent", usual.WarnPercent, 1, 100),
            AlertPercent = (int)Number(settings, "QuotaAlertPercent", usual.AlertPercent, 1, 100),
        };
        if (read.AlertPercent < read.WarnPercent)
        {
            string fault = $"{read.AlertPercent} is below QuotaWarnPercent, {read.WarnPercent}; write at least that";
            settings.Refuse(Section + "QuotaAlertPercent", fault);
        }

        return read;
    }

    private static long Number(SettingsReader settings, string name, long fallback, long min, long max)
    {
        if (settings.Text(Section + name) is not { } text)
        {
            return fallback;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max)
        {
            return number;
        }

        settings.Refuse(Section + name, $"'{text}' cannot be used; write a whole number from {min} to {max}");
        return fallback;
    }
}
