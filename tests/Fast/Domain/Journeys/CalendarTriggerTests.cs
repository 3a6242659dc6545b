using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys;

/// <summary>On which days the calendar begins a journey, counted by hand on a calendar of paper: 2028 is a leap year, 2026 and 2027 are none.</summary>
public sealed class CalendarTriggerTests
{
    [Theory]
    [InlineData("1985-04-12", 0, "2026-04-12", 2026)]
    [InlineData("1985-04-12", 0, "2026-04-11", null)]
    [InlineData("1985-04-12", 0, "2026-04-13", null)]
    [InlineData("--04-12", 0, "2027-04-12", 2027)]
    [InlineData("--04-12", 7, "2026-04-05", 2026)]
    [InlineData("--04-12", 7, "2026-04-12", null)]
    [InlineData("--01-03", 7, "2026-12-27", 2027)] // the year is that of the birthday
    [InlineData("--12-31", 1, "2026-12-30", 2026)]
    [InlineData("--02-29", 0, "2026-02-28", 2026)]
    [InlineData("--02-29", 0, "2026-03-01", null)]
    [InlineData("--02-29", 0, "2028-02-29", 2028)]
    [InlineData("--02-29", 0, "2028-02-28", null)]
    [InlineData("--02-29", 2, "2026-02-26", 2026)]
    [InlineData("2026-04-12", 0, "2026-04-12", null)] // the day of the birth itself
    [InlineData("2026-04-12", 0, "2027-04-12", 2027)]
    [InlineData("1985-04", 0, "2026-04-01", null)] // which day is not known
    public void Birthday_OnTheDay(string birthday, int before, string on, int? year) =>
        AssertBirthday(new Trigger.Birthday(null, LeapDay.February28, before, MissedDays.SendLate), birthday, on, year);

    [Theory]
    [InlineData("2026-02-28", null)]
    [InlineData("2026-03-01", 2026)]
    [InlineData("2028-02-29", 2028)]
    [InlineData("2028-03-01", null)]
    public void Birthday_OfTheLeapDay_OnTheDayAfter(string on, int? year) =>
        AssertBirthday(new Trigger.Birthday(null, LeapDay.March1, 0, MissedDays.SendLate), "--02-29", on, year);

    [Theory]
    [InlineData("1985-04-30", 1, 0, "2026-04-01", 2026)]
    [InlineData("1985-04-30", 1, 0, "2026-04-02", null)]
    [InlineData("1985-04-30", 1, 0, "2026-05-01", null)]
    [InlineData("--04", 1, 0, "2026-04-01", 2026)]
    [InlineData("--04", 28, 0, "2026-04-28", 2026)]
    [InlineData("--02-29", 1, 0, "2026-02-01", 2026)]
    [InlineData("--01", 1, 7, "2026-12-25", 2027)]
    public void Birthday_InTheMonth(string birthday, int day, int before, string on, int? year) =>
        AssertBirthday(new Trigger.Birthday(day, LeapDay.February28, before, MissedDays.SendLate), birthday, on, year);

    [Theory]
    [InlineData("2025-11-21", 0, "2025-11-21", null)] // the first order itself
    [InlineData("2025-11-21", 0, "2026-11-21", 2026)]
    [InlineData("2025-11-21", 0, "2026-11-22", null)]
    [InlineData("2025-11-21", 0, "2030-11-21", 2030)]
    [InlineData("2025-11-21", 30, "2025-10-22", null)]
    [InlineData("2025-11-21", 30, "2026-10-22", 2026)]
    [InlineData("2024-02-29", 0, "2026-02-28", 2026)]
    [InlineData("2024-02-29", 0, "2028-02-29", 2028)]
    [InlineData("2025-01-01", 1, "2025-12-31", 2026)]
    public void Anniversary_InEveryLaterYear(string firstOn, int before, string on, int? year)
    {
        Trigger.Anniversary trigger = new(LeapDay.February28, before, MissedDays.SendLate);
        Assert.Equal(year, trigger.YearOn(Day(on), Day(firstOn)));
        Assert.True(year is null || trigger.DaysOn(Day(on)).Contains(YearDay.Of(Day(firstOn))));
    }

    [Theory]
    [InlineData(MissedDays.SendLate, 0, true)]
    [InlineData(MissedDays.SendLate, 7, true)]
    [InlineData(MissedDays.SendLate, 8, false)]
    [InlineData(MissedDays.Skip, 0, true)]
    [InlineData(MissedDays.Skip, 1, false)]
    public void Missed_IsMadeGoodForAWeekAtMost(MissedDays missed, int daysLate, bool isMadeGood)
    {
        DateOnly today = new(2026, 11, 22);
        Assert.Equal(isMadeGood, new Trigger.Anniversary(LeapDay.February28, 0, missed).MakesGood(today.AddDays(-daysLate), today));
    }

    /// <summary>Whatever is due is among those whom the day leads to: without exception over four years.</summary>
    [Theory]
    [InlineData(null, LeapDay.February28, 0)]
    [InlineData(null, LeapDay.March1, 7)]
    [InlineData(5, LeapDay.February28, 3)]
    public void DaysOn_LeadToEveryBirthday_OnceAYear(int? ofMonth, LeapDay leapDay, int before)
    {
        Trigger.Birthday trigger = new(ofMonth, leapDay, before, MissedDays.SendLate);
        foreach (string text in new[] { "--01-01", "--02-28", "--02-29", "--03-01", "--12-31" })
        {
            Birthday birthday = Birthday.Find(text)!;
            List<int> years = [];
            for (DateOnly on = new(2026, 1, 1); on < new DateOnly(2030, 1, 1); on = on.AddDays(1))
            {
                if (trigger.YearOn(on, birthday) is { } year)
                {
                    years.Add(year);
                    Assert.Contains(new YearDay(birthday.Month, birthday.Day!.Value), trigger.DaysOn(on));
                }
            }

            Assert.Equal(4, years.Count);
            Assert.Equal(4, years.Distinct().Count());
        }
    }

    private static void AssertBirthday(Trigger.Birthday trigger, string birthday, string on, int? year) =>
        Assert.Equal(year, trigger.YearOn(Day(on), Birthday.Find(birthday)!));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
