using System.Text.Json;
using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>Files that are being written: nobody overwrites what they have not read, and nothing is lost.</summary>
public sealed class DraftApiTests
{
    private const string Path = "/api/drafts/journey/one-mail";

    [Fact]
    public async Task Draft_SavedAndReadAndGivenUp_GoesRound()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        string hash = (await bed.GetAsync("/api/templates/journey/one-mail")).At("template.hash")!;
        ApiAnswer saved = await SaveAsync(bed, "id: one-mail\n# 😀 下書き\n", none: true, basedOn: hash, by: "花子");
        Assert.Equal(200, (int)saved.Status);
        Assert.Equal($"\"{saved.At("draft.tag")}\"", saved.Headers.ETag.ToString());

        ApiAnswer read = await bed.GetAsync(Path);
        Assert.Equal(saved.Text, read.Text);
        Assert.Equal(
            ["journey", "one-mail", hash, "false", "2026-11-21T03:00:00+00:00", "花子"],
            new[] { "kind", "name", "basedOn", "isStale", "savedAt", "savedBy" }.Select(p => read.At("draft." + p)));
        Assert.Equal("id: one-mail\n# 😀 下書き\n", read.At("text"));
        Assert.Equal(read.At("draft"), (await bed.GetAsync("/api/drafts")).At("items.0"));
        Assert.Equal("true", (await bed.GetAsync("/api/templates")).At("items.0.hasDraft"));

