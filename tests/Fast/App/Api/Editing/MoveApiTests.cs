using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>A broadcast is moved to another day, as a draft, at noon on 21 November 2026.</summary>
public sealed class MoveApiTests
{
    private const string Path = "/api/broadcasts/news/move";

    private static readonly string News = JourneyFiles.Free(
        "news", "trigger:  # 年末のご案内\n  type: broadcast\n  on: \"2026-12-10\"   # 木曜\n  at: \"13:00\"", JourneyFiles.Mail("mail", 0));

    private static readonly SendRules Obon = SendRules.Unlimited with { PauseDates = [new PauseDates.Once(new DateOnly(2026, 12, 20), new DateOnly(2026, 12, 21))] };

    [Fact]
    public async Task Broadcast_Moved_IsADraftWithTheDayAloneChanged_AndComesThenOncePublished()
    {
        using EditingBed bed = await EditingBed.WithAsync(News);
        ApiAnswer moved = await MoveAsync(bed.Api, "2026-12-15", none: true, by: "花子");
        Assert.Equal(200, (int)moved.Status);
        Assert.Equal(News.Replace("\"2026-12-10\"", "2026-12-15", StringComparison.Ordinal), moved.At("text"));
        Assert.Equal(("journey", "花子", "false", $"\"{moved.At("draft.tag")}\""), (moved.At("draft.kind"), moved.At("draft.savedBy"), moved.At("draft.isStale"), moved.Headers.ETag.ToString()));
        ApiAnswer december = await bed.Api.GetAsync("/api/calendar?from=2026-12-01");
        Assert.Equal(("2026-12-10", "2026-12-15"), (december.At("broadcasts.0.on"), december.At("broadcasts.0.draft.on")));

        ApiAnswer again = await MoveAsync(bed.Api, "2026-12-16", match: moved.Headers.ETag.ToString());
        object draft = new { kind = "journey", name = "news", tag = again.At("draft.tag") };
        Assert.Equal(200, (int)(await bed.PublishAsync(new { key = "1", by = "花子", why = "曜日", drafts = new[] { draft } })).Status);
        Assert.Equal("2026-12-16", (await bed.Api.GetAsync("/api/calendar?from=2026-12-01")).At("broadcasts.0.on"));
        Assert.Equal("2026-12-16T04:00:00+00:00", (await bed.Api.GetAsync("/api/broadcasts")).At("items.0.startsAt"));
    }

