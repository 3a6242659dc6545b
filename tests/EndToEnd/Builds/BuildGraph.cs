using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Builds;

/// <summary>What a build of the application consists of, as MSBuild tells NuGet before anything is downloaded.</summary>
/// <param name="Projects">By name without <c>FollowUpFlows.</c>, the application's own included.</param>
internal sealed record BuildGraph(IReadOnlyDictionary<string, BuildGraph.Project> Projects)
{
    private const string Prefix = "FollowUpFlows.";

    /// <param name="property">As <c>Name=Value</c>; null for none.</param>
    /// <param name="variables">Set in the environment of the build.</param>
    public static async Task<BuildGraph> OfAppAsync(string? property, params (string Name, string Value)[] variables)
    {
        using TemporaryFolder folder = new();
        string file = folder.PathOf("graph.json");
        string[] properties = property is null ? [] : [$"-p:{property}"];
        ProcessRun run = await MsBuild.RunAsync(
            "functions/App/FollowUpFlows.App.csproj",
            ["-t:GenerateRestoreGraphFile", $"-p:RestoreGraphOutputPath={file}", .. properties],
            variables);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        IEnumerable<Project> projects = document.RootElement.GetProperty("projects").EnumerateObject().Select(p => Read(p.Value));
        return new BuildGraph(projects.ToDictionary(p => p.Name, StringComparer.Ordinal));
    }

    private static Project Read(JsonElement project)
    {
        JsonElement restore = project.GetProperty("restore");
        JsonElement framework = Assert.Single(project.GetProperty("frameworks").EnumerateObject()).Value;
        return new Project(
            restore.GetProperty("projectName").GetString()![Prefix.Length..],
            Path.GetRelativePath(Repository.Root, restore.GetProperty("outputPath").GetString()!),
            framework.TryGetProperty("dependencies", out JsonElement packages)
                ? [.. packages.EnumerateObject().Where(IsOurs).Select(Text).Order(StringComparer.Ordinal)]
                : []);
    }

    private static string Text(JsonProperty package) => $"{package.Name} {package.Value.GetProperty("version").GetString()}";

    private static bool IsOurs(JsonProperty package) =>
        !package.Value.TryGetProperty("autoReferenced", out JsonElement automatic) || !automatic.GetBoolean();

    /// <param name="Intermediate">Below the checkout.</param>
    /// <param name="Packages">Each with the versions that it may have.</param>
    internal sealed record Project(string Name, string Intermediate, IReadOnlyList<string> Packages);
}
