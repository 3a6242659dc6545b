using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup publish --rollout</c> and <c>followup rollouts</c> over a data folder.</summary>
public sealed class RolloutsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Rollout_IsListedShownAndSteered()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("5,25,100");
        await shop.BuyAsync(0, 3);
        await folder.WriteAsync(shop.World.Tables);

        Assert.Equal("news,2,1,Running,5,2026-11-21T03:00:00.0000000+00:00,2026-11-28T03:00:00.0000000+00:00,", Assert.Single(folder.Run("rollouts", "list", "--format", "csv").OutputLines[1..]));
        Assert.Equal(25, folder.Run("rollouts", "list", "--format", "json").Json()[0].GetProperty("percents")[1].GetInt32());
        Assert.Equal(
            ["2026-11-21 12:00  news  第2版を、新しく入る方の5%に公開しています（ほかは第1版）。次の段階は2026-11-28 12:00から", "段階公開: 1 件"],
            folder.Run("rollouts", "list").OutputLines);

        Assert.Equal(["news: under way, 25 % of those who enter get version 2"], Act("advance").OutputLines);
        Assert.Equal(["news: stopped, 0 % of those who enter get version 2"], Act("stop").OutputLines);
        Assert.Contains("'advance' cannot be done with a roll-out that is stopped", Act("advance").Error, StringComparison.Ordinal);
        string[] shown = folder.Run("rollouts", "show", "news").OutputLines;
        Assert.Equal("news: 第2版の段階公開は止まっています。新しく入る方は第1版です", shown[0]);
        Assert.Equal("新しい版が30通になるまでは、良し悪しを判断しません。", shown[3]);
        Assert.EndsWith("0%  停止  sato: 様子を見る", shown[4], StringComparison.Ordinal);
        Assert.Equal("version,messages,complained,unsubscribed,failed", folder.Run("rollouts", "show", "news", "--format", "csv").OutputLines[0]);
        Assert.Equal("stopped", folder.Run("rollouts", "show", "news", "--format", "json").Json().GetProperty("rollout").GetProperty("state").GetString());
        Assert.Equal(["news: under way, 25 % of those who enter get version 2"], Act("resume").OutputLines);
        Assert.Equal(["news: finished, 100 % of those who enter get version 2"], Act("finish").OutputLines);
        Assert.Equal(["0 roll-outs"], folder.Run("rollouts", "list", "--language", "en").OutputLines);
        Assert.Equal("news: the roll-out of version 2 is finished", folder.Run("rollouts", "show", "news", "--language", "en").OutputLines[0]);
    }

    [Fact]
    public async Task Rollout_OfAJourneyWithoutOne_IsRefused()
    {
        await folder.WriteAsync((await RolloutShop.OpenAsync(stages: null)).World.Tables);
        Assert.Equal([1, 1], new[] { Act("stop"), folder.Run("rollouts", "show", "news") }.Select(r => r.ExitCode));
        Assert.Equal(1, folder.Run("rollouts", "stop", "news", "--by", " ", "--why", "x").ExitCode);
    }

    [Fact]
    public void Publish_InStages_IsOneAndWrongOnesAreRefused()
    {
        using TemplatesFolder templates = new(JourneyFiles.OneMail);
        CommandRun Publish(params string[] more) => CommandRun.Of(["publish", templates.Path, "--data", templates.Data, .. more]);
        Assert.Equal(0, Publish("--rollout", "5,100").ExitCode);
        Assert.Equal(["0 roll-outs"], CommandRun.Of("rollouts", "list", "--language", "en", "--data", templates.Data).OutputLines);
        templates.Write("journeys/0.yaml", JourneyFiles.OneMail + "# changed\n");
        Assert.Contains("not '5,x'", Publish("--rollout", "5,x").Error, StringComparison.Ordinal);
        Assert.Contains("the last is 100", Publish("--rollout", "5,25").Error, StringComparison.Ordinal);
        Assert.Contains("--stage-days needs --rollout", Publish("--stage-days", "3").Error, StringComparison.Ordinal);
        Assert.Equal(0, Publish("--rollout", "12.5,100", "--stage-days", "3").ExitCode);
        Assert.Contains("one-mail,2,1,Running,12.5,", CommandRun.Of("rollouts", "list", "--format", "csv", "--data", templates.Data).Output, StringComparison.Ordinal);
    }

    private CommandRun Act(string act) => folder.Run("rollouts", act, "news", "--by", "sato", "--why", "様子を見る");
}
