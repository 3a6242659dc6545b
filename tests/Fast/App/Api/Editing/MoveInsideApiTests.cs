using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>New versions for those inside, over HTTP.</summary>
public sealed class MoveInsideApiTests
{
    private static readonly string Old = JourneyFiles.Journey("j", JourneyFiles.Mail("now", 0) + "\n" + JourneyFiles.Mail("three", 3) + "\n" + JourneyFiles.Mail("seven", 7));
    private static readonly string Moved = Old.Replace("id: three, after: 3d", "id: three, after: 4d", StringComparison.Ordinal);
    private static readonly string Other = JourneyFiles.Journey("j", JourneyFiles.Mail("else", 9));

    [Theory]
    [InlineData("same", new[] { "2", "1", "three", "go", "three", null })]
    [InlineData("other", new[] { "2", "1", "three", "stay", null, "no-place" })]
    public async Task Preview_SaysWhereEverybodyInsideWouldGo(string version, string?[] expected)
    {
        using EditingBed bed = await BegunAsync();
        await bed.WriteAsync(TemplateKind.Journey, "j", version == "same" ? Moved : Other);
        ApiAnswer preview = await bed.PreviewAsync(new { });
        Assert.Equal(("pin", "move"), (preview.At("policies.0"), preview.At("policies.1")));
        Assert.Equal(
            expected,
            new[] { "after", "inside.0.inside", "inside.0.step", "inside.0.move.outcome", "inside.0.move.step", "inside.0.move.reason" }.Select(n => preview.At($"journeys.0.{n}")));
    }

    [Fact]
    public async Task Publish_WithMove_TakesThoseInside_AndVersionsSaySo()
    {
        using EditingBed bed = await BegunAsync();
        await bed.WriteAsync(TemplateKind.Journey, "j", Moved);
        Assert.Equal(200, (int)(await bed.PublishAsync(new { key = "k", by = "花子", why = "間を空ける", policy = "move" })).Status);
        ApiAnswer versions = await bed.Api.GetAsync("/api/journeys/j/versions");
        Assert.Equal(("true", "false"), (versions.At("items.0.takesInside"), versions.At("items.1.takesInside")));

        Assert.Equal(200, (int)(await bed.Api.SendAsync("POST", "/api/journeys/j/rollback", """{"version":1,"by":"花子","why":"戻す","policy":"move"}""")).Status);
        versions = await bed.Api.GetAsync("/api/journeys/j/versions");
        Assert.Equal(("3", "true", "false"), (versions.At("items.0.version"), versions.At("items.0.takesInside"), versions.At("items.1.takesInside")));
    }

    [Fact]
    public async Task Publish_WithMoveAndStages_IsRefused_AndAnotherPolicyIsAnotherPublication()
    {
        using EditingBed bed = await BegunAsync();
        object draft = await bed.WriteAsync(TemplateKind.Journey, "j", Moved);
        Assert.Contains("'policy' cannot be 'move' together with 'rollout'", (await bed.PreviewAsync(new { policy = "move", rollout = new { } })).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await PublishAsync(bed, "move", draft)).Status);
        Assert.Equal(200, (int)(await PublishAsync(bed, "move", draft)).Status);
        Assert.Equal("key-used", (await PublishAsync(bed, "pin", draft)).At("reason"));
    }

    private static Task<ApiAnswer> PublishAsync(EditingBed bed, string policy, object draft) =>
        bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "花子", why = "間を空ける", policy });

    private static async Task<EditingBed> BegunAsync()
    {
        EditingBed bed = await EditingBed.WithAsync(Old);
        await bed.Story.Shop.TellAsync("order", Told.Account("7", -60, "hanako@example.com").Agreeing(-60).Bought(Told.Order("o-1", 0)));
        await bed.Story.Shop.RunAsync();
        return bed;
    }
}
