using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup publish</c>: a folder of templates becomes live in a data folder that no server holds.</summary>
public sealed class PublishCommandTests : IDisposable
{
    private const string TwoRanks = "id: two-ranks\nranks:\n  - { id: regular, when: orderCount >= 3 }\n  - { id: everybody }\n";

    private readonly TemplatesFolder templates = new(JourneyFiles.OneMail);

    public void Dispose() => templates.Dispose();

    [Fact]
    public void Publish_TwiceAndAfterAChange_SaysWhatIsNew()
    {
        templates.Write("ranks/two.yaml", TwoRanks);
        CommandRun first = Publish();
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(["rank model two-ranks: new version 1", "journey one-mail: new version 1"], first.OutputLines);
        Assert.True(File.Exists(Path.Combine(templates.Data, "settings.json")));

        Assert.Equal(["rank model two-ranks: unchanged, version 1", "journey one-mail: unchanged, version 1"], Publish().OutputLines);
        templates.Write("journeys/0.yaml", JourneyFiles.OneMail + "# changed\n");
        Assert.Equal(["rank model two-ranks: unchanged, version 1", "journey one-mail: new version 2"], Publish().OutputLines);
    }

    [Fact]
    public void Publish_FaultyTemplates_ChangesNothingAndNamesTheFile()
    {
        templates.Write("journeys/1.yaml", "id: [\n");
        CommandRun run = Publish();
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{Path.Combine(templates.Path, "journeys/1.yaml")}:", run.Error, StringComparison.Ordinal);
        templates.Write("journeys/1.yaml", JourneyFiles.Thanks);
        Assert.Equal(["journey one-mail: new version 1", "journey thanks: new version 1"], Publish().OutputLines);
    }

    [Fact]
    public void Publish_Warning_IsShownAndLetThrough()
    {
        CommandRun run = Publish();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning: messages/thank-you.line.yaml: no journey sends this message", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_FolderWithoutTemplates_IsRefusedAndMakesNothing()
    {
        using TemplatesFolder empty = new();
        Assert.Contains("has no journey and no rank model", CommandRun.Of("publish", empty.Path, "--data", empty.Data).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(empty.Data));
    }

    [Fact]
    public async Task Publish_WhileAnotherProcessHoldsTheFolder_IsRefusedClearly()
    {
        Publish();
        await using (SqliteStorage held = SqliteStorage.Open(templates.Data, TimeProvider.System))
        {
            CommandRun run = Publish();
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("is in use by another process. Stop it first", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, Publish().ExitCode);
    }

    [Theory]
    [InlineData("{ \"Storage\": { \"Provider\": \"InMemory\" } }", "keep nothing")]
    [InlineData("{ \"Shop\": { \"TimeZone\": \"Mars/Base\" } }", "Shop:TimeZone")]
    [InlineData("{ \"Shop\": ", "settings.json")]
    public void Publish_IntoAFolderWhoseSettingsCannotBeUsed_IsRefused(string settings, string words)
    {
        Directory.CreateDirectory(templates.Data);
        File.WriteAllText(Path.Combine(templates.Data, "settings.json"), settings);
        CommandRun run = Publish();
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    private CommandRun Publish() => CommandRun.Of("publish", templates.Path, "--data", templates.Data);
}
