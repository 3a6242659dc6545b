using System.Globalization;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The banned symbols of Domain, seen to fire: it is compiled together with one file that breaks them.</summary>
public sealed partial class GuardTests
{
    private static readonly string Probes = Repository.PathOf("tests", "fixtures", "guards");

    [Fact]
    public async Task Domain_WithBannedSymbols_IsRefusedOnEachOfTheirLines()
    {
        string probe = Path.Combine(Probes, "BannedInDomain.cs");
        ProcessRun run = await BuildDomainWithAsync(probe);
        IEnumerable<int> refused = Refusal().Matches(run.Output).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct().Order();
        int[] banned = [.. (await File.ReadAllLinesAsync(probe)).Index().Where(l => l.Item.EndsWith("// banned", StringComparison.Ordinal)).Select(l => l.Index + 1)];
        Assert.NotEmpty(banned);
        Assert.Equal(banned, refused);
        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task Domain_WithAnInnocentFile_Builds()
    {
        ProcessRun run = await BuildDomainWithAsync(Path.Combine(Probes, "AllowedInDomain.cs"));
        Assert.DoesNotContain("error", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Probes_LieOutsideEveryProject()
    {
        for (string folder = Probes; folder != Repository.Root; folder = Path.GetDirectoryName(folder)!)
        {
            Assert.Empty(Directory.EnumerateFiles(folder, "*.csproj"));
        }
    }

    private static async Task<ProcessRun> BuildDomainWithAsync(string probe)
    {
        using TemporaryFolder folder = new();
        ProcessRun run = await ProcessRun.OfAsync("dotnet", Repository.Root, [
            "build", "functions/Domain", "-c", "Release", "--no-restore", "--nologo", "-v", "quiet",
            "-p:FunctionsRuntime=Embedded", $"-p:GuardProbe={probe}", $"-p:IntermediateOutputPath={folder.Path}/obj/", $"-p:OutDir={folder.Path}/bin/",
            "-nodeReuse:false", "-p:UseSharedCompilation=false", // a server that stays would keep our pipes open
        ]);

        // Only a compiler that saw the probe proves anything.
        bool isCompiled = run.ExitCode == 0
            ? File.Exists(folder.PathOf("bin/FollowUpFlows.Domain.dll"))
            : run.Output.Contains(Path.GetFileName(probe), StringComparison.Ordinal);
        Assert.True(isCompiled, run.Output + run.Error);
        return run;
    }

    [GeneratedRegex(@"BannedInDomain\.cs\((\d+),\d+\): error RS0030")]
    private static partial Regex Refusal();
}
