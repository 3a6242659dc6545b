using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>A new kind of source joins every table: it is listed, its signature is checked by others' vectors, its bodies are broken.</summary>
public sealed class SourceListTests
{
    [Fact]
    public void Folders_EachHoldAKindThatIsListed()
    {
        string[] folders = [.. Directory.EnumerateFiles(Repository.PathOf("functions", "Sources"), "*Source.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)];
        Assert.Equal(folders, SourceKinds.All.Select(FolderOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Kinds_AreNamedOnce() => Assert.Equal(SourceKinds.All.Count, SourceKinds.All.Select(k => k.Kind).Distinct().Count());

    [Fact]
    public void Kinds_WithSecrets_HaveSignedMessagesOfOthers() => Assert.Equal(
        SourceKinds.All.Where(k => k.HasSecrets).Select(k => k.Kind).Order(StringComparer.Ordinal),
        SignedMessages.Vectors().Select(v => (string)v["kind"]!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Kinds_HaveBodiesToBreak() => Assert.Equal(
        SourceKinds.All.Select(k => k.Kind).Order(StringComparer.Ordinal),
        SoundBodies.All.Select(b => b.Kind).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Kinds_KeepNoHeaderThatProves() => Assert.Empty(
        SourceKinds.All.SelectMany(k => k.KeptHeaders).Intersect(
            SignedMessages.Vectors().SelectMany(v => v["headers"]!.AsObject().Select(h => h.Key)), StringComparer.OrdinalIgnoreCase));

    [Theory]
    [InlineData("README.md", "`functions/Sources`")]
    [InlineData("docs/settings.md", "`Sources:NAME:Kind`")]
    public void Kinds_AreDocumented(string file, string line)
    {
        string words = File.ReadLines(Repository.PathOf(file.Split('/'))).Single(l => l.Contains(line, StringComparison.Ordinal));
        string bare = words.Replace(" ", "", StringComparison.Ordinal);
        Assert.All(SourceKinds.All.Where(k => k.Kind != "standard"), k => Assert.Contains(k.Kind.Replace("-", "", StringComparison.Ordinal), bare.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
    }

    private static string FolderOf(IShopSource kind) => kind.GetType().Namespace!.Split('.')[^1];
}
