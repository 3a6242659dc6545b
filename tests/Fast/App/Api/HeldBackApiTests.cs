using System.Net;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Who is held back, over HTTP and on the command line.</summary>
public sealed class HeldBackApiTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Held_AreListed_WithReasonAndNextSlot()
    {
        Story story = await HeldAsync();
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        using ApiBed bed = new(story.World);
        ApiAnswer all = await bed.GetAsync("/api/held-back");
        string enrollmentId = all.Items.Single().GetProperty("enrollmentId").GetString()!;
        Assert.StartsWith("b:", enrollmentId, StringComparison.Ordinal);
        Assert.Equal(
            [$$"""{"customerId":"{{customerId}}","journeyId":"b","enrollmentId":"{{enrollmentId}}","stepId":"b","channel":"email","messageId":"thank-you","dueAt":"2026-11-21T05:00:00+00:00","nextSlot":"2026-11-28T04:00:00+00:00","reason":"frequency-cap"}"""],
            all.Items.Select(i => i.GetRawText()));
        Assert.Single((await bed.GetAsync("/api/held-back?reason=frequency-cap&limit=1")).Items);
        Assert.Empty((await bed.GetAsync("/api/held-back?reason=quiet-hours")).Items);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("GET", "/api/held-back?reason=whatever")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("GET", "/api/held-back?customer=x")).Status);
    }

    [Fact]
    public async Task Command_ListsThem()
    {
        Story story = await HeldAsync();
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        await folder.WriteAsync(story.World.Tables);
        Assert.Equal(
            [$"2026-11-28 13:00  {customerId}  b/b  配信頻度の上限  予定 2026-11-21 14:00", "見送り中: 1 件"], folder.Run("held").OutputLines);
        Assert.Equal("0 messages are held back", Assert.Single(folder.Run("held", "--reason", "quiet-hours", "--language", "en").OutputLines));
        Assert.Equal(
            $"{customerId},b,b,Email,thank-you,2026-11-21T05:00:00.0000000+00:00,2026-11-28T04:00:00.0000000+00:00,FrequencyCap",
            folder.Run("held", "--format", "csv").OutputLines[1]);
        Assert.Equal("frequency-cap", folder.Run("held", "--format", "json").Json()[0].GetProperty("reason").GetString());
        Assert.Equal(2, folder.Run("held", "--reason", "whatever").ExitCode);
    }

    /// <summary>One message a week: the second of two waits.</summary>
    private static async Task<Story> HeldAsync()
    {
        Story story = await Story.WithinAsync(new SendRules { QuietHours = null, Cap = new FrequencyCap(1, 7) }, Mail("a", "PT1H"), Mail("b", "PT2H"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("21T15:00");
        return story;
    }

    private static string Mail(string id, string after) =>
        JourneyFiles.Journey(id, $"  - {{ id: {id}, after: {after}, send: {{ channel: [email], message: thank-you }} }}", nth: "1", purpose: "marketing");
}
