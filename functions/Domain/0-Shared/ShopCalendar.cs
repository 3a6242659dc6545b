using NodaTime;

namespace FollowUpFlows.Domain.Shared;

/// <summary>Turns instants into the shop's own days. Every "day" of the product is a day of this calendar.</summary>
/// <param name="zone">The shop's time zone, <c>Asia/Tokyo</c> unless its settings say otherwise.</param>
public sealed class ShopCalendar(DateTimeZone zone)
{
    /// <summary>The zone that a shop has until it sets another.</summary>
    public const string DefaultZoneId = "Asia/Tokyo";

    /// <summary>The shop's time zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The shop-local day on which the instant falls.</summary>
    public DateOnly DateOf(DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(Zone).Date.ToDateOnly();

    /// <summary>The first instant of the day, in UTC; where clocks jump over midnight that is later than 00:00.</summary>
    public DateTimeOffset StartOf(DateOnly day) =>
        LocalDate.FromDateOnly(day).AtStartOfDayInZone(Zone).ToInstant().ToDateTimeOffset();

    /// <summary>The instant, in UTC, at which the shop's wall clock shows that time on that day. A time that the clocks jump over
    /// moves on by the jump; of a time that comes twice it is the first.</summary>
    public DateTimeOffset At(DateOnly day, LocalTime time) =>
        Zone.AtLeniently(LocalDate.FromDateOnly(day) + time).ToInstant().ToDateTimeOffset();

    /// <summary>What the shop's wall clock shows at the instant.</summary>
    public LocalTime TimeOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Zone).TimeOfDay;

    /// <summary>The calendar of an IANA zone id such as <c>Asia/Tokyo</c>; null when the tz database has no such zone.</summary>
    public static ShopCalendar? Find(string zoneId) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is { } zone ? new ShopCalendar(zone) : null;
}
