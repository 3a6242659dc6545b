using System.Text.RegularExpressions;
using System.Xml.Linq;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Architecture;

/// <summary>Habits that keep the tree readable, each with a case that breaks it.</summary>
public sealed partial class TidyTests
{
    private const int FileLinesMax = 250;

    [Fact]
    public void SourceFiles_StaySmall() =>
        Assert.Empty(SourceFiles().Where(f => IsTooLong(File.ReadAllText(f))));

    [Fact]
    public void SourceFile_OneLineOverTheLimit_IsTooLong()
    {
        Assert.False(IsTooLong(string.Concat(Enumerable.Repeat("line\n", FileLinesMax))));
        Assert.True(IsTooLong(string.Concat(Enumerable.Repeat("line\n", FileLinesMax + 1))));
    }

    [Fact]
    public void PackageVersions_ArePinnedExactly() =>
        Assert.Empty(UnpinnedPackages(File.ReadAllText(Repository.PathOf("Directory.Packages.props"))));

    [Theory]
    [InlineData("13.0.1")]
    [InlineData("[13.0.1,14.0.0)")]
    [InlineData("[13.*]")]
    public void PackageVersion_ThatCanFloat_IsNotPinned(string version) =>
        Assert.Single(UnpinnedPackages($"<Project><ItemGroup><PackageVersion Include=\"X\" Version=\"{version}\" /></ItemGroup></Project>"));

    [Fact]
    public void SourceFiles_CarryNoUnfinishedMarks() =>
        Assert.Empty(SourceFiles().Where(f => Unfinished().IsMatch(File.ReadAllText(f))));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    public void SourceText_WithAnUnfinishedMark_IsSeen(string text) => Assert.Matches(Unfinished(), text);

    private static bool IsTooLong(string text) => text.Count(c => c == '\n') > FileLinesMax;

    private static IEnumerable<string> UnpinnedPackages(string props) =>
        XDocument.Parse(props).Descendants("PackageVersion")
            .Where(p => !Pinned().IsMatch(p.Attribute("Version")!.Value))
            .Select(p => p.Attribute("Include")!.Value);

    private static IEnumerable<string> SourceFiles() =>
        new[] { "functions", "tests", "bench" }
            .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.cs", SearchOption.AllDirectories));

    [GeneratedRegex(@"^\[\d+\.\d+\.\d+\]$")]
    private static partial Regex Pinned();

    [GeneratedRegex("TO" + "DO|FIX" + "ME|NotImplemented" + "Exception")]
    private static partial Regex Unfinished();
}
