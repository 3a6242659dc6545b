using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Builds;

/// <summary>Asks the real build about the project files.</summary>
internal static class MsBuild
{
    /// <param name="project">Below the checkout.</param>
    public static async Task<ProcessRun> RunAsync(string project, string[] args, params (string Name, string Value)[] variables) =>
        // A runtime that the tests were started with must not decide for us.
        await ProcessRun.OfAsync(
            "env",
            Repository.Root,
            [
                "-u", "FunctionsRuntime", .. variables.Select(v => $"{v.Name}={v.Value}"),
                "dotnet", "msbuild", project, "-nologo", "-nodeReuse:false", .. args,
            ]);

    /// <summary>What the project evaluates to, as <c>-getProperty</c> and <c>-getItem</c> print it.</summary>
    public static async Task<JsonElement> EvaluateAsync(string project, params string[] args)
    {
        ProcessRun run = await RunAsync(project, args);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
