using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>New versions in stages, over HTTP.</summary>
public sealed class RolloutApiTests
{
    private static readonly string Changed = JourneyFiles.OneMail + "# changed\n";

    [Fact]
    public async Task Publish_InStages_IsShownAndListed_AndVersionsSayWhoGetsThem()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail, JourneyFiles.Thanks);
        await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        ApiAnswer preview = await bed.PreviewAsync(new { rollout = new { } });
        Assert.Equal(("one-mail", "true"), (preview.At("journeys.0.id"), preview.At("journeys.0.rollsOut")));
        Assert.Equal(200, (int)(await PublishAsync(bed, new { })).Status);

        ApiAnswer listed = await bed.Api.GetAsync("/api/rollouts");
        Assert.Equal(
            ["one-mail", "2", "1", "running", "1", "7", "5", "2026-11-21T03:00:00+00:00", "2026-11-28T03:00:00+00:00", "advance"],
            new[] { "journeyId", "version", "baseVersion", "state", "stage", "stageDays", "percent", "beganAt", "movesOnAt", "acts.0" }.Select(n => listed.At($"items.0.{n}")));
        ApiAnswer versions = await bed.Api.GetAsync("/api/journeys/one-mail/versions");
        Assert.Equal(["2", "5", "true", "1", "95", "true"], new[] { "0.version", "0.percent", "0.isActive", "1.version", "1.percent", "1.isActive" }.Select(n => versions.At($"items.{n}")));
        Assert.Equal(("100", "true"), ((await bed.Api.GetAsync("/api/journeys/thanks/versions")).At("items.0.percent"), (await bed.Api.GetAsync("/api/journeys/thanks/versions")).At("items.0.isActive")));
    }

    [Fact]
    public async Task Steering_NeedsWhoAndWhy_AndIsKept()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        await PublishAsync(bed, new { percents = new[] { 10, 50, 100 }, stageDays = 3 });
        (await ActAsync(bed, """{"act":"stop","by":"佐藤"}""")).IsProblem(400, "bad-request");
        (await ActAsync(bed, """{"by":"佐藤","why":"試す"}""")).IsProblem(400, "bad-request");
        ApiAnswer moved = await ActAsync(bed, """{"act":"advance","by":"佐藤","why":"数字が良い"}""");
        Assert.Equal(("running", "50", "2"), (moved.At("state"), moved.At("percent"), moved.At("stage")));
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("0", (await ActAsync(bed, """{"act":"stop","by":"佐藤","why":"リンク切れ"}""")).At("percent"));
        Assert.Contains("\"stoppedRollouts\":[\"one-mail\"]", (await bed.Api.GetAsync("/healthz")).Text, StringComparison.Ordinal);
        ApiAnswer refused = await ActAsync(bed, """{"act":"advance","by":"佐藤","why":"続ける"}""");
        refused.IsProblem(409, "conflict");
        Assert.Equal(("resume", "finish"), (refused.At("acts.0"), refused.At("acts.1")));

        ApiAnswer shown = await bed.Api.GetAsync("/api/journeys/one-mail/rollout");
        Assert.Equal(
            ["stopped", "30", "0", "stopped", "佐藤", "リンク切れ", "running", "50"],
            new[] { "rollout.state", "messagesMin", "new.messages", "entries.0.state", "entries.0.by", "entries.0.why", "entries.1.state", "entries.1.percent" }.Select(shown.At));
        bed.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("100", (await ActAsync(bed, """{"act":"finish","by":"佐藤","why":"直した"}""")).At("percent"));
        Assert.Empty((await bed.Api.GetAsync("/api/rollouts")).Items);
        Assert.DoesNotContain("one-mail", (await bed.Api.GetAsync("/healthz")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", """{"act":"stop","by":"佐藤","why":"試す"}""")]
    public async Task JourneyThatIsNotRolledOut_HasNone(string method, string? body)
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        (await bed.Api.SendAsync(method, "/api/journeys/one-mail/rollout", body)).IsProblem(404, "not-found");
        (await bed.Api.SendAsync(method, "/api/journeys/nobody/rollout", body)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Stages_ThatCannotBe_AreRefused()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        Assert.Contains("larger than the one before", (await PublishAsync(bed, new { percents = new[] { 25, 5, 100 } })).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Contains("1 to 90 days", (await bed.PreviewAsync(new { rollout = new { stageDays = 0 } })).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Equal(["one-mail 1"], await bed.HeadsAsync());
    }

    /// <summary>The key stands for the stages, too.</summary>
    [Fact]
    public async Task Publish_OtherStagesWithTheSameKey_IsRefused()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        object draft = await bed.WriteAsync(TemplateKind.Journey, "one-mail", Changed);
        Assert.Equal(200, (int)(await PublishAsync(bed, new { }, [draft])).Status);
        Assert.Equal(200, (int)(await PublishAsync(bed, new { percents = new[] { 5, 25, 100 } }, [draft])).Status);
        Assert.Equal("key-used", (await PublishAsync(bed, new { stageDays = 8 }, [draft])).At("reason"));
    }

    private static Task<ApiAnswer> PublishAsync(EditingBed bed, object rollout, object[]? drafts = null) =>
        bed.PublishAsync(new { drafts, key = "k", by = "花子", why = "様子を見ながら", rollout });

    private static Task<ApiAnswer> ActAsync(EditingBed bed, string body) => bed.Api.SendAsync("POST", "/api/journeys/one-mail/rollout", body);
}
