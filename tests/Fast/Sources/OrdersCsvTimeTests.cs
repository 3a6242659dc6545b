using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Dates stay as they are; instants fall on the day that they have in the shop's zone.</summary>
public sealed class OrdersCsvTimeTests
{
    private static readonly string[] Zones =
        ["Asia/Tokyo", "UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Africa/Cairo"];

    [Theory]
    [InlineData("Asia/Tokyo", "2026-01-30T15:00:00Z")]
    [InlineData("UTC", "2026-01-31T00:00:00Z")]
    [InlineData("America/New_York", "2026-01-31T05:00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-01-30T10:00:00Z")] // 14 hours ahead
    [InlineData("Pacific/Pago_Pago", "2026-01-31T11:00:00Z")] // 11 hours behind
    public void Date_StaysThatDayInEveryZone_AndStartsThere(string zone, string startsAt)
    {
        Order order = Read("2026-01-31", zone);
        Assert.Equal("2026-01-31", Day(order));
        Assert.Equal(startsAt, Utc(order));
    }

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z")] // clocks jump from 00:00 to 01:00
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z")]
    public void Date_OnADayWhoseClocksChange_StartsAtItsFirstInstant(string zone, string day, string startsAt)
    {
        Order order = Read(day, zone);
        Assert.Equal((day, startsAt), (Day(order), Utc(order)));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-01-31T14:59:59Z", "2026-01-31")]
    [InlineData("Asia/Tokyo", "2026-01-31T14:59:59.9999999Z", "2026-01-31")]
    [InlineData("Asia/Tokyo", "2026-01-31T14:59:59.999999999Z", "2026-01-31")] // not rounded up
    [InlineData("Asia/Tokyo", "2026-01-31T15:00:00Z", "2026-02-01")]
    [InlineData("Asia/Tokyo", "2026-01-31T23:59:59+09:00", "2026-01-31")]
    [InlineData("Asia/Tokyo", "2026-02-01T00:00:00+09:00", "2026-02-01")]
    [InlineData("Asia/Tokyo", "2026-01-31T24:00:00+09:00", "2026-02-01")] // the end of a day is the start of the next
    [InlineData("Asia/Tokyo", "2026-01-31T09:59:59-05:00", "2026-01-31")]
    [InlineData("Asia/Tokyo", "2026-01-31T10:00:00-05:00", "2026-02-01")]
    [InlineData("UTC", "2026-01-31T23:59:59Z", "2026-01-31")]
    [InlineData("UTC", "2026-02-01T00:00:00Z", "2026-02-01")]
    [InlineData("UTC", "2026-02-01T08:59:59+09:00", "2026-01-31")]
    [InlineData("UTC", "2026-02-01T09:00:00+09:00", "2026-02-01")]
    [InlineData("Asia/Kathmandu", "2026-01-31T18:14:59Z", "2026-01-31")] // 5:45 ahead
    [InlineData("Asia/Kathmandu", "2026-01-31T18:15:00Z", "2026-02-01")]
    public void Instant_AroundMidnight_FallsOnTheShopsDay(string zone, string instant, string day) => Assert.Equal(day, Day(Read(instant, zone)));

    [Theory]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-07")] // winter: 5 hours behind
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08")] // a day of 23 hours
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("America/New_York", "2026-11-01T03:59:59Z", "2026-10-31")]
    [InlineData("America/New_York", "2026-11-01T04:00:00Z", "2026-11-01")]
    [InlineData("America/New_York", "2026-11-02T04:59:59Z", "2026-11-01")] // a day of 25 hours
    [InlineData("America/New_York", "2026-11-02T05:00:00Z", "2026-11-02")]
    [InlineData("Europe/London", "2026-03-29T22:59:59Z", "2026-03-29")]
    [InlineData("Europe/London", "2026-03-29T23:00:00Z", "2026-03-30")]
    [InlineData("Africa/Cairo", "2026-04-23T21:59:59Z", "2026-04-23")]
    [InlineData("Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-24")]
    public void Instant_AroundMidnightWhereClocksChange_FallsOnTheShopsDay(string zone, string instant, string day) =>
        Assert.Equal(day, Day(Read(instant, zone)));

