using System.Globalization;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The banned symbols of a project, seen to fire: it is compiled together with one file that breaks them.</summary>
[Collection(SameCheckout.Name)]
public sealed partial class GuardTests
{
    private static readonly string Probes = Repository.PathOf("tests", "fixtures", "guards");

    [Theory]
    [InlineData("Domain")]
    [InlineData("Journeys")]
    public async Task Project_WithBannedSymbols_IsRefusedOnEachOfTheirLines(string project)
    {
        string probe = Path.Combine(Probes, $"BannedIn{project}.cs");
        ProcessRun run = await BuildAsync(project, probe);
        IEnumerable<int> refused = Refusal().Matches(run.Output).Where(m => m.Groups[1].Value == Path.GetFileName(probe))
            .Select(m => int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture)).Distinct().Order();
        string[] lines = await File.ReadAllLinesAsync(probe);
        int[] banned = [.. lines.Index().Where(l => l.Item.EndsWith("// banned", StringComparison.Ordinal)).Select(l => l.Index + 1)];
        Assert.NotEmpty(banned);
        Assert.Equal(banned, refused);
        Assert.NotEqual(0, run.ExitCode);
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Journeys")]
    public async Task Project_WithAnInnocentFile_Builds(string project)
    {
        ProcessRun run = await BuildAsync(project, Path.Combine(Probes, $"AllowedIn{project}.cs"));
        Assert.DoesNotContain("error", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Projects_WithBannedSymbols_AreAllProbed()
    {
        string functions = Repository.PathOf("functions");
        IEnumerable<string> guarded = Directory.EnumerateFiles(functions, "BannedSymbols.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!));
        IEnumerable<string> probed = Directory.EnumerateFiles(Probes, "BannedIn*.cs")
            .Select(f => Path.GetFileNameWithoutExtension(f)["BannedIn".Length..]);
        Assert.Equal(guarded.Order(StringComparer.Ordinal), probed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Probes_LieOutsideEveryProject()
    {
        for (string folder = Probes; folder != Repository.Root; folder = Path.GetDirectoryName(folder)!)
        {
            Assert.Empty(Directory.EnumerateFiles(folder, "*.csproj"));
        }
    }

    private static async Task<ProcessRun> BuildAsync(string project, string probe)
    {
        using TemporaryFolder folder = new();
        ProcessRun run = await ProcessRun.OfAsync("dotnet", Repository.Root, [
            "build", $"functions/{project}", "-c", "Release", "--no-restore", "--nologo", "-v", "quiet",
            "-p:FunctionsRuntime=Embedded", $"-p:GuardProbe={probe}",
            $"-p:IntermediateOutputPath={folder.Path}/obj/", $"-p:OutDir={folder.Path}/bin/",
            "-nodeReuse:false", "-p:UseSharedCompilation=false", // a server that stays would keep our pipes open
        ]);

        // Only a compiler that saw the probe proves anything.
        bool isCompiled = run.ExitCode == 0
            ? File.Exists(folder.PathOf($"bin/FollowUpFlows.{project}.dll"))
            : run.Output.Contains(Path.GetFileName(probe), StringComparison.Ordinal);
        Assert.True(isCompiled, run.Output + run.Error);
        return run;
    }

    [GeneratedRegex(@"(BannedIn\w+\.cs)\((\d+),\d+\): error RS0030")]
    private static partial Regex Refusal();
}
