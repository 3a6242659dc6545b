using System.Net;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Back-fills over HTTP.</summary>
public sealed class BackFillApiTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    [Fact]
    public async Task BackFill_IsPreviewed_AskedFor_AndShownWhenItIsDone()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: registered }\nrank: { in: [new] }", Mail));
        await story.BuysAsync(Story.Hanako with { RegisteredAt = Told.At(-60) }, "1");
        using ApiBed bed = new(story.World);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("GET", "/api/journeys/j/backfill")).Status);
        await AskAsync(bed, """{"preview":true}""", HttpStatusCode.Accepted);
        await AskAsync(bed, """{"preview":true}""", HttpStatusCode.BadRequest);  // one is under way
        await RunAsync(bed, story);
        const string Counts = "\"looked\":1,\"entered\":1,\"over\":0,\"unreadable\":0,\"byRank\":[{\"rank\":\"new\",\"customers\":1}],\"byDay\":[{\"day\":\"2026-11-21\",\"messages\":1}],\"sends\":null}";
        Assert.Equal(
            """{"journeyId":"j","state":"done","preview":true,"askedAt":"2026-11-21T03:00:00+00:00",""" + Counts,
            (await bed.GetAsync("/api/journeys/j/backfill")).Text);
        Assert.Empty(story.Sent);

        await AskAsync(bed, """{"by":"sato","why":"new journey"}""", HttpStatusCode.Accepted);
        await RunAsync(bed, story);
        await story.Shop.RunAsync();
        Assert.EndsWith(Counts, (await bed.GetAsync("/api/journeys/j/backfill")).Text, StringComparison.Ordinal);
        Assert.Equal(["21T12:00 mail email"], story.Sent);
    }

    [Theory]
    [InlineData("j", "{}", HttpStatusCode.BadRequest)] // without who and why
    [InlineData("j", """{"by":"sato"}""", HttpStatusCode.BadRequest)]
    [InlineData("j", """{"preview":true,"perDay":0}""", HttpStatusCode.BadRequest)]
    [InlineData("k", """{"preview":true}""", HttpStatusCode.NotFound)]
    public async Task BackFill_ThatCannotBe_IsRefused(string journey, string body, HttpStatusCode status)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: registered }", Mail));
        using ApiBed bed = new(story.World);
        Assert.Equal(status, (await bed.SendAsync("POST", $"/api/journeys/{journey}/backfill", body)).Status);
    }

    [Fact]
    public async Task BackFill_IsStopped()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: registered }", Mail));
        using ApiBed bed = new(story.World);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/journeys/j/backfill/stop")).Status);
        await AskAsync(bed, """{"by":"sato","why":"new journey","perDay":10}""", HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.NoContent, (await bed.SendAsync("POST", "/api/journeys/j/backfill/stop")).Status);
        Assert.Contains("\"state\":\"stopped\"", (await bed.GetAsync("/api/journeys/j/backfill")).Text, StringComparison.Ordinal);
    }

    private static async Task AskAsync(ApiBed bed, string body, HttpStatusCode status)
    {
        ApiAnswer answer = await bed.SendAsync("POST", "/api/journeys/j/backfill", body);
        Assert.True(answer.Status == status, answer.Text);
    }

    private static Task<IReadOnlyList<BackFillJob>> RunAsync(ApiBed bed, Story story) =>
        bed.Services.GetRequiredService<BackFillJobs>().RunAsync(TimeSpan.FromMinutes(1), story.Shop.Orchestrations, default);
}
