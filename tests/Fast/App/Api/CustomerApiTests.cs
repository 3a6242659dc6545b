using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Who the customers are, and why they stand where they stand.</summary>
public sealed class CustomerApiTests
{
    private const string LineId = "U0123456789abcdef0123456789abcdef";

    private static readonly SourceCustomer Hanako = Story.Hanako with
    {
        Name = "山田 花子",
        Kana = "ヤマダ ハナコ",
        Phone = "+81 90-1234-5678",
        PostalCode = "6020000",
        Birthday = new Birthday(4, 12, null),
        LineUserId = LineId,
        Tags = ["vip", "gift"],
    };

    private static readonly SourceCustomer Jiro = Told.Account("8", -60, "jiro@example.com");

    [Fact]
    public async Task List_HasEverybody_WithTheirRank()
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync("/api/customers");
        Assert.Equal(2, page.Items.Count());
        Assert.Null(page.Next);
        string hanako = (await story.StateAsync(Hanako)).CustomerId;
        System.Text.Json.JsonElement row = page.Items.Single(i => ApiAnswer.At(i, "customerId") == hanako);
        Assert.Equal(
            ["山田 花子", "hanako@example.com", LineId, "false", "six-rank", "early", "初期顧客", "Early", "2026-11-23", "false", "2", "8000", "JPY", "2026-11-21", "2026-11-23", null],
            new[]
            {
                "name", "email", "lineUserId", "erased", "rank.model", "rank.rank", "rank.name.ja", "rank.name.en", "rank.sinceOn", "rank.lapsed", "rank.orderCount", "rank.total.amount", "rank.total.currency",
                "rank.firstOrderOn", "rank.lastOrderOn", "rank.notice",
            }.Select(p => ApiAnswer.At(row, p)));
        Assert.Equal("2027-05-22", ApiAnswer.At(row, "rank.lapsesOn"));  // 180 days after 23 November
    }

    [Theory]
    [InlineData("rank=early", "hanako@example.com")]
    [InlineData("rank=new", "jiro@example.com")]
    [InlineData("rank=royal", "")]
    [InlineData("half=current", "hanako@example.com jiro@example.com")]
    [InlineData("half=lapsed", "")]
    [InlineData("rank=new&half=current&model=six-rank", "jiro@example.com")]
    [InlineData("rank=new&half=lapsed", "")]
    [InlineData("half=any", "hanako@example.com jiro@example.com")]
    public async Task List_ByRank_HasOnlyThose(string filter, string expected)
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        Assert.Equal(expected, string.Join(' ', (await bed.GetAsync("/api/customers?" + filter)).Items.Select(i => ApiAnswer.At(i, "email")).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("22T12:00", "half=lapsed", 0)] // the last order was on the 22nd of November, 180 days before 21 May
    [InlineData("23T00:00", "half=lapsed", 0)]
    public async Task List_BeforeSomebodyLapses_HasThemInTheCurrentHalf(string time, string filter, int count)
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Jiro, "1");
        await story.UntilAsync(time);
        using ApiBed bed = new(story.World);
        Assert.Equal(count, (await bed.GetAsync("/api/customers?" + filter)).Items.Count());
    }

    [Theory]
    [InlineData(179, "current")]
    [InlineData(180, "lapsed")]
    public async Task List_OnTheDayThatSomebodyLapses_HasThemInTheOtherHalf(int days, string half)
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Jiro, "1");
        story.World.ShopClock.MoveTo(Told.Noon.AddDays(days));
        using ApiBed bed = new(story.World);
        Assert.Single((await bed.GetAsync("/api/customers?half=" + half)).Items);
        Assert.Empty((await bed.GetAsync($"/api/customers?half={(half == "lapsed" ? "current" : "lapsed")}")).Items);
    }

    /// <summary>Known from a file alone, without an order, and never ranked.</summary>
    [Fact]
    public async Task List_HasWhoIsKnownWithoutEverHavingBeenRanked()
    {
        Story story = await Story.WithAsync();
        string customerId = (await story.Shop.Ledger.CustomerAsync("csv", Told.Account("f1", 0, "file@example.com"), default))!;
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync("/api/customers");
        Assert.Equal((customerId, null), (page.At("items.0.customerId"), page.At("items.0.rank")));
        Assert.Empty((await bed.GetAsync("/api/customers?half=current")).Items);
    }

    [Fact]
    public async Task Profile_HasWhatIsKnown()
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        string id = (await story.StateAsync(Hanako)).CustomerId;
        ApiAnswer profile = await bed.GetAsync("/api/customers/" + id);
        Assert.Equal(
            [id, "山田 花子", "ヤマダ ハナコ", "hanako@example.com", "09012345678", "602-0000", LineId, "--04-12", null, "[\"gift\",\"vip\"]", "{}"],
            new[] { "customerId", "name", "kana", "email", "phone", "postalCode", "lineUserId", "birthday", "erasedAt", "tags", "attributes" }.Select(profile.At));
        Assert.Equal(["email", "line", "phone", "source"], profile.Json.GetProperty("identities").EnumerateArray().Select(i => ApiAnswer.At(i, "kind")).Order(StringComparer.Ordinal));
        Assert.Equal(["email", "granted", "form"], new[] { "consents.0.channel", "consents.0.state", "consents.0.source" }.Select(profile.At));
        Assert.Equal(["six-rank", "early", "2"], new[] { "ranks.0.model", "ranks.0.rank", "ranks.0.orderCount" }.Select(profile.At));
        Assert.Contains("山田", profile.Text, StringComparison.Ordinal);  // readable, not escaped
    }

    [Theory]
    [InlineData("hanako@example.com")]
    [InlineData(" HANAKO@example.com ")]
    [InlineData("7")]
    [InlineData("090-1234-5678")]
    [InlineData(LineId)]
    public async Task Search_ByWhatPeopleKnow_FindsThem(string text)
    {
        Story story = await StoryAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer found = await bed.SendAsync("POST", "/api/customers/search", System.Text.Json.JsonSerializer.Serialize(new { text }));
        Assert.Equal("山田 花子", found.At("items.0.name"));
        Assert.Single(found.Items);
        ApiAnswer nobody = await bed.SendAsync("POST", "/api/customers/search", """{"text":"nobody@example.com"}""");
        Assert.Empty(nobody.Items);
    }

    [Theory]
    [InlineData("", "The body is no JSON")]
    [InlineData("text", "The body is no JSON")]
    [InlineData("[1]", "The body is no JSON")]
    [InlineData("{\"text\":1}", "The body is no JSON")]
    [InlineData("null", "'text' is missing")]
    [InlineData("{}", "'text' is missing")]
    [InlineData("{\"text\":\" \"}", "'text' is missing")]
    public async Task Search_WithABodyThatCannotBeRead_IsRefused(string body, string detail)
    {
        using ApiBed bed = new((await Story.WithAsync()).World);
        Assert.Contains(detail, (await bed.SendAsync("POST", "/api/customers/search", body)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithALongBodyOrAnotherType_IsRefused()
    {
        using ApiBed bed = new((await Story.WithAsync()).World);
        string fits = $"{{\"text\":\"{new string('x', (8 * 1024) - 11)}\"}}";
        Assert.Equal(8 * 1024, Encoding.UTF8.GetByteCount(fits));
        Assert.Empty((await bed.SendAsync("POST", "/api/customers/search", fits)).Items);
        (await bed.SendAsync("POST", "/api/customers/search", fits + " ")).IsProblem(413, "too-large");
        Assert.Contains("Content-Type: application/json", (await bed.SendAsync("POST", "/api/customers/search", "{}", c => c.Request.ContentType = "text/plain")).IsProblem(415, "unsupported-media-type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_HasWhatHappened_TheLatestFirst_InBothLanguages()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await story.BuysAsync(Hanako, "1001");
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync($"/api/customers/{(await story.StateAsync(Hanako)).CustomerId}/timeline");
        Assert.Equal(
            [
                "left one-mail v1: completed",
                "message sent (thank-you on Email, step mail)",
                "entered one-mail v1, caused by shop-main|1001",
                "rank in six-rank: new, because of first placement",
                "order 1001 of 5000 JPY (paid)",
                "marketing on Email: granted, stated at form",
            ],
            page.Items.Select(i => ApiAnswer.At(i, "text.en")));
        Assert.Equal("送信しました（thank-you、メール、ステップ mail）", page.At("items.1.text.ja"));
        Assert.Equal(
            ["send", "Sent", null, "thank-you", "mail", "email", null, "2026-11-21T03:00:00+00:00"],
            new[] { "kind", "what", "reason", "subject", "stepId", "channel", "amount", "dueAt" }.Select(p => page.At("items.1." + p)));
        Assert.Equal(["order", "Paid", "1001", "5000", "JPY"], new[] { "kind", "what", "subject", "amount.amount", "amount.currency" }.Select(p => page.At("items.4." + p)));
    }

    [Fact]
    public async Task Timeline_SaysWhyAMessageWasWithheld()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("ad", "  - { id: mail, send: { channel: [line], message: thank-you } }"));
        await story.BuysAsync(Jiro, "1");
        using ApiBed bed = new(story.World);
        ApiAnswer page = await bed.GetAsync($"/api/customers/{(await story.StateAsync(Jiro)).CustomerId}/timeline");
        System.Text.Json.JsonElement send = page.Items.Single(i => ApiAnswer.At(i, "kind") == "send");
        Assert.Equal(["Withheld", "NoAddress"], new[] { "what", "reason" }.Select(p => ApiAnswer.At(send, p)));
        Assert.Contains("宛先がありません", ApiAnswer.At(send, "text.ja"), StringComparison.Ordinal);
        Assert.Contains("no address", ApiAnswer.At(send, "text.en"), StringComparison.Ordinal);
    }

    /// <summary>Two orders, 5,000 on the 21st and 3,000 on the 23rd; Jiro has one of 5,000.</summary>
    private static async Task<Story> StoryAsync()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Hanako, "1001");
        await story.BuysAsync(Jiro, "1002");
        await story.UntilAsync("23T10:00");
        await story.BuysAsync(Hanako, "1003", 3000);
        return story;
    }
}
