using System.Globalization;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

public sealed class ShopCalendarTests
{
    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-20T14:59:59Z", "2026-11-20")]
    [InlineData("Asia/Tokyo", "2026-11-20T15:00:00Z", "2026-11-21")]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-07")] // the night before clocks go forward: UTC-5
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08")] // the night after: UTC-4
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("Pacific/Kiritimati", "2026-11-20T10:00:00Z", "2026-11-21")]
    public void DateOf_Instant_IsTheShopsDay(string zone, string instant, string day) =>
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), ShopCalendar.Find(zone)!.DateOf(Instant(instant)));

    [Theory]
    [InlineData("Asia/Tokyo", 2026, 11, 21, "2026-11-20T15:00:00Z")]
    [InlineData("Asia/Tokyo", 2028, 2, 29, "2028-02-28T15:00:00Z")]
    [InlineData("America/New_York", 2026, 3, 8, "2026-03-08T05:00:00Z")]
    [InlineData("America/New_York", 2026, 11, 2, "2026-11-02T05:00:00Z")]
    [InlineData("America/Sao_Paulo", 2018, 11, 4, "2018-11-04T03:00:00Z")] // clocks jumped from 00:00 to 01:00
    public void StartOf_Day_IsItsFirstInstant(string zone, int year, int month, int day, string expected) =>
        Assert.Equal(Instant(expected), ShopCalendar.Find(zone)!.StartOf(new DateOnly(year, month, day)));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("JST")]
    [InlineData("")]
    public void Find_UnknownZone_IsNone(string zone) => Assert.Null(ShopCalendar.Find(zone));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
