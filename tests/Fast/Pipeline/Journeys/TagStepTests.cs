using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

public sealed class TagStepTests
{
    private const string ByTag = """
          - id: by-tag
            after: 1d
            branch:
              - when: { fact: tag.ファン = true }
                steps: [ { id: fans, send: { channel: [email], message: thank-you } } ]
              - otherwise: true
                steps: [ { id: others, send: { channel: [email], message: thank-you } } ]
        """;

    [Theory]
    [InlineData("add: [ファン]", "22T10:00 fans email")]
    [InlineData("add: ﾌｧﾝ", "22T10:00 fans email")]  // as all tags are written
    [InlineData("add: [ほか]", "22T10:00 others email")]
    public async Task Tag_IsSeenByBranches(string tag, string sent)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", $"  - {{ id: mark, tag: {{ {tag} }} }}\n{ByTag}"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T00:00");
        Assert.Equal([sent], story.Sent);
    }

    [Fact]
    public async Task Tag_TakenOffByAnotherJourney_IsGone()
    {
        Story story = await Story.WithAsync(
            JourneyFiles.Journey("marks", "  - { id: mark, tag: { add: [ファン] } }\n" + ByTag, nth: "1"),
            JourneyFiles.Free("survey", "trigger: { type: event, event: survey }", "  - { id: unmark, tag: { remove: [ファン] } }"));
        await story.BuysAsync(Story.Hanako, "1");
        Assert.Equal(["ファン"], (await story.StateAsync(Story.Hanako)).Customer.AllTags);
        await story.DoesAsync(Story.Hanako, "survey");
        Assert.Empty((await story.StateAsync(Story.Hanako)).Customer.AllTags);
        await story.UntilAsync("23T00:00");
        Assert.Equal(["22T10:00 others email"], story.Sent);
    }

    /// <summary>The cursor had not moved when the process ended.</summary>
    [Fact]
    public async Task Tag_SetTwice_IsOneTagAndWritesNothingMore()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", "  - { id: mark, after: 1d, tag: { add: [ファン] } }\n  - { id: rest, after: 9d }"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("21T23:00");
        Cursor cursor = Assert.Single(story.World.Orchestrations.Waits.Values).Cursor;
        await story.UntilAsync("22T11:00");
        string? etag = (await story.StateAsync(Story.Hanako)).Profile!.ETag;
        await story.Shop.Advance.RunAsync(cursor, story.Shop.Orchestrations, default);
        Assert.Equal((etag, "ファン"), ((await story.StateAsync(Story.Hanako)).Profile!.ETag, string.Join(',', (await story.StateAsync(Story.Hanako)).Customer.AllTags)));
    }
}
