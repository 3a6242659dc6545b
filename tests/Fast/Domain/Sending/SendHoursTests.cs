using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

/// <summary>When marketing may go, in zones whose clocks are put forward and back, by an hour, by half an hour, or over a whole day.</summary>
public sealed class SendHoursTests
{
    private static readonly string[] Zones = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia"];

    /// <summary>Days before and around changes of the clocks of these zones; Apia had no 30 December 2011.</summary>
    private static readonly DateTimeOffset[] Days =
    [
        Utc(2026, 3, 7), Utc(2026, 3, 28), Utc(2026, 4, 4), Utc(2026, 10, 3), Utc(2026, 10, 24), Utc(2026, 10, 31), Utc(2026, 6, 1), Utc(2011, 12, 29),
    ];

    [Theory]
    [InlineData("21:00-08:00", "20:59:59.9999999", true)]
    [InlineData("21:00-08:00", "21:00", false)]
    [InlineData("21:00-08:00", "23:59", false)]
    [InlineData("21:00-08:00", "00:00", false)]
    [InlineData("21:00-08:00", "07:59:59.9999999", false)]
    [InlineData("21:00-08:00", "08:00", true)]
    [InlineData("12:00-13:00", "11:59", true)]
    [InlineData("12:00-13:00", "12:00", false)]
    [InlineData("12:00-13:00", "13:00", true)]
    [InlineData("21:00-00:00", "23:59", false)]
    [InlineData("21:00-00:00", "00:00", true)]
    public void MayGo_QuietHours_EndWithTheirLastMoment(string quiet, string time, bool mayGo)
    {
        LocalTime at = LocalTimePattern.ExtendedIso.Parse(time.Length == 5 ? time + ":00" : time).Value;
        DateTimeOffset instant = Shop.Tokyo.At(Shop.Today, at);
        Assert.Equal(mayGo, new SendRules { QuietHours = DueCases.Times(quiet) }.MayGo(instant, Shop.Tokyo));
        Assert.Equal(!mayGo, new SendRules { QuietHours = null, Window = DueCases.Times(quiet) }.MayGo(instant, Shop.Tokyo));
    }

    /// <summary>Expected instants worked out by hand from the zones' rules.</summary>
    [Theory]
    [InlineData("Asia/Tokyo", "21:00-08:00", null, "2026-11-21T13:00:00Z", "2026-11-21T23:00:00Z")]
    [InlineData("Asia/Tokyo", "21:00-08:00", null, "2026-11-21T15:00:00Z", "2026-11-21T23:00:00Z")] // midnight
    [InlineData("Asia/Tokyo", "21:00-08:00", "10:00-19:00", "2026-11-21T11:00:00Z", "2026-11-22T01:00:00Z")] // 20:00: open again at 10:00
    [InlineData("America/New_York", "21:00-08:00", null, "2026-03-08T03:00:00Z", "2026-03-08T12:00:00Z")] // the night of 9 hours
    [InlineData("America/New_York", "21:00-08:00", null, "2026-11-01T02:00:00Z", "2026-11-01T13:00:00Z")] // the night of 11 hours
    [InlineData("America/New_York", "21:00-02:30", null, "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z")] // 02:30 is jumped over: 03:00
    [InlineData("America/New_York", "21:00-01:30", null, "2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z")] // the first 01:30 …
    [InlineData("America/New_York", "21:00-01:30", null, "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z")] // … and the second
    [InlineData("America/New_York", "01:50-05:00", null, "2026-11-01T05:55:00Z", "2026-11-01T06:00:00Z")] // put back out of the quiet hours
    [InlineData("America/New_York", null, "02:00-02:30", "2026-03-08T05:00:00Z", "2026-03-09T06:00:00Z")] // no such window on that day
    [InlineData("Pacific/Apia", null, "09:00-10:00", "2011-12-29T20:00:00Z", "2011-12-30T19:00:00Z")] // the 30th does not exist
    public void NextOpening_InThatZone_IsTheKnownInstant(string zone, string? quiet, string? window, string now, string expected)
    {
        SendRules rules = new() { QuietHours = DueCases.Times(quiet), Window = DueCases.Times(window) };
        Assert.Equal(Instant(expected), rules.NextOpening(Instant(now), ShopCalendar.Find(zone)!));
    }

