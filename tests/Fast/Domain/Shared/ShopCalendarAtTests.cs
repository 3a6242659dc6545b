using System.Globalization;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

/// <summary>From the shop's wall clock to the instant. Expected values: Python's <c>zoneinfo</c> with <c>fold=0</c>.</summary>
public sealed class ShopCalendarAtTests
{
    [Theory]
    [InlineData("2026-11-21", "19:00", "2026-11-21T10:00:00Z")]
    [InlineData("2026-11-21", "00:00", "2026-11-20T15:00:00Z")]
    [InlineData("2026-11-21", "08:59", "2026-11-20T23:59:00Z")] // the last minute before the days of UTC and Tokyo agree
    [InlineData("2026-11-21", "09:00", "2026-11-21T00:00:00Z")]
    [InlineData("2026-12-31", "23:59", "2026-12-31T14:59:00Z")]
    [InlineData("2028-02-29", "10:00", "2028-02-29T01:00:00Z")]
    [InlineData("2026-03-01", "00:00", "2026-02-28T15:00:00Z")]
    public void At_TimeInTokyo_IsNineHoursEarlierInUtc(string day, string time, string expected) => AssertAt("Asia/Tokyo", day, time, expected);

    [Theory]
    [InlineData("2026-03-08", "01:59", "2026-03-08T06:59:00Z")]
    [InlineData("2026-03-08", "02:00", "2026-03-08T07:00:00Z")] // does not exist: shown as 03:00
    [InlineData("2026-03-08", "02:30", "2026-03-08T07:30:00Z")]
    [InlineData("2026-03-08", "02:59", "2026-03-08T07:59:00Z")]
    [InlineData("2026-03-08", "03:00", "2026-03-08T07:00:00Z")]
    [InlineData("2026-11-01", "00:59", "2026-11-01T04:59:00Z")]
    [InlineData("2026-11-01", "01:00", "2026-11-01T05:00:00Z")] // comes twice: the first
    [InlineData("2026-11-01", "01:59", "2026-11-01T05:59:00Z")]
    [InlineData("2026-11-01", "02:00", "2026-11-01T07:00:00Z")]
    public void At_NewYorkChangesItsClocks_MovesOnOrTakesTheFirst(string day, string time, string expected) =>
        AssertAt("America/New_York", day, time, expected);

    [Theory]
    [InlineData("2026-10-04", "01:59", "2026-10-03T15:29:00Z")]
    [InlineData("2026-10-04", "02:00", "2026-10-03T15:30:00Z")] // half an hour is skipped
    [InlineData("2026-10-04", "02:15", "2026-10-03T15:45:00Z")]
    [InlineData("2026-10-04", "02:30", "2026-10-03T15:30:00Z")]
    [InlineData("2026-04-05", "01:29", "2026-04-04T14:29:00Z")]
    [InlineData("2026-04-05", "01:30", "2026-04-04T14:30:00Z")] // half an hour comes twice
    [InlineData("2026-04-05", "01:45", "2026-04-04T14:45:00Z")]
    [InlineData("2026-04-05", "02:00", "2026-04-04T15:30:00Z")]
    public void At_LordHoweChangesByHalfAnHour_MovesByHalfAnHour(string day, string time, string expected) =>
        AssertAt("Australia/Lord_Howe", day, time, expected);

    [Theory]
    [InlineData("2011-12-29", "23:59", "2011-12-30T09:59:00Z")]
    [InlineData("2011-12-30", "00:00", "2011-12-30T10:00:00Z")] // a day that Samoa never had: the same time of the next
    [InlineData("2011-12-30", "10:00", "2011-12-30T20:00:00Z")]
    [InlineData("2011-12-31", "00:00", "2011-12-30T10:00:00Z")]
    [InlineData("2011-12-31", "10:00", "2011-12-30T20:00:00Z")]
    public void At_DayThatWasSkipped_IsTheNextDay(string day, string time, string expected) => AssertAt("Pacific/Apia", day, time, expected);

    [Theory]
    [InlineData("00:00", "2018-11-04T03:00:00Z")] // clocks jumped from 00:00 to 01:00
    [InlineData("00:30", "2018-11-04T03:30:00Z")]
    public void At_MidnightThatWasSkipped_MovesOn(string time, string expected) => AssertAt("America/Sao_Paulo", "2018-11-04", time, expected);

    /// <summary>With offset zero: elsewhere texts of instants are compared.</summary>
    [Fact]
    public void At_AnyZone_IsUtc() => Assert.Equal(TimeSpan.Zero, Calendar("America/New_York").At(Shop.Today, LocalTime.Noon).Offset);

    [Fact]
    public void At_AnyMinuteInAZoneWithoutChanges_FallsOnThatDay() => Law.Holds(
        from day in Gen.Choose(-20_000, 20_000)
        from minute in Gen.Choose(0, (24 * 60) - 1)
        select (Day: Shop.Today.AddDays(day), Time: LocalTime.Midnight.PlusMinutes(minute)),
        x => x.Day < new DateOnly(1952, 1, 1) || Shop.Tokyo.DateOf(Shop.Tokyo.At(x.Day, x.Time)) == x.Day);

    private static void AssertAt(string zone, string day, string time, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
        Calendar(zone).At(
            DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            LocalTime.FromTimeOnly(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture))));

    private static ShopCalendar Calendar(string zone) => ShopCalendar.Find(zone)!;
}
