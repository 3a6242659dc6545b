using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>What was published of a journey, and the way back.</summary>
public sealed class VersionApiTests
{
    private const string Back = "/api/journeys/one-mail/rollback";

    [Fact]
    public async Task Versions_AreListedTheNewestFirst_WithWhoIsInside()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks);
        await bed.Story.BuysAsync(Told.Account("7", 1, "a@example.com"), "o-1");
        bed.World.ShopClock.Advance(TimeSpan.FromDays(1));
        await bed.Story.Shop.PublishAsync(JourneyFiles.Thanks + "# 二\n");
        ApiAnswer list = await bed.Api.GetAsync("/api/journeys/thanks/versions");
        Assert.Equal(
            ["2 2026-11-22T03:00:00+00:00 true 0", "1 2026-11-21T03:00:00+00:00 false 1"],
            list.Items.Select(i => string.Join(' ', new[] { "version", "publishedAt", "isActive", "inside" }.Select(p => ApiAnswer.At(i, p)))));
        (IReadOnlyList<string> items, int pages) = await bed.Api.PagesAsync("/api/journeys/thanks/versions", 1);
        Assert.Equal((2, 2), (items.Distinct().Count(), pages));
    }

    [Fact]
    public async Task Version_HasItsFilesExactly()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.Story.Shop.PublishAsync(JourneyFiles.OneMail + "# 二\n");
        ApiAnswer first = await bed.Api.GetAsync("/api/journeys/one-mail/versions/1");
        Assert.Equal(
            ["journey one-mail journeys/0.yaml", "layout html messages/_layout.html", "layout text messages/_layout.txt", "email thank-you messages/thank-you.email.md"],
            first.Json.GetProperty("files").EnumerateArray().Select(f => string.Join(' ', new[] { "kind", "name", "path" }.Select(p => ApiAnswer.At(f, p)))));
        Assert.Equal(JourneyFiles.OneMail, first.At("files.0.text"));
    }

    [Fact]
    public async Task RollBack_PublishesTheOldWordsAnew_WithTheirMessages_Once()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        string mail = await bed.TextAsync("one-mail", 1, "messages/thank-you.email.md");
        await bed.Story.Shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail).With(("messages/thank-you.email.md", mail + "追伸\n")), default);
        Assert.Equal(["one-mail 2"], await bed.HeadsAsync());

        ApiAnswer back = await bed.Api.SendAsync("POST", Back, """{"version": 1, "by": "太郎", "why": "前のほうがよかった"}""");
        Assert.Equal(("3", "true"), (back.At("versions.0.version"), back.At("versions.0.isNew")));
        Assert.Equal(mail, await bed.TextAsync("one-mail", 3, "messages/thank-you.email.md"));
        Assert.Equal("前のほうがよかった", (await bed.Api.GetAsync("/api/journeys/one-mail/versions")).At("items.0.why"));

        ApiAnswer again = await bed.Api.SendAsync("POST", Back, """{"version": 1, "by": "太郎", "why": "前のほうがよかった"}""");
        Assert.Equal(("3", "false"), (again.At("versions.0.version"), again.At("versions.0.isNew")));
    }

    [Theory]
    [InlineData("GET", "/api/journeys/nobody/versions", null, 404)]
    [InlineData("GET", "/api/journeys/one-mail/versions/2", null, 404)]
    [InlineData("GET", "/api/journeys/one-mail/versions/x", null, 400)]
    [InlineData("POST", Back, """{"version": 2, "by": "x", "why": "y"}""", 404)]
    [InlineData("POST", "/api/journeys/nobody/rollback", """{"version": 1, "by": "x", "why": "y"}""", 404)]
    [InlineData("POST", Back, """{"version": 0, "by": "x", "why": "y"}""", 400)]
    [InlineData("POST", Back, """{"by": "x", "why": "y"}""", 400)]
    [InlineData("POST", Back, """{"version": 1, "by": "x"}""", 400)]
    public async Task Version_ThatIsNotThere_OrNotAskedForRight_IsRefused(string method, string path, string? body, int status)
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        (await bed.Api.SendAsync(method, path, body)).IsProblem(status, status == 404 ? "not-found" : "bad-request");
    }

    /// <summary>A rank that the version names is gone by now.</summary>
    [Fact]
    public async Task RollBack_ToWhatCannotBePublishedNow_IsRefused()
    {
        string gated = JourneyFiles.Journey("gated", "  - { id: a, after: 1d }", more: "rank: { model: six-rank, in: [new] }");
        using EditingBed bed = await EditingBed.WithAsync(gated);
        await bed.Story.Shop.PublishAsync(JourneyFiles.Journey("gated", "  - { id: a, after: 1d }"));
        string model = "id: six-rank\nranks:\n  - { id: only, name: 一つ }\n";
        Assert.Empty((await bed.Story.Shop.Publish.RunAsync(new(new Dictionary<string, string> { ["ranks/six-rank.yaml"] = model }), default)).Faults);
        ApiAnswer answer = await bed.Api.SendAsync("POST", "/api/journeys/gated/rollback", """{"version": 1, "by": "x", "why": "y"}""");
        Assert.Contains("has no rank 'new'", answer.IsProblem(409, "conflict"), StringComparison.Ordinal);
    }
}
