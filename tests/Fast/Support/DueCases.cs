using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Sends that are due, to build cases from: marketing at noon in Tokyo that nothing is against.</summary>
internal static class DueCases
{
    /// <summary>Noon in Tokyo on 21 November 2026.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public static SendCase Of(params Channel[] channels) => new()
    {
        Step = JourneyCases.Send("thanks", channels),
        Purpose = Purpose.Marketing,
        Reach = channels.ToDictionary(c => c, _ => new Reach("address", ConsentState.Granted)),
        DueAt = Noon,
        Now = Noon,
        Rules = SendRules.Unlimited,
        Calendar = Shop.Tokyo,
    };

    public static SendCase With(this SendCase due, PlanTime? expiresAfter) => due with { Step = due.Step with { ExpiresAfter = expiresAfter } };

    /// <summary>A part of the day, such as <c>21:00-08:00</c>; null for none.</summary>
    public static DailyTimes? Times(string? text) => text?.Split('-') is [var from, var until] ? new DailyTimes(Time(from), Time(until)) : null;

    private static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
