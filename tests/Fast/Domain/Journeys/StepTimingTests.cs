using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys;

/// <summary>When steps are due. Expected values: Python's <c>zoneinfo</c>.</summary>
public sealed class StepTimingTests
{
    private static readonly LocalTime ShopsOwn = new(10, 0);

    [Theory]
    [InlineData("2026-11-21T14:59:59Z", 0, "2026-11-21T10:00:00Z")] // one second before midnight in Tokyo: due nine hours ago, which means now
    [InlineData("2026-11-21T15:00:00Z", 0, "2026-11-22T10:00:00Z")] // midnight: the new day
    [InlineData("2026-11-21T14:59:59Z", 3, "2026-11-24T10:00:00Z")]
    [InlineData("2026-11-21T15:00:00Z", 3, "2026-11-25T10:00:00Z")]
    [InlineData("2026-12-31T03:00:00Z", 1, "2027-01-01T10:00:00Z")]
    [InlineData("2028-02-28T03:00:00Z", 1, "2028-02-29T10:00:00Z")]
    [InlineData("2026-02-28T03:00:00Z", 1, "2026-03-01T10:00:00Z")]
    [InlineData("2026-11-21T03:00:00Z", 3650, "2036-11-18T10:00:00Z")]
    public void OnDay_InTokyo_CountsShopDays(string triggeredAt, int days, string expected) =>
        AssertDue(new StepTiming.OnDay(days, new LocalTime(19, 0)), "Asia/Tokyo", triggeredAt, expected);

    [Theory]
    [InlineData("2026-03-07T17:00:00Z", 1, "2026-03-08T23:00:00Z")] // 23 hours: 19:00 stays 19:00
    [InlineData("2026-03-07T17:00:00Z", 2, "2026-03-09T23:00:00Z")]
    [InlineData("2026-10-31T16:00:00Z", 0, "2026-10-31T23:00:00Z")]
    [InlineData("2026-10-31T16:00:00Z", 1, "2026-11-02T00:00:00Z")] // 25 hours
    public void OnDay_ClocksChange_KeepsTheWallClock(string triggeredAt, int days, string expected) =>
        AssertDue(new StepTiming.OnDay(days, new LocalTime(19, 0)), "America/New_York", triggeredAt, expected);

    [Fact]
    public void OnDay_TimeThatDoesNotExistThatDay_MovesOnByTheJump() =>
        AssertDue(new StepTiming.OnDay(1, new LocalTime(2, 30)), "America/New_York", "2026-03-07T17:00:00Z", "2026-03-08T07:30:00Z");

    [Fact]
    public void OnDay_WithoutTime_TakesTheShops() =>
        AssertDue(new StepTiming.OnDay(1, null), "Asia/Tokyo", "2026-11-21T03:00:00Z", "2026-11-22T01:00:00Z");

    /// <summary>A source that gives only a date names the shop's day itself.</summary>
    [Fact]
    public void OnDay_DayOfTheTrigger_IsTakenAsItIs() => Assert.Equal(
        new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero),
        new StepTiming.OnDay(0, null).DueAt(DateTimeOffset.UnixEpoch, Shop.Today, ShopsOwn, Shop.Tokyo));

    [Theory]
    [InlineData("2026-03-08T06:59:00Z", 120, "2026-03-08T08:59:00Z")]
    [InlineData("2026-11-21T14:59:59Z", 0, "2026-11-21T14:59:59Z")]
    public void Exactly_ClocksChange_CountsRealTime(string triggeredAt, int minutes, string expected) =>
        AssertDue(new StepTiming.Exactly(TimeSpan.FromMinutes(minutes)), "America/New_York", triggeredAt, expected);

    [Fact]
    public void AtOnce_AnyTrigger_IsDueAlready() =>
        AssertDue(new StepTiming.AtOnce(), "Asia/Tokyo", "2026-11-21T03:00:00Z", "2026-11-21T03:00:00Z");

    private static void AssertDue(StepTiming timing, string zone, string triggeredAt, string expected)
    {
        ShopCalendar calendar = ShopCalendar.Find(zone)!;
        DateTimeOffset at = DateTimeOffset.Parse(triggeredAt, CultureInfo.InvariantCulture);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), timing.DueAt(at, calendar.DateOf(at), ShopsOwn, calendar));
    }
}