    [Theory]
    [InlineData("2026-01-31T19:30:00+09:00")]
    [InlineData("2026-01-31T10:30:00Z")]
    [InlineData("2026-01-31t10:30:00z")]
    [InlineData("2026-01-31T10:30:00z")]
    [InlineData("2026-01-31 10:30:00Z")]
    [InlineData("2026-01-31 19:30:00+09:00")]
    [InlineData("2026-01-31T10:30:00.0Z")]
    [InlineData("2026-01-31T10:30:00.000000Z")]
    [InlineData("2026-01-31T05:30:00-05:00")]
    public void Instant_HoweverItIsWritten_IsTheSame(string text) => Assert.Equal("2026-01-31T10:30:00Z", Utc(Read(text, "Asia/Tokyo")));

    [Fact]
    public void Instant_WithAFraction_KeepsIt() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 10, 30, 0, 250, TimeSpan.Zero), Read("2026-01-31T10:30:00.25Z", "UTC").OrderedAt);

    [Theory]
    [InlineData("2026-01-31T19:30:00")] // no offset: whose time?
    [InlineData("2026-01-31 19:30:00")]
    [InlineData("2026-01-31T19:30+09:00")]
    [InlineData("2026-01-31T19:30:00+0900")]
    [InlineData("2026-01-31T19:30:00 +09:00")]
    [InlineData("2026-01-31T19:60:00Z")]
    [InlineData("2026-01-31T")]
    [InlineData("2026-02-30")]
    [InlineData("2026-02-30T10:30:00Z")]
    [InlineData("2025-02-29")]
    [InlineData("2100-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-1-31")]
    [InlineData("26-01-31")]
    [InlineData("2026/01/31")]
    [InlineData("20260131")]
    [InlineData("31.01.2026")]
    [InlineData("２０２６-01-31")]
    [InlineData("2026年1月31日")]
    [InlineData("46053")] // Excel's number for a day
    [InlineData("yesterday")]
    public void Moment_ThatIsNeitherDateNorInstant_IsRefused(string text) => Assert.Equal(
        $"ordered_at '{text}' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)",
        OrdersText.Fault(OrdersText.ReadRow("ordered_at", text)));

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2000-02-29")]
    [InlineData("0002-01-01")]
    [InlineData("9998-12-31")]
    public void Date_LeapDaysAndOutermostYears_AreTaken(string day) =>
        Assert.All(Zones, zone => Assert.Equal(day, Day(Read(day, zone))));

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0001-12-31")]
    [InlineData("9999-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("0000-01-01")]
    public void Moment_BeyondTheCalendar_IsRefusedAndDoesNotThrow(string text) => Assert.All(Zones, zone => Assert.StartsWith(
        $"ordered_at '{text}' is neither", OrdersText.Fault(OrdersText.ReadRow(zone, fields: ("ordered_at", text))), StringComparison.Ordinal));

    [Fact]
    public void Instant_FallsBetweenTheStartOfItsDayAndOfTheNext() => Law.Holds(
        from zone in Gen.Elements(Zones)
        from hours in Gen.Choose(0, 60 * 365 * 24)
        from seconds in Gen.Elements(0, 1, 3599)
        select (Zone: zone, At: new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours).AddSeconds(seconds)),
        c =>
        {
            Order order = Read($"{c.At:yyyy-MM-ddTHH:mm:ss}Z", c.Zone);
            Order sameDay = Read(Day(order), c.Zone);
            Order nextDay = Read($"{order.OrderedOn.AddDays(1):yyyy-MM-dd}", c.Zone);
            return order.OrderedAt == c.At && sameDay.OrderedAt <= c.At && c.At < nextDay.OrderedAt;
        });

    private static Order Read(string orderedAt, string zone) => OrdersText.Only(OrdersText.ReadRow(zone, fields: ("ordered_at", orderedAt)));

    private static string Day(Order order) => $"{order.OrderedOn:yyyy-MM-dd}";

    private static string Utc(Order order)
    {
        Assert.Equal(TimeSpan.Zero, order.OrderedAt.Offset);
        return $"{order.OrderedAt:yyyy-MM-ddTHH:mm:ss}Z";
    }
}
