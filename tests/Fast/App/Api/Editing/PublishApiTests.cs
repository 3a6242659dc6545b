using System.Text.Json;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>Drafts become live, all or none of them, once.</summary>
public sealed class PublishApiTests
{
    private const string Words = "---\nsubject: 新しい件名\npurpose: transactional\n---\nこんにちは\n";
    private static readonly string Changed = JourneyFiles.OneMail + "  - { id: second, after: 7d, send: { channel: [email], message: thank-you } }\n";

    private static readonly string Marketing = JourneyFiles.Journey(
        "advert", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: "marketing", more: "holdout: 0.1");

    [Fact]
    public async Task Publish_OfAJourney_MakesItsNextVersion_AndTheDraftIsGone()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        object draft = await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        ApiAnswer answer = await bed.PublishAsync(new { drafts = new[] { draft }, key = "k1", by = "花子" });
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(
            ["journey", "one-mail", "2", "true", "花子", null, "2026-11-21T03:00:00+00:00"],
            new[] { "versions.0.kind", "versions.0.id", "versions.0.version", "versions.0.isNew", "by", "why", "at" }.Select(answer.At));
        Assert.Equal(Changed, await bed.TextAsync("one-mail", 2, "journeys/1.yaml"));
        Assert.Equal(["one-mail 2", "thanks 1"], await bed.HeadsAsync());
        Assert.Empty((await bed.Api.GetAsync("/api/drafts")).Items);
    }

    [Fact]
    public async Task Publish_OfAMessage_MakesAVersionOfEveryJourneyThatSendsIt_InOneWrite()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        object draft = await bed.WriteAsync(TemplateKind.Email, "thank-you", Words);
        int writes = 0;
        bed.World.Tables.Interrupt((table, changes) => table == Tables.Journeys && changes.Any(c => c.RowKey.StartsWith("file:", StringComparison.Ordinal)) && ++writes < 0, () => Task.CompletedTask);
        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "x" })).Status);
        Assert.Equal(1, writes);
        Assert.Equal(["one-mail 2", "thanks 2"], await bed.HeadsAsync());
        Assert.Equal((Words, Words), (await bed.TextAsync("one-mail", 2, "messages/thank-you.email.md"), await bed.TextAsync("thanks", 2, "messages/thank-you.email.md")));
    }

    /// <summary>One of two journeys is published by somebody else in between: neither gets a version.</summary>
    [Fact]
    public async Task Publish_WhileSomebodyElseDoes_ChangesNothing()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        object draft = await bed.WriteAsync(TemplateKind.Email, "thank-you", Words);
        bed.World.Tables.Interrupt(
            (table, changes) => table == Tables.Journeys && changes.Any(c => c.RowKey.StartsWith("file:", StringComparison.Ordinal)),
            () => new TestShop(bed.World).PublishAsync(JourneyFiles.Thanks + "# theirs\n"));
        ApiAnswer answer = await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "x" });
        answer.IsProblem(409, "conflict");
        Assert.Equal("raced", answer.At("reason"));
        Assert.Equal(["one-mail 1", "thanks 2"], await bed.HeadsAsync());
        Assert.Single((await bed.Api.GetAsync("/api/drafts")).Items);
    }

    [Fact]
    public async Task Publish_AskedForAgain_AnswersTheSame_AndMakesNoFurtherVersion()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object body = new { drafts = new[] { await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed) }, key = "k", by = "x" };
        ApiAnswer first = await bed.PublishAsync(body);
        bed.World.ShopClock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first.Text, (await bed.PublishAsync(body)).Text);
        Assert.Equal(["one-mail 2"], await bed.HeadsAsync());

        object other = new { drafts = new[] { await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed + "# 三\n") }, key = "k", by = "x" };
        Assert.Equal("key-used", (await bed.PublishAsync(other)).At("reason"));
    }

    /// <summary>The process ends after any write; asking again completes it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Publish_InterruptedAnywhere_IsCompletedByAskingAgain(int writes)
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        object body = new { drafts = new[] { await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed), await bed.WriteAsync(TemplateKind.Email, "thank-you", Words) }, key = "k", by = "x" };
        int left = writes;
        bed.World.Tables.Interrupt((_, _) => left-- == 0, () => throw new StorageException("The process has ended.", isTemporary: true));
        (await bed.PublishAsync(body)).IsProblem(503, "unavailable");
        Assert.Equal(200, (int)(await bed.PublishAsync(body)).Status);
        Assert.Equal(["one-mail 2", "thanks 2"], await bed.HeadsAsync());
        Assert.Empty((await bed.Api.GetAsync("/api/drafts")).Items);
    }

    [Fact]
    public async Task Publish_WithAFault_IsRefusedWithTheFindings()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object draft = await bed.WriteAsync(TemplateKind.Journey, "one-mail", JourneyFiles.OneMail.Replace("thank-you", "nowhere", StringComparison.Ordinal));
        ApiAnswer answer = await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "x", why = "y" });
        answer.IsProblem(409, "conflict");
        Assert.Equal(["faulty", "fault", "form", "one-mail"], new[] { "reason", "findings.0.severity", "findings.0.rule", "findings.0.name" }.Select(answer.At));
        Assert.Equal(["one-mail 1"], await bed.HeadsAsync());
        Assert.Equal("false", (await bed.PreviewAsync()).At("canPublish"));
    }

    [Fact]
    public async Task Publish_WithAWarning_NeedsAReason_WhichIsKept()
    {
        using EditingBed bed = await EditingBed.WithAsync(Marketing);
        object draft = await bed.WriteAsync(TemplateKind.Journey, "advert", Marketing + "# 二\n");
        ApiAnswer refused = await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "花子" });
        refused.IsProblem(409, "conflict");
        Assert.Equal(("unexplained", "no-hypothesis"), (refused.At("reason"), refused.At("findings.0.rule")));
        Assert.Equal(("true", "true"), ((await bed.PreviewAsync()).At("canPublish"), (await bed.PreviewAsync()).At("needsWhy")));

        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "花子", why = "誤字だけ" })).Status);
        ApiAnswer versions = await bed.Api.GetAsync("/api/journeys/advert/versions");
        Assert.Equal(["2", "花子", "誤字だけ", "1", null, null], new[] { "items.0.version", "items.0.by", "items.0.why", "items.1.version", "items.1.by", "items.1.why" }.Select(versions.At));
    }

    [Fact]
    public async Task Publish_WithAHypothesis_WritesItIntoTheFile()
    {
        using EditingBed bed = await EditingBed.WithAsync(Marketing);
        object draft = await bed.WriteAsync(TemplateKind.Journey, "advert", Marketing + "# 二\n");
        object hypothesis = new { kind = "journey", name = "advert", text = "件名を\"短く\"すると増える: 😀", metric = "second-purchase", expected = "3pt", checkOn = "2026-12-31" };
        object body = new { drafts = new[] { draft }, hypotheses = new[] { hypothesis }, key = "k", by = "x" };
        Assert.Equal("[]", (await bed.PreviewAsync(body)).At("findings"));
        Assert.Equal(200, (int)(await bed.PublishAsync(body)).Status);
        ApiAnswer version = await bed.Api.GetAsync("/api/journeys/advert/versions");
        Assert.Equal(
            ["件名を\"短く\"すると増える: 😀", "second-purchase", "3pt", "40d", "14d"],
            new[] { "text", "metric", "expected", "checkAfter", "window" }.Select(p => version.At("items.0.hypothesis." + p)));
        Assert.EndsWith("# 二\n", await bed.TextAsync("advert", 2, "journeys/0.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OfADraftThatWasChangedMeanwhile_OrIsStale_IsRefused()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object seen = await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        object now = await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed + "# 三\n");
        ApiAnswer moved = await bed.PublishAsync(new { drafts = new[] { seen }, key = "k", by = "x" });
        moved.IsProblem(409, "conflict");
        Assert.Equal(("draft-moved", "one-mail"), (moved.At("reason"), moved.At("drafts.0.name")));

        await bed.Story.Shop.PublishAsync(JourneyFiles.OneMail + "# theirs\n");
        ApiAnswer stale = await bed.PublishAsync(new { drafts = new[] { now }, key = "k", by = "x" });
        stale.IsProblem(409, "conflict");
        Assert.Equal(("stale", "one-mail"), (stale.At("reason"), stale.At("drafts.0.name")));
        Assert.Equal("true", (await bed.PreviewAsync()).At("drafts.0.isStale"));
    }

    [Fact]
    public async Task Publish_LeavesMessagesThatNothingSends_AsDrafts()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object journey = await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        object lonely = await bed.WriteAsync(TemplateKind.Email, "lonely", Words);
        ApiAnswer answer = await bed.PublishAsync(new { drafts = new[] { journey, lonely }, key = "k", by = "x", why = "あとで使う" });
        Assert.Equal(("email", "lonely"), (answer.At("left.0.kind"), answer.At("left.0.name")));
        Assert.Equal("lonely", (await bed.Api.GetAsync("/api/drafts")).At("items.0.name"));
        Assert.Equal("nothing", (await bed.PublishAsync(new { drafts = new[] { lonely }, key = "k2", by = "x", why = "y" })).At("reason"));
    }

    [Fact]
    public async Task Publish_OfANewJourneyWithItsMessage_BringsBoth()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object journey = await bed.WriteAsync(TemplateKind.Journey, "fresh", JourneyFiles.Journey("fresh", "  - { id: a, send: { channel: [email], message: fresh-mail } }"));
        object mail = await bed.WriteAsync(TemplateKind.Email, "fresh-mail", Words);
        ApiAnswer preview = await bed.PreviewAsync();
        Assert.Equal(
            ["true", "fresh", null, "1", "[\"a\"]", "[]"],
            new[] { "canPublish", "journeys.0.id", "journeys.0.before", "journeys.0.after", "journeys.0.stepsAdded", "findings" }.Select(preview.At));
        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { journey, mail }, key = "k", by = "x" })).Status);
        Assert.Equal(Words, await bed.TextAsync("fresh", 1, "messages/fresh-mail.email.md"));
    }

    [Theory]
    [InlineData("""{"by": "x"}""")]
    [InlineData("""{"key": "k"}""")]
    [InlineData("""{"key": "k", "by": "x", "policy": "drop"}""")]
    [InlineData("""{"key": "k", "by": "x", "drafts": [{"kind": "journey", "name": "one-mail"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "drafts": [{"kind": "journey"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "drafts": [null]}""")]
    [InlineData("""{"key": "k", "by": "x", "drafts": [{"kind": "line", "name": "a", "tag": "1"}, {"kind": "line", "name": "a", "tag": "2"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "hypotheses": [{"kind": "email", "name": "a", "text": "b"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "hypotheses": [{"kind": "journey", "name": "a"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "hypotheses": [{"kind": "journey", "name": "a", "text": "b\nc"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "hypotheses": [{"kind": "journey", "name": "a", "text": "b", "metric": "fame"}]}""")]
    [InlineData("""{"key": "k", "by": "x", "hypotheses": [{"kind": "journey", "name": "a", "text": "b", "checkOn": "2026-11-21"}]}""")]
    public async Task Publish_OfWhatCannotBeRead_IsRefused(string json)
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        (await bed.Api.SendAsync("POST", "/api/publish", json)).IsProblem(400, "bad-request");
    }

    [Fact]
    public async Task Publish_WithoutDrafts_SaysSo()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        Assert.Equal("nothing", (await bed.PublishAsync(new { key = "k", by = "x" })).At("reason"));
        Assert.Equal("false", (await bed.PreviewAsync()).At("canPublish"));
        Assert.Equal("expected-not-written", (await bed.PreviewAsync(new { hypotheses = new[] { new { kind = "journey", name = "nobody", text = "x" } } })).At("reason"));
    }

    [Fact]
    public async Task Preview_ShowsWhatChanges_AndWhoStandsWhere()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks);
        await bed.Story.BuysAsync(Told.Account("7", 1, "a@example.com"), "o-1");
        await bed.Story.BuysAsync(Told.Account("8", 1, "b@example.com"), "o-2");
        await bed.WriteAsync(TemplateKind.Journey, "thanks", JourneyFiles.Thanks.Replace("after: 3d", "after: 5d", StringComparison.Ordinal) + "  - { id: last, after: 9d }\n");
        string[] before = await bed.World.Tables.DumpAsync();
        ApiAnswer preview = await bed.PreviewAsync();
        JsonElement journey = Assert.Single(preview.Json.GetProperty("journeys").EnumerateArray());
        Assert.Equal(
            ["thanks", "1", "2", "[\"journeys/0.yaml\"]", "[\"last\"]", "[]", "[\"later\"]", "1", "later", "2"],
            new[] { "id", "before", "after", "files", "stepsAdded", "stepsRemoved", "stepsChanged", "inside.0.version", "inside.0.step", "inside.0.inside" }.Select(p => ApiAnswer.At(journey, p)));
        Assert.Equal("[\"pin\",\"move\"]", preview.At("policies"));
        Assert.Equal(before, await bed.World.Tables.DumpAsync());
    }

    [Fact]
    public async Task Publish_WhileSomebodyIsInside_LetsThemGoThroughTheirVersion()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.Thanks);
        await bed.Story.BuysAsync(Told.Account("7", 1, "a@example.com"), "o-1");
        object draft = await bed.WriteAsync(TemplateKind.Journey, "thanks", JourneyFiles.Thanks.Replace("after: 3d", "after: 5d", StringComparison.Ordinal));
        Assert.Equal(200, (int)(await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "x", policy = "pin" })).Status);
        await bed.Story.UntilAsync("30T09:00");
        Assert.Equal(["21T12:00 now Sent", "24T10:00 later Sent"], await bed.Story.LedgerAsync(Told.Account("7", 1, "a@example.com")));
        await bed.Story.CertifiedAsync();
    }
}