    /// <summary>The moment is allowed, and nothing before it is: looked at minute by minute, by the wall clock alone.</summary>
    [Fact]
    public void NextOpening_AnyHoursZoneAndMoment_IsTheFirstMinuteThatIsAllowed() => Law.Holds(
        from zone in Gen.Elements(Zones)
        from day in Gen.Elements(Days)
        from minute in Gen.Choose(0, 3 * 1440)
        from quiet in Hours
        from window in Hours
        select (Zone: zone, Now: day.AddMinutes(minute), Rules: new SendRules { QuietHours = quiet, Window = window }),
        c => !c.Rules.EverOpens || IsFirstAllowed(c.Rules, ShopCalendar.Find(c.Zone)!, c.Now));

    [Fact]
    public void EverOpens_AnyHours_IsWhetherSomeMinuteOfTheDayIsLeft() => Law.Holds(
        from quiet in Hours
        from window in Hours
        select new SendRules { QuietHours = quiet, Window = window },
        rules => rules.EverOpens == Enumerable.Range(0, 1440).Any(m => rules.MayGo(Utc(2026, 6, 1).AddMinutes(m), Shop.Tokyo)));

    [Fact]
    public void NextOpening_ThatNeverComes_IsAFault() => Assert.Throws<InvalidOperationException>(
        () => new SendRules { QuietHours = DueCases.Times("09:00-09:00") }.NextOpening(DueCases.Noon, Shop.Tokyo));

    [Fact]
    public void Deferral_AnyReasons_IsAllowedByHoursAndCapAndNoEarlierMinuteIs() => Law.Holds(
        from zone in Gen.Elements(Zones)
        from day in Gen.Elements(Days)
        from quiet in Hours
        from count in Gen.Choose(1, 3)
        from days in Gen.Choose(1, 2)
        from sent in Gen.Choose(0, 3 * 1440).Select(m => TimeSpan.FromMinutes(m)).ListOf()
        select DueCases.Of(Channel.Line) with
        {
            Calendar = ShopCalendar.Find(zone)!,
            DueAt = day,
            Now = day,
            Rules = new SendRules { QuietHours = quiet, Cap = new FrequencyCap(count, days) },
            EarlierMarketing = [.. sent.Select(ago => day - ago)],
        },
        due => !due.Rules.EverOpens || SendDecision.Of(due) switch
        {
            SendDecision.Send => IsAllowed(due, due.Now),
            SendDecision.Defer { Until: var until } => IsAllowed(due, until) && Minutes(due.Now, until).All(m => !IsAllowed(due, m)),
            _ => false,
        });

    private static Gen<DailyTimes?> Hours { get; } = Gen.OneOf(
        Gen.Constant<DailyTimes?>(null),
        from start in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 95)
        select (DailyTimes?)new DailyTimes(Quarter(start), Quarter(start + length)));

    private static bool IsAllowed(SendCase due, DateTimeOffset instant) =>
        IsOpen(due.Rules, due.Calendar, instant)
        && due.EarlierMarketing.Count(s => instant - s < TimeSpan.FromDays(due.Rules.Cap!.Days)) < due.Rules.Cap!.Count;

    private static bool IsFirstAllowed(SendRules rules, ShopCalendar calendar, DateTimeOffset now)
    {
        DateTimeOffset opening = rules.NextOpening(now, calendar);
        return IsOpen(rules, calendar, opening) && Minutes(now, opening).All(m => !IsOpen(rules, calendar, m));
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset from, DateTimeOffset until) =>
        Enumerable.Range(0, (int)(until - from).TotalMinutes).Select(m => from.AddMinutes(m));

    /// <summary>The rule once more, on minutes of the day.</summary>
    private static bool IsOpen(SendRules rules, ShopCalendar calendar, DateTimeOffset instant)
    {
        LocalTime shown = calendar.TimeOf(instant);
        int minute = (shown.Hour * 60) + shown.Minute;
        return !IsIn(rules.QuietHours, minute) && (rules.Window is null || IsIn(rules.Window, minute));
    }

    private static bool IsIn(DailyTimes? times, int minute)
    {
        if (times is null)
        {
            return false;
        }

        (int from, int until) = ((times.From.Hour * 60) + times.From.Minute, (times.Until.Hour * 60) + times.Until.Minute);
        int length = (until - from + 1440) % 1440;
        return (minute - from + 1440) % 1440 < length;
    }

    private static LocalTime Quarter(int quarter) => LocalTime.FromMinutesSinceMidnight(quarter % 96 * 15);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
