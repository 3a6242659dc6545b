using System.Text.Json;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

public sealed class VerdictTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verdict_OfAJourney_SaysWhatIsKnownAndTheFigures()
    {
        await LiveAsync();
        CommandRun run = folder.Run("verdict", "--clock", "2026-12-02T12:00:00+09:00", "j");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("仮説: 短い件名で2回目が増える", run.Output, StringComparison.Ordinal);
        Assert.Contains("まだ判断できません。", run.Output, StringComparison.Ordinal);
        Assert.Contains("判定日: 2026-12-01", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing can be said yet.", folder.Run("verdict", "--clock", "2026-12-02T12:00:00+09:00", "try", "--language", "en").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_AsJson_HasTheFigures()
    {
        await LiveAsync();
        JsonElement verdict = Assert.Single(folder.Run("verdict", "--clock", "2026-12-02T12:00:00+09:00", "--format", "json").Json().EnumerateArray());
        Assert.Equal(("try", "not-yet"), (verdict.GetProperty("id").GetString(), verdict.GetProperty("verdict").GetString()));
        Assert.Equal(12, verdict.GetProperty("arms").EnumerateArray().Sum(a => a.GetProperty("entered").GetInt32()));
        Assert.Equal(3, verdict.GetProperty("comparisons").GetArrayLength());
    }

    [Theory]
    [InlineData("ja", "比べているものは、まだありません。")]
    [InlineData("en", "Nothing is compared yet;")]
    public void Verdict_WhereNothingIsCompared_SaysSoAndHowToBegin(string language, string expected)
    {
        using TemplatesFolder templates = new(JourneyFiles.Free("plain", "trigger: { type: order }", JourneyFiles.Mail("mail", 0)));
        Assert.Equal(0, CommandRun.Of("publish", templates.Path, "--data", templates.Data).ExitCode);
        CommandRun run = CommandRun.Of("verdict", "--data", templates.Data, "--language", language);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(expected, run.Output, StringComparison.Ordinal);
        Assert.Contains("docs/verification.md", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_OfSomethingUnknown_NamesWhatThereIs()
    {
        await LiveAsync();
        CommandRun run = folder.Run("verdict", "--clock", "2026-12-02T12:00:00+09:00", "other");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no journey or experiment 'other' compares anything; there are try", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_ShowTheLog_AndWhatHasTheWords()
    {
        ExperimentShop shop = await LiveAsync(isLearnt: true);
        Assert.Single(await shop.Log.AllAsync(default));
        Assert.Contains("短い件名で2回目が増える", folder.Run("verdicts").Output, StringComparison.Ordinal);
        string[] csv = folder.Run("verdicts", "--query", "件名 TRY", "--format", "csv").OutputLines;
        Assert.Equal("at,experiment,verdict,arm,base,hypothesis,words", csv[0]);
        Assert.Contains(",try,NotYet,b,a,短い件名で2回目が増える,", csv[1], StringComparison.Ordinal);
        Assert.Equal("not-yet", folder.Run("verdicts", "--format", "json").Json()[0].GetProperty("verdict").GetString());
        Assert.Contains("まだ記録がありません。", folder.Run("verdicts", "--query", "nowhere").Output, StringComparison.Ordinal);
    }

    private async Task<ExperimentShop> LiveAsync(bool isLearnt = false)
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(12);
        await shop.PassAsync(11);
        if (isLearnt)
        {
            await shop.Reach.RunAsync(default);
        }

        await folder.WriteAsync(shop.World.Tables);
        return shop;
    }
}