        Assert.Equal(204, (int)(await RemoveAsync(bed, saved.Headers.ETag.ToString())).Status);
        (await bed.SendAsync("GET", Path)).IsProblem(404, "not-found");
        Assert.Empty((await bed.GetAsync("/api/drafts")).Items);
    }

    [Fact]
    public async Task Draft_OfANewFile_IsInTheListOfTemplates()
    {
        using ApiBed bed = new(new TestWorld());
        await SaveAsync(bed, "subject", none: true, path: "/api/drafts/email/autumn");
        ApiAnswer list = await bed.GetAsync("/api/templates");
        Assert.Equal(["email", "autumn", "messages/autumn.email.md", null, null, "true"], new[] { "kind", "name", "path", "version", "hash", "hasDraft" }.Select(p => list.At("items.0." + p)));
        Assert.Equal("false", (await bed.GetAsync("/api/drafts")).At("items.0.isStale"));
    }

    [Fact]
    public async Task Draft_WhoseFileWasPublishedAnew_IsStale()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        await SaveAsync(bed, "x", none: true, basedOn: PublishedFile.HashOf(JourneyFiles.OneMail));
        Assert.Equal("false", (await bed.GetAsync(Path)).At("draft.isStale"));
        await story.Shop.PublishAsync(JourneyFiles.OneMail + "# 二\n");
        Assert.Equal("true", (await bed.GetAsync(Path)).At("draft.isStale"));
    }

    [Fact]
    public async Task Draft_SavedByTwo_KeepsTheFirst_AndShowsItToTheSecond()
    {
        using ApiBed bed = new(new TestWorld());
        string seen = (await SaveAsync(bed, "one", none: true)).Headers.ETag.ToString();
        Assert.Equal(200, (int)(await SaveAsync(bed, "two", match: seen, by: "太郎")).Status);
        ApiAnswer late = await SaveAsync(bed, "three", match: seen);
        late.IsProblem(412, "precondition-failed");
        Assert.Equal(("two", "太郎"), (late.At("current.text"), late.At("current.draft.savedBy")));
        Assert.Equal(200, (int)(await SaveAsync(bed, "three", match: $"\"{late.At("current.draft.tag")}\"")).Status);
        Assert.Equal("three", (await bed.GetAsync(Path)).At("text"));
    }

    [Fact]
    public async Task Draft_BegunByTwo_OrGoneMeanwhile_SaysSo()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer first = await SaveAsync(bed, "one", none: true);
        Assert.Equal("one", Problem(await SaveAsync(bed, "two", none: true)).At("current.text"));
        Assert.Equal("one", Problem(await RemoveAsync(bed, "\"other\"")).At("current.text"));
        await RemoveAsync(bed, first.Headers.ETag.ToString());
        Assert.Null(Problem(await SaveAsync(bed, "two", match: first.Headers.ETag.ToString())).At("current"));
        (await RemoveAsync(bed, first.Headers.ETag.ToString())).IsProblem(404, "not-found");

        static ApiAnswer Problem(ApiAnswer answer)
        {
            answer.IsProblem(412, "precondition-failed");
            return answer;
        }
    }

    /// <summary>Between its look and its write.</summary>
    [Fact]
    public async Task Draft_SavedBySomebodyAtTheSameMoment_IsNotOverwritten()
    {
        TestWorld world = new();
        using ApiBed bed = new(world);
        string seen = (await SaveAsync(bed, "one", none: true)).Headers.ETag.ToString();
        world.Tables.Interrupt((table, _) => table == Tables.Drafts, async () => Assert.Equal(200, (int)(await SaveAsync(bed, "theirs", match: seen)).Status));
        ApiAnswer late = await SaveAsync(bed, "mine", match: seen);
        late.IsProblem(412, "precondition-failed");
        Assert.Equal("theirs", late.At("current.text"));
    }

    [Fact]
    public async Task Draft_ChangedBlindly_IsRefused()
    {
        using ApiBed bed = new(new TestWorld());
        (await SaveAsync(bed, "one")).IsProblem(428, "precondition-required");
        (await SaveAsync(bed, "one", none: true, match: "\"x\"")).IsProblem(428, "precondition-required");
        (await SaveAsync(bed, "one", match: "unquoted")).IsProblem(428, "precondition-required");
        (await RemoveAsync(bed, null)).IsProblem(428, "precondition-required");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"text\": \"a\\u0000b\"}")]
    [InlineData("{\"text\": \"a\\ud800b\"}")]
    [InlineData("{\"text\": \"a\", \"basedOn\": \"1\"}")]
    [InlineData("[]")]
    public async Task Draft_ThatCannotBeKept_IsRefused(string json)
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("PUT", Path, json, c => c.Request.Headers.IfNoneMatch = "*")).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 400)]
    public async Task Draft_OfAnyLength_IsBounded(int more, int status)
    {
        using ApiBed bed = new(new TestWorld());
        string text = string.Concat(Enumerable.Repeat("茶", Draft.TextLengthMax + more));
        Assert.Equal(status, (int)(await SaveAsync(bed, text, none: true)).Status);
        if (status == 200)
        {
            Assert.Equal(text, (await bed.GetAsync(Path)).At("text"));
        }
    }

    [Fact]
    public async Task Draft_OfALongerBodyOrAnotherForm_IsRefused()
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("PUT", Path, new string(' ', DraftEndpoints.BodyBytesMax + 1), c => c.Request.Headers.IfNoneMatch = "*")).IsProblem(413, "too-large");
        (await bed.SendAsync("PUT", Path, "{}", c => { c.Request.Headers.IfNoneMatch = "*"; c.Request.ContentType = "text/plain"; })).IsProblem(415, "unsupported-media-type");
        (await SaveAsync(bed, "x", none: true, by: new string('x', 201))).IsProblem(400, "bad-request");
        (await SaveAsync(bed, "x", none: true, path: "/api/drafts/layout/pdf")).IsProblem(400, "bad-request");
    }

    [Fact]
    public async Task Drafts_WithoutEnd_AreRefused()
    {
        TestWorld world = new();
        DraftStore store = new(world.Tables, world.Clocks);
        for (int i = 0; i < DraftStore.CountMax - 1; i++)
        {
            Assert.IsType<DraftChange.Saved>(await store.SaveAsync(new TemplateName(TemplateKind.Email, $"m{i}"), null, "x", null, null, default));
        }

        using ApiBed bed = new(world);
        ApiAnswer last = await SaveAsync(bed, "x", none: true);
        Assert.Equal(200, (int)last.Status);
        (await SaveAsync(bed, "x", none: true, path: "/api/drafts/line/more")).IsProblem(409, "conflict");
        Assert.Equal(200, (int)(await SaveAsync(bed, "y", match: last.Headers.ETag.ToString())).Status);
    }

    private static Task<ApiAnswer> SaveAsync(ApiBed bed, string text, string? match = null, bool none = false, string? basedOn = null, string? by = null, string path = Path) =>
        bed.SendAsync("PUT", path, JsonSerializer.Serialize(new { text, basedOn, by }), c =>
        {
            c.Request.Headers.IfMatch = match;
            c.Request.Headers.IfNoneMatch = none ? "*" : null;
        });

    private static Task<ApiAnswer> RemoveAsync(ApiBed bed, string? match) =>
        bed.SendAsync("DELETE", Path, change: c => c.Request.Headers.IfMatch = match);
}
