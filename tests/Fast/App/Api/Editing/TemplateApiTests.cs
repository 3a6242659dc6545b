using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>The published files, to begin editing with.</summary>
public sealed class TemplateApiTests
{
    [Fact]
    public async Task Templates_OfAShop_AreListedByKindAndName()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        ApiAnswer list = await bed.GetAsync("/api/templates");
        Assert.Equal(
            [
                "journey one-mail journeys/1.yaml 1 []", "journey thanks journeys/0.yaml 1 []",
                "email thank-you messages/thank-you.email.md  [\"one-mail\",\"thanks\"]", "line thank-you messages/thank-you.line.yaml  [\"thanks\"]",
                "layout html messages/_layout.html  [\"one-mail\",\"thanks\"]", "layout text messages/_layout.txt  [\"one-mail\",\"thanks\"]",
                "rank six-rank ranks/six-rank.yaml 1 []",
            ],
            list.Items.Select(i => string.Join(' ', new[] { "kind", "name", "path", "version", "usedBy" }.Select(p => ApiAnswer.At(i, p)))));
        Assert.All(list.Items, i => Assert.Equal(("false", "2026-11-21T03:00:00+00:00"), (ApiAnswer.At(i, "hasDraft"), ApiAnswer.At(i, "publishedAt"))));
    }

    [Fact]
    public async Task Templates_SayWhatPeopleCallThem_AndADraftSaysItAnew()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        Assert.Equal("関係性6ランク", await TitleAsync("rank six-rank"));
        string subject = (await TitleAsync("email thank-you"))!;
        Assert.NotEmpty(subject);
        await SaveAsync("email/thank-you", "---\nsubject: \"{{shop.name}}より\"\n---\nこんにちは\n");
        Assert.Equal("{{shop.name}}より", await TitleAsync("email thank-you"));
        await SaveAsync("email/broken", "subject");
        Assert.Null(await TitleAsync("email broken"));
        await SaveAsync("journey/newer", JourneyFiles.OneMail.Replace("id: one-mail", "id: newer", StringComparison.Ordinal).Replace("name: one-mail", "name: 別の計画", StringComparison.Ordinal));
        Assert.Equal("別の計画", await TitleAsync("journey newer"));

        async Task<string?> TitleAsync(string of)
        {
            System.Text.Json.JsonElement file = (await bed.GetAsync("/api/templates")).Items.Single(i => $"{ApiAnswer.At(i, "kind")} {ApiAnswer.At(i, "name")}" == of);
            return ApiAnswer.At(file, "title") is null ? null : ApiAnswer.At(file, "title.ja");
        }

        async Task SaveAsync(string path, string text) =>
            Assert.Equal(200, (int)(await bed.SendAsync("PUT", "/api/drafts/" + path, System.Text.Json.JsonSerializer.Serialize(new { text }), c => c.Request.Headers.IfNoneMatch = "*")).Status);
    }

    [Fact]
    public async Task Templates_InPages_AreAllThere()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/templates", 3);
        Assert.Equal((7, 3), (items.Distinct().Count(), pages));
    }

    [Fact]
    public async Task Template_AndItsVersions_HaveTheirWordsExactly()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await story.Shop.PublishAsync(JourneyFiles.OneMail + "# 二\n");
        using ApiBed bed = new(story.World);
        ApiAnswer newest = await bed.GetAsync("/api/templates/journey/one-mail");
        Assert.Equal((JourneyFiles.OneMail + "# 二\n", "2"), (newest.At("text"), newest.At("template.version")));
        Assert.Equal(PublishedFile.HashOf(JourneyFiles.OneMail + "# 二\n"), newest.At("template.hash"));
        Assert.Equal(JourneyFiles.OneMail, (await bed.GetAsync("/api/templates/journey/one-mail?version=1")).At("text"));
        Assert.StartsWith("---\nsubject:", (await bed.GetAsync("/api/templates/email/thank-you?version=1&journey=one-mail")).At("text"), StringComparison.Ordinal);
        Assert.StartsWith("id: six-rank", Body(await bed.GetAsync("/api/templates/rank/six-rank")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatJourneysHoldInDifferentWords_IsTheOnePublishedLast()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        story.World.ShopClock.Advance(TimeSpan.FromDays(1));
        TemplateSet other = JourneyFiles.Set(JourneyFiles.OneMail).With(("messages/thank-you.email.md", "---\nsubject: 新しい\npurpose: transactional\n---\nこんにちは\n"));
        Assert.Empty((await story.Shop.Publish.RunAsync(other, default)).Faults);
        using ApiBed bed = new(story.World);
        ApiAnswer mail = await bed.GetAsync("/api/templates/email/thank-you");
        Assert.Equal(("---\nsubject: 新しい\npurpose: transactional\n---\nこんにちは\n", "2026-11-22T03:00:00+00:00"), (mail.At("text"), mail.At("template.publishedAt")));
    }

    [Theory]
    [InlineData("/api/templates/journey/nobody", 404, "not-found")]
    [InlineData("/api/templates/journey/one-mail?version=2", 404, "not-found")]
    [InlineData("/api/templates/line/thank-you?version=1&journey=one-mail", 404, "not-found")]
    [InlineData("/api/templates/letter/one-mail", 400, "bad-request")]
    [InlineData("/api/templates/journey/One", 400, "bad-request")]
    [InlineData("/api/templates/layout/pdf", 400, "bad-request")]
    [InlineData("/api/templates/journey/one-mail?version=0", 400, "bad-request")]
    [InlineData("/api/templates/journey/one-mail?version=x", 400, "bad-request")]
    [InlineData("/api/templates/email/thank-you?version=1", 400, "bad-request")]
    [InlineData("/api/templates/email/thank-you?journey=one-mail", 400, "bad-request")]
    [InlineData("/api/templates/journey/one-mail?version=1&journey=thanks", 400, "bad-request")]
    public async Task Template_ThatIsNotThere_OrNotNamedRight_IsRefused(string path, int status, string type)
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        (await bed.SendAsync("GET", path)).IsProblem(status, type);
    }

    /// <summary>Behind its comments.</summary>
    private static string Body(ApiAnswer answer) => answer.At("text")!.Split('\n').SkipWhile(l => l.StartsWith('#') || l.Length == 0).First();
}
