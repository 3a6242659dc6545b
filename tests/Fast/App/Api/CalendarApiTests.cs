using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The shop's year, seen at noon on 21 November 2026.</summary>
public sealed class CalendarApiTests
{
    private static readonly string News = JourneyFiles.Free("news", "trigger: { type: broadcast, on: 2026-12-10, at: \"13:00\", max: 9 }", JourneyFiles.Mail("mail", 0));

    private static readonly SendRules Pauses = SendRules.Unlimited with
    {
        PauseDates = [new PauseDates.EveryYear(new YearDay(12, 29), new YearDay(1, 3)), new PauseDates.Once(new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 1))],
    };

    [Fact]
    public async Task Month_ShowsBroadcastsHolidaysAndPauses()
    {
        Story story = await Story.WithAsync(News);
        using ApiBed bed = new(story.World, add: s => s.AddSingleton(TestShop.Settings with { Sending = Pauses }));
        ApiAnswer november = await bed.GetAsync("/api/calendar");
        Assert.Equal(("2026-11-01", "2026-11-30", "2026-11-21"), (november.At("from"), november.At("until"), november.At("today")));
        Assert.Equal("""[{"on":"2026-11-03","name":{"ja":"文化の日","en":"Culture Day"},"kind":"named"},{"on":"2026-11-23","name":{"ja":"勤労感謝の日","en":"Labor Thanksgiving Day"},"kind":"named"}]""", november.At("holidays"));
        Assert.Equal("""[{"from":"2026-11-30","until":"2026-11-30"}]""", november.At("pauses"));
        Assert.Equal("[]", november.At("broadcasts"));

        ApiAnswer winter = await bed.GetAsync("/api/calendar?from=2026-12-01&until=2027-01-31");
        Assert.Equal("""[{"from":"2026-12-01","until":"2026-12-01"},{"from":"2026-12-29","until":"2027-01-03"}]""", winter.At("pauses"));
        Assert.Equal(
            """[{"kind":"journey","id":"news","name":{"ja":"news","en":"news"},"on":"2026-12-10","startsAt":"2026-12-10T04:00:00+00:00","state":"scheduled","entered":0,"max":9,"isToCome":true,"draft":null}]""",
            winter.At("broadcasts"));
        Assert.Equal("2026-11-23", (await bed.GetAsync("/api/calendar?from=2026-11-23&until=2026-11-23")).At("holidays.0.on"));
    }

    /// <summary>The holidays are Japan's.</summary>
    [Fact]
    public async Task Month_OfAShopElsewhere_HasNoHolidaysOfJapan()
    {
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(TestShop.Settings with { Calendar = ShopCalendar.Find("America/New_York")! }));
        Assert.Equal("[]", (await bed.GetAsync("/api/calendar")).At("holidays"));
    }

    [Fact]
    public async Task Draft_IsShownOnItsDay_AlsoBeforeItIsEverPublished()
    {
        Story story = await Story.WithAsync(News);
        using ApiBed bed = new(story.World);
        await WriteAsync(bed, new TemplateName(TemplateKind.Journey, "news"), News.Replace("12-10", "11-27", StringComparison.Ordinal));
        await WriteAsync(bed, new TemplateName(TemplateKind.Campaign, "sale"), News.Replace("id: news", "id: sale", StringComparison.Ordinal).Replace("12-10", "11-25", StringComparison.Ordinal));
        await WriteAsync(bed, new TemplateName(TemplateKind.Campaign, "torn"), "trigger: {");
        await WriteAsync(bed, new TemplateName(TemplateKind.Journey, "plain"), JourneyFiles.OneMail);
        ApiAnswer november = await bed.GetAsync("/api/calendar");
        Assert.Equal(
            ["campaign sale 2026-11-25 - 2026-11-25", "journey news 2026-12-10 scheduled 2026-11-27"],
            november.Json.GetProperty("broadcasts").EnumerateArray().Select(b =>
                $"{ApiAnswer.At(b, "kind")} {ApiAnswer.At(b, "id")} {ApiAnswer.At(b, "on")} {ApiAnswer.At(b, "state") ?? "-"} {ApiAnswer.At(b, "draft.on")}"));
    }

    [Theory]
    [InlineData("from=2026-11-02&until=2026-11-01")]
    [InlineData("from=2026-01-01&until=2027-01-02")]
    [InlineData("from=1999-12-01")]
    [InlineData("from=2099-12-01&until=2100-01-01")]
    public async Task Range_ThatIsNone_IsRefused(string query)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Contains("'until'", (await bed.SendAsync("GET", "/api/calendar?" + query)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Equal("2027-01-01", (await bed.GetAsync("/api/calendar?from=2026-01-01&until=2027-01-01")).At("until"));  // 366 days
    }

    [Fact]
    public async Task YearDays_CountWhomTheyConcern()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        (string Id, Birthday Birthday)[] people = [("a", new(11, 5, 1985)), ("b", new(11, 5, null)), ("c", new(11, null, 1990)), ("d", new(12, 5, 1990))];
        foreach ((string id, Birthday birthday) in people)
        {
            await story.BuysAsync(Told.Account(id, -60, $"{id}@example.com") with { Birthday = birthday }, "order-" + id);
        }

        using ApiBed bed = new(story.World);
        ApiAnswer november = await bed.GetAsync("/api/calendar/year-days");
        Assert.Equal(("11", "1", "2026-11-21T03:00:00+00:00"), (november.At("month"), november.At("withoutDay"), november.At("countedAt")));
        Assert.Equal("""[{"day":5,"birthdays":2,"firstOrders":0},{"day":21,"birthdays":0,"firstOrders":4}]""", november.At("days"));
        Assert.Equal("""[{"day":5,"birthdays":1,"firstOrders":0}]""", (await bed.GetAsync("/api/calendar/year-days?month=12")).At("days"));
        Assert.Contains("'month' must be", (await bed.SendAsync("GET", "/api/calendar/year-days?month=13")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Contains("'month' must be", (await bed.SendAsync("GET", "/api/calendar/year-days?month=0")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_SaysWhenItPauses()
    {
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(TestShop.Settings with { Sending = Pauses }));
        Assert.Equal(
            """[{"from":"12-29","until":"01-03","isYearly":true},{"from":"2026-11-30","until":"2026-12-01","isYearly":false}]""",
            (await bed.GetAsync("/api/shop")).At("sending.pauseDates"));
    }

    private static async Task WriteAsync(ApiBed bed, TemplateName name, string text) =>
        Assert.IsType<DraftChange.Saved>(await bed.Services.GetRequiredService<DraftStore>().SaveAsync(name, null, text, null, null, default));
}
