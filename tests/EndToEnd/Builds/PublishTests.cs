using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Builds;

/// <summary>What a publish of the application puts into its root. The items are those of both builds.</summary>
[Collection(SameCheckout.Name)]
public sealed class PublishTests
{
    [Fact]
    public async Task Publish_PutsHostSettingsAndTemplatesIntoItsRoot()
    {
        using TemporaryFolder folder = new();
        ProcessRun run = await ProcessRun.OfAsync("dotnet", Repository.Root, [
            "publish", "functions/App", "-c", "Release", "--no-build", "--nologo", "-v", "quiet", "-o", folder.Path,
            "-p:FunctionsRuntime=Embedded", "-nodeReuse:false",
        ]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(await File.ReadAllBytesAsync(Repository.PathOf("host.json")), await File.ReadAllBytesAsync(folder.PathOf("host.json")));
        Assert.True(File.Exists(folder.PathOf("appsettings.json")));
        Assert.Equal(Tree(Repository.PathOf("templates")), Tree(folder.PathOf("templates")));
    }

    private static IEnumerable<string> Tree(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);
}