    /// <summary>One that was never published stands in its draft alone.</summary>
    [Fact]
    public async Task Broadcast_NeverPublished_IsMovedInItsDraft()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.WriteAsync(TemplateKind.Campaign, "news", News);
        string tag = $"\"{(await bed.Api.GetAsync("/api/drafts/campaign/news")).At("draft.tag")}\"";
        ApiAnswer moved = await MoveAsync(bed.Api, "2026-11-21", match: tag);  // at 13:00 of the same day: an hour from now
        Assert.Equal(("campaign", "2026-11-21"), (moved.At("draft.kind"), (await bed.Api.GetAsync("/api/calendar")).At("broadcasts.0.on")));
    }

    [Theory]
    [InlineData("2026-11-20", "past")]
    [InlineData("2026-12-20", "pause-dates")]
    [InlineData("2026-12-21", "pause-dates")]
    [InlineData("2026-12-22", null)]
    [InlineData("2026-12-19", null)]
    [InlineData("2026-11-21", null)]
    public async Task Day_ThatIsOverOrWithoutMarketing_IsRefused(string on, string? reason)
    {
        Story story = await Story.WithAsync(News.Replace("purpose: transactional", "purpose: marketing", StringComparison.Ordinal));
        using ApiBed bed = new(story.World, add: s => s.AddSingleton(TestShop.Settings with { Sending = Obon }));
        ApiAnswer moved = await MoveAsync(bed, on, none: true);
        Assert.Equal((reason is null ? 200 : 409, reason), ((int)moved.Status, reason is null ? null : moved.At("reason")));
        Assert.Equal(reason is null, moved.Status == System.Net.HttpStatusCode.OK || moved.At("text.ja")!.Length == 0);
    }

    /// <summary>Transactional messages go on every day.</summary>
    [Fact]
    public async Task Day_WithoutMarketing_IsForOthers()
    {
        Story story = await Story.WithAsync(News);
        using ApiBed bed = new(story.World, add: s => s.AddSingleton(TestShop.Settings with { Sending = Obon }));
        Assert.Equal(200, (int)(await MoveAsync(bed, "2026-12-20", none: true)).Status);
    }

    [Fact]
    public async Task Broadcast_ThatHasBegunOrWasCalledOff_StaysWhereItIs()
    {
        string begun = JourneyFiles.Free("news", "trigger: { type: broadcast, on: 2026-11-21, at: \"12:30\" }", JourneyFiles.Mail("mail", 0));
        using EditingBed bed = await EditingBed.WithAsync(begun, News.Replace("id: news", "id: off", StringComparison.Ordinal));
        bed.World.ShopClock.MoveTo(Story.Time("21T12:29"));
        ApiAnswer before = await MoveAsync(bed.Api, "2026-12-15", none: true);
        Assert.Equal(200, (int)before.Status);
        bed.World.ShopClock.MoveTo(Story.Time("21T12:30"));
        Assert.Equal("begun", (await MoveAsync(bed.Api, "2026-12-15", match: before.Headers.ETag.ToString())).At("reason"));
        await bed.Api.Services.GetRequiredService<Broadcasts>().CancelAsync("off", new("花子", "中止"), default);
        Assert.Equal("begun", (await MoveAsync(bed.Api, "2026-12-15", none: true, id: "off")).At("reason"));
        Assert.Equal("false", (await bed.Api.GetAsync("/api/calendar?from=2026-12-01")).At("broadcasts.0.isToCome"));
    }

    [Fact]
    public async Task Draft_ThatWasNotSeen_IsNotOverwritten()
    {
        using EditingBed bed = await EditingBed.WithAsync(News);
        ApiAnswer first = await MoveAsync(bed.Api, "2026-12-15", none: true);
        ApiAnswer late = await MoveAsync(bed.Api, "2026-12-16", none: true);
        late.IsProblem(412, "precondition-failed");
        Assert.Equal(first.At("text"), late.At("current.text"));
        (await MoveAsync(bed.Api, "2026-12-16", match: "\"other\"")).IsProblem(412, "precondition-failed");
        (await MoveAsync(bed.Api, "2026-12-16")).IsProblem(428, "precondition-required");
        (await MoveAsync(bed.Api, "16.12.", none: true)).IsProblem(400, "bad-request");
        (await MoveAsync(bed.Api, "2026-12-16", none: true, id: "nothing")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("trigger: {")]
    [InlineData("id: news\nname: news\ntrigger: { type: registered }\nsteps:\n  - { id: mail, after: 0d, send: { channel: [email], message: thank-you } }\n")]
    public async Task Draft_ThatCannotBeReadAsABroadcast_IsLeftToAPerson(string text)
    {
        using EditingBed bed = await EditingBed.WithAsync(News);
        await bed.WriteAsync(TemplateKind.Journey, "news", text);
        ApiAnswer calendar = await bed.Api.GetAsync("/api/calendar?from=2026-12-01");
        Assert.Null(calendar.At("broadcasts.0.draft.on"));
        Assert.Equal("unreadable", (await MoveAsync(bed.Api, "2026-12-15", match: $"\"{calendar.At("broadcasts.0.draft.tag")}\"")).At("reason"));
    }

    /// <summary>However a file is written, its day alone is another.</summary>
    [Theory]
    [InlineData("trigger: { type: broadcast, on: 2026-12-10, at: \"13:00\" }")]
    [InlineData("trigger: {on: '2026-12-10',type: broadcast}")]
    [InlineData("trigger:\r\n  on: 2026-12-10\r\n  type: broadcast")]
    [InlineData("# 2026-12-10 😀\ntrigger:\n  type: broadcast\n  \"on\": 2026-12-10 # on: 2026-12-10")]
    public void File_HoweverItIsWritten_HasItsDayAloneChanged(string trigger)
    {
        string file = $"id: news\nname: 師走の😀お知らせ\n{trigger}\nsteps:\n{JourneyFiles.Mail("mail", 0)}\n";
        string? after = BroadcastDay.Moved("campaigns/news.yaml", file, new DateOnly(2027, 1, 15));
        Assert.NotNull(after);
        int at = file.IndexOf("on", file.IndexOf("trigger", StringComparison.Ordinal), StringComparison.Ordinal);
        at = trigger.StartsWith('#') ? file.IndexOf("\"on\"", StringComparison.Ordinal) : at;
        int day = file.IndexOf("2026-12-10", at, StringComparison.Ordinal);
        string expected = file[..day] + "2027-01-15" + file[(day + 10)..];
        Assert.Equal(expected.Replace("'", "", StringComparison.Ordinal), after.Replace("'", "", StringComparison.Ordinal));
    }

    private static Task<ApiAnswer> MoveAsync(ApiBed bed, string on, bool none = false, string? match = null, string? by = null, string id = "news") => bed.SendAsync(
        "POST",
        Path.Replace("news", id, StringComparison.Ordinal),
        System.Text.Json.JsonSerializer.Serialize(new { on, by }),
        c =>
        {
            if (none)
            {
                c.Request.Headers.IfNoneMatch = "*";
            }

            if (match is not null)
            {
                c.Request.Headers.IfMatch = match;
            }
        });
}
