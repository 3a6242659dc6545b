using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup pauses</c> over a data folder.</summary>
public sealed class PausesTests : IDisposable
{
    private static readonly SendRow Row = new(new SendKey("news:1", "mail", 0, Channel.Email), SendState.Sent, Told.Noon)
    {
        MessageId = "thank-you",
        Purpose = Purpose.Marketing,
    };

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Journey_ThatPauses_IsListedAndGoesOnWithWhoAndWhy()
    {
        await PrepareAsync();
        Assert.Equal("news,Bounces,2026-11-21T03:00:00.0000000+00:00,0,300,0", Assert.Single(folder.Run("pauses", "list", "--format", "csv").OutputLines[1..]));
        Assert.Equal(300, folder.Run("pauses", "list", "--format", "json").Json()[0].GetProperty("bounced").GetInt32());
        Assert.Equal(["2026-11-21 12:00  news  不達が多い（到達 0、不達 300）", "停止中のシナリオ: 1 件"], folder.Run("pauses", "list").OutputLines);

        Assert.Equal((0, "news goes on\n"), (folder.Run("pauses", "resume", "news", "--by", "sato", "--why", "list cleaned") is var run ? run.ExitCode : -1, run.Output.ReplaceLineEndings("\n")));
        Assert.Equal("0 journeys pause", Assert.Single(folder.Run("pauses", "list", "--language", "en").OutputLines));
        Assert.Equal(1, folder.Run("pauses", "resume", "news", "--by", "sato", "--why", "again").ExitCode);
    }

    [Theory]
    [InlineData(" ", "list cleaned", 1)]
    [InlineData("sato", " ", 1)]
    [InlineData("sato", null, 2)]
    public async Task Journey_WithoutWhoOrWhy_GoesOnPausing(string by, string? why, int code)
    {
        await PrepareAsync();
        string[] reason = why is null ? [] : ["--why", why];
        Assert.Equal(code, folder.Run(["pauses", "resume", "news", "--by", by, .. reason]).ExitCode);
        Assert.Equal("1 journeys pause", folder.Run("pauses", "list", "--language", "en").OutputLines[^1]);
    }

    private async Task PrepareAsync()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        foreach (int _ in Enumerable.Range(0, 300))
        {
            await shop.Health.NoteAsync(Row, DeliveryKind.Bounced, default);
        }

        await folder.WriteAsync(world.Tables);
    }
}
