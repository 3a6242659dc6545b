using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>How far the messages of a day have come.</summary>
public sealed class DayApiTests
{
    private static readonly string Advertising = JourneyFiles.Journey("ad", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: "marketing");

    [Fact]
    public async Task Day_CountsWhatIsDueByChannelAndState()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, Advertising);
        await story.BuysAsync(Story.Hanako, "1001");
        await story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "1002");  // never agreed
        using ApiBed bed = new(story.World);
        ApiAnswer today = await bed.GetAsync("/api/days/2026-11-21");
        Assert.Equal(["2026-11-21", "2026-11-21T03:00:00+00:00", "4", "4", "0", "0"], new[] { "date", "countedAt", "due", "settled", "held", "carried" }.Select(today.At));
        Assert.Equal(["email sent  3", "email withheld NoConsent 1"], Counts(today));
        ApiAnswer later = await bed.GetAsync("/api/days/2026-11-24");
        Assert.Equal(["2", "0"], new[] { "due", "settled" }.Select(later.At));
        Assert.Equal(["email planned  2"], Counts(later));
        Assert.Equal("0", (await bed.GetAsync("/api/days/2026-11-20")).At("due"));
    }

    /// <summary>Due on the day, and open; on the next it is carried over, and no number of that day has it.</summary>
    [Fact]
    public async Task Day_WithAMessageThatWaitsForTheNext_HasItOpen_AndTheNextHasItCarried()
    {
        SendRules limits = new() { QuietHours = DueCases.Times("12:00-11:00") };
        Story story = await Story.WithinAsync(limits, Advertising);
        await story.BuysAsync(Story.Hanako, "1");
        using ApiBed bed = new(story.World);
        Assert.Equal(["1", "0", "0"], new[] { "due", "settled", "carried" }.Select((await bed.GetAsync("/api/days/2026-11-21")).At));
        Assert.Equal(["0", "0", "1"], new[] { "due", "settled", "carried" }.Select((await bed.GetAsync("/api/days/2026-11-22")).At));
    }

    [Fact]
    public async Task Day_AskedAgainAtOnce_IsNotCountedAgain_ButIsOnceTheCountIsOld()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        Assert.Equal("0", (await bed.GetAsync("/api/days/2026-11-21")).At("due"));
        await story.BuysAsync(Story.Hanako, "1001");
        Assert.Equal("0", (await bed.GetAsync("/api/days/2026-11-21")).At("due"));
        story.World.SystemClock.Advance(CountSends.FreshFor - TimeSpan.FromTicks(1));
        Assert.Equal("0", (await bed.GetAsync("/api/days/2026-11-21")).At("due"));
        story.World.SystemClock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("1", (await bed.GetAsync("/api/days/2026-11-21")).At("due"));
    }

    [Theory]
    [InlineData("today")]
    [InlineData("2026-11-31")]
    public async Task Day_ThatIsNone_IsRefused(string day)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Contains("date", (await bed.SendAsync("GET", "/api/days/" + day)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Counts(ApiAnswer day) => day.Json.GetProperty("counts").EnumerateArray()
        .Select(c => string.Join(' ', new[] { "channel", "state", "reason", "count" }.Select(p => ApiAnswer.At(c, p))));
}
