using System.Text.Json;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The published journeys.</summary>
public sealed class JourneyApiTests
{
    private const string Gated = """
        id: gated
        name: { ja: 二回目へ, en: To the second }
        plan: follow-up
        purpose: transactional
        rank: { model: six-rank, in: [new, early], half: current }
        trigger: { type: order, nth: 1 }
        onRankChange: exit
        onNewOrder: exit
        steps:
          - { id: hello, after: PT2H, send: { channel: [line, email], message: thank-you } }
          - id: second
            after: 7d
            waitFor: { type: order, timeout: 3d }
            then: [ { id: done, exit: true } ]
            else: [ { id: reminder, after: 12d, at: "19:30", send: { channel: [email], message: thank-you } } ]

        """;

    [Fact]
    public async Task Journey_ThatRuns_IsShownWithItsSteps()
    {
        Story story = await Story.WithAsync(Gated);
        using ApiBed bed = new(story.World);
        ApiAnswer list = await bed.GetAsync("/api/journeys");
        Assert.Equal(
            ["gated", "active", "1", "1", "2026-11-21T03:00:00+00:00", "[]", "二回目へ", "To the second", "follow-up", "transactional", "order", "six-rank", "[\"new\",\"early\"]", "current", "4"],
            new[]
            {
                "id", "state", "activeVersion", "newestVersion", "publishedAt", "faults", "name.ja", "name.en", "plan", "purpose", "trigger", "gate.model", "gate.ranks", "gate.half", "stepCount",
            }.Select(p => list.At("items.0." + p)));
        ApiAnswer journey = await bed.GetAsync("/api/journeys/gated");
        Assert.Equal(list.At("items.0"), journey.At("journey"));
        Assert.Equal(["per-key", "exit", "exit", "0"], new[] { "reEntry", "onRankChange", "onNewOrder", "holdout" }.Select(journey.At));
        Assert.Equal(
            ["hello send   PT2H  line,email thank-you", "second wait-for   7d   ", "done exit second 1    ", "reminder send second 2 12d 19:30 email thank-you"],
            journey.Json.GetProperty("steps").EnumerateArray().Select(Row));
    }

    [Fact]
    public async Task Journey_WhoseNewestVersionWasSpoilt_IsQuarantined_AndTheOneBeforeRuns()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await story.Shop.PublishAsync(JourneyFiles.Journey("one-mail", "  - { id: other, send: { channel: [email], message: thank-you } }"));
        await SpoilAsync(story, version: 2);
        using ApiBed bed = new(story.World);
        ApiAnswer journey = await bed.GetAsync("/api/journeys/one-mail");
        Assert.Equal(["quarantined", "1", "2", "mail"], new[] { "journey.state", "journey.activeVersion", "journey.newestVersion", "steps.0.id" }.Select(journey.At));
        Assert.NotEqual("[]", journey.At("journey.faults"));
        Assert.Equal("1", (await bed.GetAsync("/healthz")).At("quarantinedJourneys"));
    }

    [Fact]
    public async Task Journey_OfWhichNothingCanBeRead_IsStopped()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await SpoilAsync(story, version: 1);
        using ApiBed bed = new(story.World);
        ApiAnswer journey = await bed.GetAsync("/api/journeys/one-mail");
        Assert.Equal(["stopped", null, "1", null, null, null, "[]"], new[] { "journey.state", "journey.activeVersion", "journey.newestVersion", "journey.name", "journey.trigger", "holdout", "steps" }.Select(journey.At));
        Assert.NotEqual("[]", journey.At("journey.faults"));
        Assert.Equal("stopped", (await bed.GetAsync("/api/journeys")).At("items.0.state"));
    }

    private static async Task SpoilAsync(Story story, int version)
    {
        EntityQuery files = EntityQuery.Prefix(Tables.Journeys, "library", $"file:one-mail:{version:D6}:");
        await foreach (Entity row in story.World.Tables.QueryAllAsync(files, default))
        {
            Dictionary<string, object> properties = new(row.Properties) { ["Text"] = "steps: nothing" };
            await story.World.Tables.WriteAsync(Tables.Journeys, "library", new EntityChange.Put(row with { Properties = properties }), default);
        }
    }

    private static string Row(JsonElement step)
    {
        string channels = string.Join(',', step.GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        return $"{At("id")} {At("kind")} {At("parent")} {At("arm")} {At("after")} {At("at")} {channels} {At("messageId")}";

        string? At(string name) => ApiAnswer.At(step, name);
    }
}
