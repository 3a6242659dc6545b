using System.Text.Json;
using FollowUpFlows.Tests.Fast.Pipeline.Menus;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup line menus</c>, and publishing menus from a folder.</summary>
public sealed class LineMenusTests : IDisposable
{
    private readonly TemplatesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_WithMenus_IsPublished_AndShown()
    {
        Assert.Equal(1, CommandRun.Of("line", "menus", "--data", folder.Data).ExitCode);
        WriteMenus();
        File.Copy(Repository.PathOf("templates", "ranks", "six-rank.yaml"), Directory.CreateDirectory(Path.Combine(folder.Path, "ranks")).FullName + "/six-rank.yaml");
        CommandRun published = CommandRun.Of("publish", folder.Path, "--data", folder.Data);
        Assert.Equal((0, "rich menus line: new version 1"), (published.ExitCode, published.OutputLines[^1]));
        Assert.Equal("rich menus line: unchanged, version 1", CommandRun.Of("publish", folder.Path, "--data", folder.Data).OutputLines[^1]);

        Assert.Equal(
            [
                "gold  early/repeater（現在）　0 人  LINEにはまだありません",
                "back  *（離脱）　0 人  LINEにはまだありません",
                "member  そのほか全員  LINEにはまだありません",
                "確認待ち: 0 人",
                "LINEがつながっていません（Channels:Line）",
            ],
            CommandRun.Of("line", "menus", "--data", folder.Data).OutputLines);
        JsonElement json = CommandRun.Of("line", "menus", "--data", folder.Data, "--format", "json").Json();
        Assert.False(json.GetProperty("isConnected").GetBoolean());
        Assert.Equal("lapsed", json.GetProperty("menus")[1].GetProperty("show")[0].GetProperty("half").GetString());
        Assert.Equal("gold,early/repeater (current),,0", CommandRun.Of("line", "menus", "--data", folder.Data, "--format", "csv", "--language", "en").OutputLines[1]);
    }

    [Fact]
    public void Picture_ThatIsTooLarge_IsNamedAndNothingIsPublished()
    {
        WriteMenus();
        File.WriteAllBytes(Path.Combine(folder.Path, "line", "member.png"), Pictures.Png(length: 3_000_000));
        CommandRun run = CommandRun.Of("lint", folder.Path, "--format", "csv");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.OutputLines, l => l.StartsWith("fault,form,line/member.png,,,\"the picture has more than 1000000 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_WithoutMenus_SaysWhereTheyAreWritten()
    {
        using TemplatesFolder without = new(JourneyFiles.OneMail);
        Assert.Equal(0, CommandRun.Of("publish", without.Path, "--data", without.Data).ExitCode);
        CommandRun shown = CommandRun.Of("line", "menus", "--data", without.Data);
        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("no rich menus were ever published; write line/richmenus.yaml", shown.Error, StringComparison.Ordinal);
    }

    private void WriteMenus()
    {
        folder.Write("line/richmenus.yaml", MenuCases.Three);
        foreach ((string path, byte[] bytes) in MenuCases.Pictures())
        {
            File.WriteAllBytes(Path.Combine(folder.Path, path), bytes);
        }
    }
}
