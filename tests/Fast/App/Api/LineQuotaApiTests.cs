using FollowUpFlows.Channels.Line;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The month's LINE messages, as the API shows them.</summary>
public sealed class LineQuotaApiTests
{
    private static readonly string[] Members = ["isConnected", "level", "limit", "used", "share", "reserve", "isReserveReached", "readAt"];

    [Fact]
    public async Task Quota_OfAShopWithoutLine_IsUnknown()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer quota = await bed.GetAsync("/api/channels/line/quota");
        Assert.Equal(["false", "unknown", null, null, null, "0", "false", null], Members.Select(quota.At));
        Assert.Equal("[]", (await bed.GetAsync("/healthz")).At("alerts"));
        (await bed.SendAsync("GET", "/api/channels/line/quota?month=1")).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData(3, "enough", "0.75", "false", "[]")]
    [InlineData(4, "critical", "1", "true", "[\"line-quota-critical\"]")]
    public async Task Quota_IsWhatLineSaidAndWhatWentOutSince(int sent, string level, string share, string isReached, string alerts)
    {
        LineBed line = new() { Line = { Quota = 4 } };
        LineQuotaWatch watch = line.Watch(reserve: sent == 4 ? 1 : 0);
        await line.PushAsync();
        await watch.RefreshAsync(default);
        for (int i = 1; i < sent; i++)
        {
            watch.NoteTaken();
        }

        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(watch));
        ApiAnswer quota = await bed.GetAsync("/api/channels/line/quota");
        Assert.Equal(
            ["true", level, "4", $"{sent}", share, sent == 4 ? "1" : "0", isReached, "2026-11-21T03:00:00+00:00"],
            Members.Select(quota.At));
        Assert.Equal(alerts, (await bed.GetAsync("/healthz")).At("alerts"));
        Assert.Single(line.Line.Delivered);
    }

    [Fact]
    public async Task Quota_BeforeLineHasSaidIt_IsUnknown()
    {
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(new LineBed().Watch(reserve: 5)));
        ApiAnswer quota = await bed.GetAsync("/api/channels/line/quota");
        Assert.Equal(["true", "unknown", null, null, null, "5", "false", null], Members.Select(quota.At));
    }
}
