using System.Net;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Broadcasts over HTTP.</summary>
public sealed class BroadcastApiTests
{
    private const string Act = """{"by":"sato","why":"looked at it"}""";

    [Fact]
    public async Task Broadcast_IsListed_Approved_AndCalledOff()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free(
            "n", "trigger: { type: broadcast, on: 2026-11-21, at: \"13:00\", perHour: 60, max: 9, approval: true }", JourneyFiles.Mail("mail", 0, ", at: \"18:00\"")));
        await story.BuysAsync(Story.Hanako, "1");
        using ApiBed bed = new(story.World);
        Assert.Equal(Item("waits-for-approval", 0, null, null), await OnlyAsync(bed));
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("POST", "/api/broadcasts/n/approve", """{"by":"sato"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/broadcasts/m/approve", Act)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/broadcasts/n/approve", Act)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/broadcasts/n/approve", Act)).Status);
        Assert.Equal(Item("scheduled", 0, "sato", null), await OnlyAsync(bed));

        story.World.ShopClock.MoveTo(Story.Time("21T13:00"));
        await RunAsync(bed, story);
        Assert.Equal(Item("done", 1, "sato", null), await OnlyAsync(bed));
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/broadcasts/n/cancel", Act)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/broadcasts/n/cancel", Act)).Status);
        await RunAsync(bed, story);
        Assert.Equal(Item("cancelled", 1, "sato", "sato"), await OnlyAsync(bed));
        await story.UntilAsync("23T00:00");
        Assert.Empty(story.Sent);
    }

    [Fact]
    public async Task Broadcast_IsPaused_AndGoesOn()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free(
            "n", "trigger: { type: broadcast, on: 2026-11-21, at: \"13:00\", perHour: 60, max: 9 }", JourneyFiles.Mail("mail", 0)));
        await story.BuysAsync(Story.Hanako, "1");
        using ApiBed bed = new(story.World);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/broadcasts/n/resume", Act)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("POST", "/api/broadcasts/n/pause", "{}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/broadcasts/n/pause", Act)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/broadcasts/n/pause", Act)).Status);
        story.World.ShopClock.MoveTo(Story.Time("21T14:00"));
        await RunAsync(bed, story);
        Assert.Equal(Item("paused", 0, null, null, "sato"), await OnlyAsync(bed));
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/broadcasts/n/resume", Act)).Status);
        await RunAsync(bed, story);
        Assert.Equal(Item("done", 1, null, null), await OnlyAsync(bed));
    }

    /// <summary>By hand it is only counted: else it would go without approval.</summary>
    [Fact]
    public async Task Broadcast_IsNotBackFilled()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("n", "trigger: { type: broadcast, on: 2026-11-30, approval: true }", JourneyFiles.Mail("mail", 0)));
        using ApiBed bed = new(story.World);
        Assert.Equal(HttpStatusCode.Accepted, (await bed.SendAsync("POST", "/api/journeys/n/backfill", """{"preview":true}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/journeys/n/backfill", Act)).Status);
    }

    private static Task<IReadOnlyList<BroadcastStanding>> RunAsync(ApiBed bed, Story story) =>
        bed.Services.GetRequiredService<Broadcasts>().RunAsync(TimeSpan.FromMinutes(1), story.Shop.Orchestrations, default);

    private static async Task<string> OnlyAsync(ApiBed bed) => Assert.Single((await bed.GetAsync("/api/broadcasts")).Items).GetRawText();

    private static string Item(string state, int entered, string? approvedBy, string? cancelledBy, string? pausedBy = null) =>
        $$"""{"id":"n","name":{"ja":"n","en":"n"},"state":"{{state}}","startsAt":"2026-11-21T04:00:00+00:00","perHour":60,"max":9,"lineMax":null,"lineTaken":null,"looked":{{entered}},"entered":{{entered}},"over":0,"unreadable":0,"nextAt":null"""
        + $",\"approvedBy\":{Text(approvedBy)},\"cancelledBy\":{Text(cancelledBy)},\"pausedBy\":{Text(pausedBy)}}}";

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
