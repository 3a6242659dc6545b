using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.App.Api.Plan;

/// <summary>Days on which time alone enrolls, in the words of a shop.</summary>
internal static class CalendarSentences
{
    /// <summary>誕生日の7日前.</summary>
    public static LocalText Of(Trigger.Calendar trigger)
    {
        LocalText day = DayOf(trigger);
        return trigger.BeforeDays == 0
            ? new LocalText(day.Ja, $"{char.ToUpperInvariant(day.En[0])}{day.En[1..]}")
            : new LocalText($"{day.Ja}の{trigger.BeforeDays}日前", $"{JourneySentences.Days(trigger.BeforeDays)} before {day.En}");
    }

    /// <summary>一斉配信 2026年12月10日 10:00.</summary>
    public static LocalText Of(Trigger.Broadcast broadcast)
    {
        string at = broadcast.At is { } time ? time.ToString("' 'HH':'mm", CultureInfo.InvariantCulture) : "";
        string ja = broadcast.On.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);
        return new LocalText($"一斉配信 {ja}{at}", $"Broadcast on {broadcast.On.ToString("O", CultureInfo.InvariantCulture)}{at}");
    }

    private static LocalText DayOf(Trigger.Calendar trigger) => trigger switch
    {
        Trigger.Birthday { OfMonth: { } day } => new LocalText($"誕生月の{day}日", $"day {day} of the birthday's month"),
        Trigger.Birthday => new LocalText("誕生日", "the birthday"),
        Trigger.Anniversary => new LocalText("初回購入の記念日", "the anniversary of the first order"),
        Trigger.BeforeLapse => new LocalText("離脱", "lapsing"),
        _ => throw new NotSupportedException(trigger.ToString()),
    };
}
