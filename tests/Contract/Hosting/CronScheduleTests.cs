using System.Globalization;
using FollowUpFlows.Runtime.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Occurrences taken from a calendar; 1 January 2026 is a Thursday.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    // every second, minute, hour, day
    [InlineData("* * * * * *", "2026-01-01 00:00:00", "2026-01-01 00:00:01")]
    [InlineData("* * * * * *", "2026-12-31 23:59:59", "2027-01-01 00:00:00")]
    [InlineData("* * * * * *", "2026-01-01 00:00:00.5", "2026-01-01 00:00:01")]
    [InlineData("0 * * * * *", "2026-01-01 00:00:00", "2026-01-01 00:01:00")] // never the instant itself
    [InlineData("0 * * * * *", "2026-01-01 00:00:59.9999999", "2026-01-01 00:01:00")]
    [InlineData("0 0 * * * *", "2026-01-01 22:59:59", "2026-01-01 23:00:00")]
    [InlineData("0 0 * * * *", "2026-01-01 23:00:00", "2026-01-02 00:00:00")]
    [InlineData("0 30 3 * * *", "2026-01-01 03:29:59", "2026-01-01 03:30:00")]
    [InlineData("0 30 3 * * *", "2026-01-01 03:30:00", "2026-01-02 03:30:00")]
    // lists, ranges, steps
    [InlineData("15,45 * * * * *", "2026-01-01 00:00:15", "2026-01-01 00:00:45")]
    [InlineData("15,45 * * * * *", "2026-01-01 00:00:45", "2026-01-01 00:01:15")]
    [InlineData("0 */15 * * * *", "2026-01-01 00:45:00", "2026-01-01 01:00:00")]
    [InlineData("0 5/20 * * * *", "2026-01-01 00:25:00", "2026-01-01 00:45:00")] // 5, 25, 45
    [InlineData("0 5/20 * * * *", "2026-01-01 00:45:00", "2026-01-01 01:05:00")]
    [InlineData("0 10-20/5 * * * *", "2026-01-01 00:20:00", "2026-01-01 01:10:00")] // 10, 15, 20
    [InlineData("0 0 9-17 * * *", "2026-01-01 17:00:00", "2026-01-02 09:00:00")]
    [InlineData("0 0 9-11,20/2 * * *", "2026-01-01 11:00:00", "2026-01-01 20:00:00")]
    [InlineData("0 0 9-11,20/2 * * *", "2026-01-01 20:00:00", "2026-01-01 22:00:00")]
    [InlineData("30 59 23 31 12 *", "2026-01-01 00:00:00", "2026-12-31 23:59:30")]
    // days of the week, names
    [InlineData("0 0 0 * * Mon", "2026-01-01 00:00:00", "2026-01-05 00:00:00")]
    [InlineData("0 0 0 * * 0", "2026-01-01 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("0 0 9 * * MON-FRI", "2026-01-02 09:00:00", "2026-01-05 09:00:00")]
    [InlineData("0 0 0 * * Saturday", "2026-01-03 00:00:00", "2026-01-10 00:00:00")]
    [InlineData("0 0 0 1 Apr,oct *", "2026-04-01 00:00:00", "2026-10-01 00:00:00")]
    [InlineData("0 0 0 1 december *", "2026-12-01 00:00:00", "2027-12-01 00:00:00")]
    [InlineData("0 0 0 1 5 *", "2026-01-01 00:00:00", "2026-05-01 00:00:00")]
    [InlineData("0 0 0 13 * Fri", "2026-01-01 00:00:00", "2026-02-13 00:00:00")] // both must hold
    [InlineData("0 0 0 13 * Fri", "2026-03-13 00:00:00", "2026-11-13 00:00:00")]
    // month ends, leap years
    [InlineData("0 0 0 31 * *", "2026-01-31 00:00:00", "2026-03-31 00:00:00")]
    [InlineData("0 0 0 30 * *", "2026-01-30 00:00:00", "2026-03-30 00:00:00")]
    [InlineData("0 0 12 29 2 *", "2026-01-01 00:00:00", "2028-02-29 12:00:00")]
    [InlineData("0 0 12 29 2 *", "2028-02-29 12:00:00", "2032-02-29 12:00:00")]
    [InlineData("0 0 0 29 2 *", "2096-02-29 00:00:00", "2104-02-29 00:00:00")] // 2100 is no leap year
    [InlineData("0 0 0 29 2 Tue", "2028-02-29 00:00:00", "2056-02-29 00:00:00")]
    [InlineData("0 0 0 31 2,4,12 *", "2026-01-01 00:00:00", "2026-12-31 00:00:00")]
    public void NextAfter_IsTheNextTimeOnTheCalendar(string schedule, string after, string expected) =>
        Assert.Equal(Utc(expected), CronSchedule.Parse(schedule).NextAfter(Utc(after)));

    [Fact]
    public void NextAfter_AnInstantOfAnotherOffset_IsTheSameInstant() =>
        Assert.Equal(
            Utc("2026-01-01 03:30:00"),
            CronSchedule.Parse("0 30 3 * * *").NextAfter(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(9))));

    [Fact]
    public void NextAfter_TheEndOfTheCalendar_IsNever()
    {
        Assert.Null(CronSchedule.Parse("* * * * * *").NextAfter(DateTimeOffset.MaxValue));
        Assert.Null(CronSchedule.Parse("0 0 0 1 1 *").NextAfter(Utc("9999-12-31 23:59:50")));
    }

    [Theory]
    [InlineData("", "0 fields")]
    [InlineData("0 0 * * *", "5 fields")]
    [InlineData("0 0 0 * * * 2026", "7 fields")]
    [InlineData("60 * * * * *", "second '60' must be from 0 to 59")]
    [InlineData("* 60 * * * *", "minute '60'")]
    [InlineData("* * 24 * * *", "hour '24' must be from 0 to 23")]
    [InlineData("* * * 0 * *", "day of month '0' must be from 1 to 31")]
    [InlineData("* * * 32 * *", "day of month '32'")]
    [InlineData("* * * * 0 *", "month '0' must be from 1 to 12")]
    [InlineData("* * * * 13 *", "month '13'")]
    [InlineData("* * * * * 7", "day of week '7' must be from 0 to 6")]
    [InlineData("* * * * * Mo", "day of week 'Mo'")]
    [InlineData("* * * * Monday *", "month 'Monday'")]
    [InlineData("-1 * * * * *", "second ''")]
    [InlineData("+1 * * * * *", "second '+1'")]
    [InlineData("1, * * * * *", "second ''")]
    [InlineData("*/0 * * * * *", "one step from 1 to 59")]
    [InlineData("*/60 * * * * *", "one step from 1 to 59")]
    [InlineData("*/2/2 * * * * *", "one step")]
    [InlineData("*/x * * * * *", "one step")]
    [InlineData("* * 22-2 * * *", "hour '22-2' must be one range that does not run backwards")]
    [InlineData("* * 1-2-3 * * *", "hour '1-2-3' must be one range")]
    [InlineData("? * * * * *", "second '?'")]
    [InlineData("0 0 0 31 2 *", "no month that it names has a day 31")]
    [InlineData("0 0 0 30 Feb *", "no month that it names has a day 30")]
    [InlineData("0 0 0 31 4,6,9,11 *", "no month that it names has a day 31")]
    [InlineData("00:05:00", "1 fields")]
    public void Schedule_ThatCannotBe_IsRefusedWithTheReason(string schedule, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule)).Message, StringComparison.Ordinal);

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
