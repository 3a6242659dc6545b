using FollowUpFlows.Domain.Shared;
using NodaTime;
using NodaTime.TimeZones;

namespace FollowUpFlows.Domain.Sending;

/// <summary>Moments at which a rule on the time of day can begin or cease to hold.</summary>
internal static class WallClock
{
    private const int Days = 4;

    /// <summary>When the shop's wall clock shows one of the times on the instant's day or the days after it, and when it is put forward or
    /// back; in no order. A time that comes twice gives both, one that is jumped over the end of the jump.</summary>
    public static IEnumerable<DateTimeOffset> MomentsFrom(DateTimeOffset instant, IReadOnlyList<LocalTime> times, ShopCalendar calendar)
    {
        LocalDate today = LocalDate.FromDateOnly(calendar.DateOf(instant));
        Instant from = Instant.FromDateTimeOffset(instant);
        IEnumerable<Instant> shown = Enumerable.Range(0, Days)
            .SelectMany(d => times.SelectMany(t => Shown(calendar.Zone.MapLocal(today.PlusDays(d) + t))));
        IEnumerable<Instant> changes = calendar.Zone.GetZoneIntervals(from, from + Duration.FromDays(Days))
            .Where(i => i.HasStart).Select(i => i.Start);
        return shown.Concat(changes).Select(i => i.ToDateTimeOffset());
    }

    private static Instant[] Shown(ZoneLocalMapping mapping) => mapping.Count switch
    {
        0 => [mapping.LateInterval.Start],
        1 => [mapping.Single().ToInstant()],
        _ => [mapping.First().ToInstant(), mapping.Last().ToInstant()],
    };
}
