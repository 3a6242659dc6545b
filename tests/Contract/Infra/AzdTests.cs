using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Contract.Infra.Bicep;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>What the Azure Developer CLI needs: <c>azure.yaml</c>, the parameters, the tags by which it finds things, the outputs that hooks use.</summary>
public sealed partial class AzdTests
{
    /// <summary>What azd itself puts into the environment, and what a hook may be told besides.</summary>
    private static readonly string[] Given = ["AZURE_SUBSCRIPTION_ID", "FunctionsRuntime", "SECRETS_WAIT_SECONDS"];

    [Fact]
    public void AzureYaml_NamesTheAppAndItsHooks()
    {
        YamlMappingNode azure = Yaml();
        YamlMappingNode services = (YamlMappingNode)azure["services"];
        Assert.Equal(["app"], services.Children.Keys.Select(k => k.ToString()));
        YamlNode app = services["app"];
        Assert.Equal(("dotnet", "function"), (app["language"].ToString(), app["host"].ToString()));
        Assert.True(File.Exists(Repository.PathOf(app["project"].ToString(), "FollowUpFlows.App.csproj")));
        Assert.Equal(["make-secrets.sh", "package.sh", "subscribe-events.sh"], Hooks().Select(h => Path.GetFileName(h)).Order(StringComparer.Ordinal));
        Assert.All(Hooks(), h => Assert.True(IsExecutable(h), h));
        Assert.True(File.Exists(Repository.PathOf(azure["infra"]["path"].ToString(), azure["infra"]["module"] + ".bicep")));
    }

    [BicepFact]
    public async Task Parameters_AreThoseOfMain()
    {
        BicepFile main = (await BicepTree.ReadAsync()).File(BicepTree.Main);
        Assert.Equal(main.Parameters.Select(p => p.Name), Parameters().Keys);
        Assert.Contains("targetScope = 'subscription'", main.Root.Text, StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task Parameters_RepeatTheDefaultsOfMain_BecauseAnUnsetVariableIsAnEmptyText()
    {
        BicepFile main = (await BicepTree.ReadAsync()).File(BicepTree.Main);
        Assert.Empty(main.Parameters
            .Where(p => !p.IsRequired && Variable().Match(Parameters()[p.Name]).Groups[2].Value != p.Node.Children[2].Text.Trim('\''))
            .Select(p => p.Name));
    }

    [BicepFact]
    public async Task Tags_LetAzdFindGroupAndApp()
    {
        BicepTree tree = await BicepTree.ReadAsync();
        Assert.Contains("'azd-env-name': environmentName", tree.File(BicepTree.Main).Root.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["'azd-service-name': 'app'"],
            tree.Files.SelectMany(f => f.Root.Descendants()).Where(n => n.Type == "object_property" && n.Text.StartsWith("'azd-service-name'", StringComparison.Ordinal)).Select(n => n.Text));
        Assert.Empty(tree.Files.SelectMany(f => f.Resources).Where(r => r.Body?.Properties() is { } p && p.ContainsKey("location") && !p.ContainsKey("tags")).Select(r => r.Type));
    }

    [BicepFact]
    public async Task Hooks_UseOnlyWhatAzdKnows()
    {
        BicepFile main = (await BicepTree.ReadAsync()).File(BicepTree.Main);
        string[] known = [.. main.Outputs.Select(o => o.Name), .. Parameters().Values.Select(v => Variable().Match(v).Groups[1].Value), .. Given];
        IEnumerable<string> used = Hooks().SelectMany(h => EnvironmentUse().Matches(File.ReadAllText(h))).Select(m => m.Groups[1].Value);
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
        Assert.All(["AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP"], n => Assert.Contains(n, main.Outputs.Select(o => o.Name)));
    }

    [BicepFact]
    public async Task TaskHub_IsTheOneThatTheHostUses()
    {
        BicepFile file = (await BicepTree.ReadAsync()).File("modules/durable-task.bicep");
        using JsonDocument host = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf("host.json")));
        Assert.Equal(
            host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString(),
            file.Resources.Single(r => r.Symbol == "hub").Body!.Properties()["name"].Literal());
    }

    private static YamlMappingNode Yaml()
    {
        YamlStream stream = [];
        stream.Load(new StringReader(File.ReadAllText(Repository.PathOf("azure.yaml"))));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static Dictionary<string, string> Parameters()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json")));
        return document.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetProperty("value").GetString()!, StringComparer.Ordinal);
    }

    /// <summary>The scripts that azd runs: those of the whole, and those of the app, whose paths begin at its project.</summary>
    private static IEnumerable<string> Hooks()
    {
        YamlNode app = Yaml()["services"]["app"];
        return Scripts(Yaml()["hooks"], "").Concat(Scripts(app["hooks"], app["project"].ToString()));
    }

    private static IEnumerable<string> Scripts(YamlNode hooks, string folder) =>
        ((YamlMappingNode)hooks).Children.Values.Select(h => Path.GetFullPath(Repository.PathOf(folder, h["run"].ToString())));

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0);

    [GeneratedRegex(@"^\$\{([A-Z_]+)(?:=(.*))?\}$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{?((?!BASH_)[A-Z][A-Z_]{3,}|FunctionsRuntime)")]
    private static partial Regex EnvironmentUse();
}
