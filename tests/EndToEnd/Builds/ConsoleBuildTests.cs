using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Builds;

/// <summary>The script <c>console/build</c>, and when <c>./followup</c> runs it.</summary>
[Collection(SameCheckout.Name)]
public sealed class ConsoleBuildTests
{
    [Fact]
    public async Task Build_WithoutNode_SaysWhatToInstall()
    {
        using TemporaryFolder folder = Sources();
        ProcessRun run = await RunAsync(folder);
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Equal("console: the web console is not built, because Node.js 20.19 or later with npm is missing; install it and start again\n", run.Error);
    }

    [Fact]
    public async Task Build_ThatIsNewerThanEverySource_DoesNothing_AlsoWithoutNode()
    {
        using TemporaryFolder folder = Sources();
        Directory.CreateDirectory(folder.PathOf("console/dist"));
        string built = folder.Write("console/dist/index.html", "");
        File.SetLastWriteTimeUtc(built, DateTime.UtcNow.AddMinutes(1));
        ProcessRun run = await RunAsync(folder);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        File.SetLastWriteTimeUtc(folder.PathOf("console/src/main.tsx"), DateTime.UtcNow.AddMinutes(2));
        Assert.Equal(3, (await RunAsync(folder)).ExitCode);
    }

    [Theory]
    [InlineData("up", true)]
    [InlineData("demo", true)]
    [InlineData("rank", false)]
    [InlineData("--version", false)]
    public async Task FollowUp_BuildsTheConsole_OnlyForAServer(string command, bool isBuilt)
    {
        using FakeCheckout checkout = new();
        checkout.AddConsole("echo 'console: asked' >&2; exit 3");
        ProcessRun run = await checkout.RunAsync(command);
        Assert.Equal((0, $"dotnet <{checkout.Program}> <{command}>\n"), (run.ExitCode, run.Output));  // it starts all the same
        Assert.Equal(isBuilt ? "console: asked\n" : "", run.Error);
    }

    [Fact]
    public async Task FollowUp_WithAConsoleNewerThanTheProgram_TakesItAlong()
    {
        using FakeCheckout checkout = new();
        checkout.AddConsole("exit 0");
        checkout.Touch("console/dist/index.html", DateTime.UtcNow);
        Assert.StartsWith("followup: building", (await checkout.RunAsync("up")).Error, StringComparison.Ordinal);
        Assert.Equal("", (await checkout.RunAsync("up")).Error);
    }

    /// <summary>The real script with something of every source, and no Node.js on the PATH.</summary>
    private static TemporaryFolder Sources()
    {
        TemporaryFolder folder = new();
        foreach (string inner in new[] { "console", "console/scripts", "console/src", "console/public", "docs", "bin" })
        {
            Directory.CreateDirectory(folder.PathOf(inner));
        }

        File.Copy(Repository.PathOf("console", "build"), folder.PathOf("console/build"));
        foreach (string file in new[] { "src/main.tsx", "index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts" })
        {
            folder.Write("console/" + file, "");
        }

        folder.Write("docs/openapi.v1.json", "");
        foreach (string tool in new[] { "bash", "dirname", "readlink", "find" })
        {
            File.CreateSymbolicLink(folder.PathOf("bin/" + tool), FakeCheckout.ToolPath(tool));
        }

        return folder;
    }

    private static Task<ProcessRun> RunAsync(TemporaryFolder folder) => ProcessRun.OfAsync(folder.PathOf("console/build"), "/", [], folder.PathOf("bin"));
}
