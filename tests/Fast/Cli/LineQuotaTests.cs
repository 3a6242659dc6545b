using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>What <c>followup line quota</c> says of the month's messages.</summary>
public sealed class LineQuotaTests
{
    private static readonly DateTimeOffset ReadAt = new(2026, 11, 21, 3, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Quota_StandsBesideWhatWasUsed_WithWhatIsKept()
    {
        LineQuotaState state = new(5_000, 4_650, ReadAt);
        Assert.Equal(
            ["今月のLINE配信（2026-11-21 12:05現在）", "  配信済み  約4,650通（手作業の配信を含む）", "  上限      5,000通（93%を使用）", "  残り      350通。残りが少なくなっています", "  取り置き  300通はご注文のお知らせなどのために残します"],
            Lines(state, LineQuotaLevel.High, 300, Language.Ja));
        Assert.Equal("  reserve   350 are kept for transactional messages; marketing goes by other channels now", Lines(state, LineQuotaLevel.High, 350, Language.En)[^1]);
    }

    [Fact]
    public void Quota_WithoutALimit_SaysSo() => Assert.Equal(
        ["LINE messages of this month (as of 2026-11-21 12:05)", "  used      about 12, with what people send by hand", "  limit     none"],
        Lines(new LineQuotaState(null, 12, ReadAt), LineQuotaLevel.Enough, 100, Language.En));

    [Fact]
    public void Quota_AsJson_HasTheFigures()
    {
        using StringWriter output = new();
        new LineQuotaOutput(SummaryFormat.Json, Language.Ja).Write(output, new LineQuotaState(200, 250, ReadAt), LineQuotaLevel.Critical, 10, TestShop.Settings.Calendar);
        using JsonDocument json = JsonDocument.Parse(output.ToString());
        Assert.Equal(
            (200, 250, 0, "1.25", "critical", 10),
            (Number(json, "limit"), Number(json, "used"), Number(json, "left"), json.RootElement.GetProperty("share").GetRawText(), json.RootElement.GetProperty("level").GetString(), Number(json, "reserve")));
    }

    [Fact]
    public void Command_WithoutALineAccount_SaysWhereMessagesStay()
    {
        using TemplatesFolder folder = new(JourneyFiles.OneMail);
        Assert.Equal(0, CommandRun.Of("publish", folder.Path, "--data", folder.Data).ExitCode);
        CommandRun run = CommandRun.Of("line", "quota", "--data", folder.Data);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no LINE account is connected, so its messages stay in the outbox", run.Error, StringComparison.Ordinal);
    }

    private static int Number(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetInt32();

    private static string[] Lines(LineQuotaState state, LineQuotaLevel level, long reserve, Language language)
    {
        using StringWriter output = new();
        new LineQuotaOutput(SummaryFormat.Table, language).Write(output, state, level, reserve, TestShop.Settings.Calendar);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
