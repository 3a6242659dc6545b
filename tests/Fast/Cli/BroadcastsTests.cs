using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup broadcasts</c> over a data folder.</summary>
public sealed class BroadcastsTests : IDisposable
{
    private static readonly string[] Who = ["--by", "sato", "--why", "a wrong price"];

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>It is on a day that does not come: the command has the system's clock.</summary>
    [Fact]
    public async Task Broadcast_IsApproved_Paused_GoesOn_AndIsCalledOff()
    {
        (TestWorld world, _) = await TestWorld.WithAsync(
            JourneyFiles.Free("news", "trigger: { type: broadcast, on: 2099-12-10, at: \"10:00\", approval: true }", JourneyFiles.Mail("mail", 0)));
        await folder.WriteAsync(world.Tables);
        Assert.Equal("news,WaitsForApproval,2099-12-10T01:00:00.0000000+00:00,0,0,0,,,,", Assert.Single(folder.Run("broadcasts", "list", "--format", "csv").OutputLines[1..]));
        Assert.Equal(1, folder.Run(["broadcasts", "pause", "news", .. Who]).ExitCode);
        Assert.Equal(["news is approved of"], folder.Run(["broadcasts", "approve", "news", .. Who]).OutputLines);
        Assert.Equal(["news pauses"], folder.Run(["broadcasts", "pause", "news", .. Who]).OutputLines);
        Assert.Equal("a wrong price", folder.Run("broadcasts", "list", "--format", "json").Json()[0].GetProperty("pausedWhy").GetString());
        Assert.Equal(["2099-12-10 10:00  news  一時停止中（sato: a wrong price）  開始 0 名", "一斉配信: 1 件"], folder.Run("broadcasts", "list").OutputLines);
        Assert.Equal(["news goes on"], folder.Run(["broadcasts", "resume", "news", .. Who]).OutputLines);
        Assert.Equal(1, folder.Run(["broadcasts", "resume", "news", .. Who]).ExitCode);
        Assert.Equal(["news is called off"], folder.Run(["broadcasts", "cancel", "news", .. Who]).OutputLines);
        Assert.Contains("called off", folder.Run("broadcasts", "list", "--language", "en").OutputLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ", "a wrong price", 1)]
    [InlineData("sato", " ", 1)]
    [InlineData("sato", null, 2)]
    public async Task Broadcast_WithoutWhoOrWhy_DoesNotPause(string by, string? why, int code)
    {
        (TestWorld world, _) = await TestWorld.WithAsync(JourneyFiles.Free("news", "trigger: { type: broadcast, on: 2099-12-10 }", JourneyFiles.Mail("mail", 0)));
        await folder.WriteAsync(world.Tables);
        string[] reason = why is null ? [] : ["--why", why];
        Assert.Equal(code, folder.Run(["broadcasts", "pause", "news", "--by", by, .. reason]).ExitCode);
        Assert.Contains("scheduled", folder.Run("broadcasts", "list", "--language", "en").OutputLines[0], StringComparison.Ordinal);
    }
}
