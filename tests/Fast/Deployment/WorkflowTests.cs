using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Tests.Fast.Deployment;

/// <summary>The workflows of the repository's host: readable, with few rights, and made of nothing that can change by itself.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Repository.PathOf(".github", "workflows");

    public static TheoryData<string> Workflows => [.. Names];

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_KeepsTheRules(string file) => Assert.Empty(Faults(TextOf(file)));

    [Fact]
    public void Workflows_AreThoseThatAreMeant() => Assert.Equal(["azure.yml", "test.yml"], Names.Order(StringComparer.Ordinal));

    /// <summary>What they run must be there, and allowed to run.</summary>
    [Theory]
    [InlineData("test.yml", ".ci/run")]
    [InlineData("azure.yml", "infra/hooks/check-package.sh")]
    [InlineData("azure.yml", "infra/hooks/smoke.sh")]
    public void Script_ThatAWorkflowRuns_CanBeRun(string file, string script)
    {
        Assert.Contains(script, TextOf(file), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void AzureWorkflow_BuildsForAzure()
    {
        YamlMappingNode workflow = Read(TextOf("azure.yml"));

        Assert.Equal("Azure", Text(Map(workflow, "env")!, "FunctionsRuntime"));
    }

    [Theory]
    [InlineData("uses: actions/checkout@v5", "actions/checkout@v5 can change")]
    [InlineData("uses: actions/checkout@main", "actions/checkout@main can change")]
    [InlineData("uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "keeps the credentials")]
    [InlineData("run: npm install --global azurite", "installs azurite in whatever version there is")]
    [InlineData("run: curl -fsSL https://install.example/get.sh | bash", "runs what it downloads")]
    public void Step_AgainstTheRules_IsSeen(string step, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults(Workflow("permissions:\n  contents: read", step))), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "has the rights that the repository gives")]
    [InlineData("permissions: write-all", "has the rights that the repository gives")]
    [InlineData("permissions:\n  contents: write", "may write contents")]
    public void Rights_ThatAreNotLeast_AreSeen(string permissions, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults(Workflow(permissions, "run: ./test"))), StringComparison.Ordinal);

    [Fact]
    public void Job_WithoutALimit_IsSeen()
    {
        string limited = Workflow("permissions:\n  contents: read", "run: ./test");
        string endless = limited.Replace("timeout-minutes: 1", "name: endless", StringComparison.Ordinal);

        Assert.Empty(Faults(limited));
        Assert.Equal(["a job has no time limit"], Faults(endless));
    }

    private static string TextOf(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string Workflow(string permissions, string step) => $"""
        on: [push]
        {permissions}
        jobs:
          one:
            runs-on: ubuntu-24.04
            timeout-minutes: 1
            steps:
              - {step}

        """;

    private static IEnumerable<string> Faults(string text)
    {
        YamlMappingNode workflow = Read(text);
        return OfRights(workflow).Concat(Map(workflow, "jobs")!.Children.Values.OfType<YamlMappingNode>().SelectMany(OfJob));
    }

    private static IEnumerable<string> OfRights(YamlMappingNode workflow) => Map(workflow, "permissions") is { } rights
        ? rights.Children.Where(r => r.Value.ToString() is not ("read" or "none")).Select(r => $"may write {r.Key}")
        : ["has the rights that the repository gives"];

    private static IEnumerable<string> OfJob(YamlMappingNode job)
    {
        IEnumerable<YamlMappingNode> steps = ((YamlSequenceNode)job["steps"]).OfType<YamlMappingNode>();
        string[] ofJob = Text(job, "timeout-minutes") is null ? ["a job has no time limit"] : [];
        return ofJob.Concat(steps.SelectMany(OfStep));
    }

    private static IEnumerable<string> OfStep(YamlMappingNode step)
    {
        if (Text(step, "uses") is { } action)
        {
            if (!PinnedAction().IsMatch(action))
            {
                yield return $"{action} can change";
            }
            else if (action.StartsWith("actions/checkout@", StringComparison.Ordinal) && !GivesCredentialsBack(step))
            {
                yield return $"{action} keeps the credentials for later steps";
            }
        }

        string run = Text(step, "run") ?? "";
        foreach (Match package in NpmPackage().Matches(run).Where(m => !PinnedPackage().IsMatch(m.Groups[1].Value)))
        {
            yield return $"installs {package.Groups[1].Value} in whatever version there is";
        }

        if (PipedDownload().IsMatch(run))
        {
            yield return "runs what it downloads";
        }
    }

    private static bool GivesCredentialsBack(YamlMappingNode checkout) =>
        Map(checkout, "with") is { } with && Text(with, "persist-credentials") == "false";

    private static YamlMappingNode Read(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static YamlMappingNode? Map(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child as YamlMappingNode : null;

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? ((YamlScalarNode)child).Value : null;

    [GeneratedRegex("^[^@]+@[0-9a-f]{40}$")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"(?<=npm install --global(?: [^\s-]\S*)*) ([^\s-]\S*)")]
    private static partial Regex NpmPackage();

    [GeneratedRegex(@"^.+@\d+\.\d+\.\d+$")]
    private static partial Regex PinnedPackage();

    [GeneratedRegex(@"(curl|wget)\b.*\|\s*(ba)?sh\b")]
    private static partial Regex PipedDownload();
}
