using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

/// <summary>Days on which the shop sends no marketing.</summary>
public sealed class PauseDatesTests
{
    private static readonly PauseDates NewYear = new PauseDates.EveryYear(new YearDay(12, 29), new YearDay(1, 3));
    private static readonly PauseDates Obon = new PauseDates.Once(new DateOnly(2027, 8, 13), new DateOnly(2027, 8, 16));
    private static readonly PauseDates February = new PauseDates.EveryYear(new YearDay(2, 27), new YearDay(2, 29));

    [Theory]
    [InlineData("2026-12-28", null)]
    [InlineData("2026-12-29", "2027-01-03")]
    [InlineData("2027-01-01", "2027-01-03")]
    [InlineData("2027-01-03", "2027-01-03")]
    [InlineData("2027-01-04", null)]
    [InlineData("2027-08-12", null)]
    [InlineData("2027-08-13", "2027-08-16")]
    [InlineData("2027-08-16", "2027-08-16")]
    [InlineData("2027-08-17", null)]
    [InlineData("2028-08-14", null)]        // of one year alone
    [InlineData("2027-02-28", "2027-02-28")]
    [InlineData("2028-02-28", "2028-02-29")]
    [InlineData("2028-03-01", null)]
    public void Day_BelongsToThePausesOfItsYear(string day, string? last)
    {
        DateOnly at = Day(day);
        DateOnly? found = new[] { NewYear, Obon, February }.Select(d => d.LastOf(at)).OfType<DateOnly>().Cast<DateOnly?>().SingleOrDefault();
        Assert.Equal(last is null ? null : Day(last), found);
    }

    [Fact]
    public void Days_AreCountedInALeapYear()
    {
        Assert.Equal(6, ((PauseDates.EveryYear)NewYear).Days);
        Assert.Equal(3, ((PauseDates.EveryYear)February).Days);
    }

    /// <summary>Times are Tokyo's; quiet hours are 21:00 to 08:00, and nothing goes from 29 December to 3 January and on the 4th of 2027.</summary>
    [Theory]
    [InlineData("2026-12-28T20:59", "2026-12-28T20:59", null)]
    [InlineData("2026-12-28T21:00", "2027-01-05T08:00", DeferReason.QuietHours)]
    [InlineData("2026-12-29T00:00", "2027-01-05T08:00", DeferReason.PauseDates)]
    [InlineData("2027-01-03T12:00", "2027-01-05T08:00", DeferReason.PauseDates)]
    [InlineData("2027-01-04T23:59", "2027-01-05T08:00", DeferReason.PauseDates)]
    [InlineData("2027-01-05T07:59", "2027-01-05T08:00", DeferReason.QuietHours)]
    [InlineData("2027-01-05T08:00", "2027-01-05T08:00", null)]
    public void Marketing_OnSuchDays_WaitsForTheFirstMomentAfterThem(string now, string until, DeferReason? reason)
    {
        SendCase due = DueCases.Of(Channel.Line) with
        {
            DueAt = Tokyo(now),
            Now = Tokyo(now),
            Rules = new SendRules { PauseDates = [NewYear, new PauseDates.Once(new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 4))] },
        };
        SendDecision sent = new SendDecision.Send(Channel.Line, "address");
        Assert.Equal(reason is { } why ? new SendDecision.Defer(Tokyo(until), why) : sent, SendDecision.Of(due));
        Assert.Equal(sent, SendDecision.Of(due with { Purpose = Purpose.Transactional }));
    }

    /// <summary>What falls due on them goes when they are over, and every day is certified.</summary>
    [Fact]
    public async Task Journey_OverSuchDays_SendsAllOfItAfterThem()
    {
        SendRules rules = new() { QuietHours = null, PauseDates = [new PauseDates.Once(new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 24))] };
        string steps = string.Join('\n', Enumerable.Range(0, 6).Select(d => JourneyFiles.Mail($"d{d}", d)));
        Story story = await Story.WithinAsync(rules, JourneyFiles.Journey("news", steps, purpose: "marketing"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("28T00:00");
        Assert.Equal(
            ["21T12:00 d0 email", "25T00:00 d1 email", "25T00:00 d2 email", "25T00:00 d3 email", "25T10:00 d4 email", "26T10:00 d5 email"], story.Sent);
        Assert.Equal(6, await story.CertifiedAsync());
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Tokyo(string text) => DateTimeOffset.Parse(text + ":00+09:00", CultureInfo.InvariantCulture).ToUniversalTime();
}
