using FollowUpFlows.Tests.Contract.Infra.Bicep;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>The Bicep files, and every rule over them seen to fire.</summary>
public sealed class InfraTests
{
    private const string App = "modules/app.bicep";
    private const string Storage = "modules/storage.bicep";

    [BicepFact]
    public async Task Infra_CanBeRead_AndNamesOnlyWhatExists() => Assert.Empty(ReferenceRules.Findings(await BicepTree.ReadAsync()));

    [BicepFact]
    public async Task Infra_HandsOutNoKeyAndNoSecret() => Assert.Empty(SafetyRules.Findings(await BicepTree.ReadAsync()));

    [BicepFact]
    public async Task Modules_AreAllUsed()
    {
        BicepTree tree = await BicepTree.ReadAsync();
        Assert.Equal(
            tree.Files.Select(f => f.Path).Where(p => p != BicepTree.Main),
            tree.File(BicepTree.Main).Modules.Select(m => m.Path).Order(StringComparer.Ordinal));
    }

    [BicepTheory]
    [InlineData(BicepTree.Main, "param shopUrl string", "param shopUrl string = ", "cannot be read from here on")]
    [InlineData(Storage, "  kind: 'StorageV2'", "  kind: 'StorageV2", "cannot be read from here on")]
    [InlineData(BicepTree.Main, "'modules/storage.bicep'", "'modules/store.bicep'", "there is no file modules/store.bicep")]
    [InlineData(BicepTree.Main, "    sku: storageSku", "    skuName: storageSku", "modules/storage.bicep has no parameter skuName")]
    [InlineData(BicepTree.Main, "    sku: storageSku", "", "modules/storage.bicep needs the parameter sku")]
    [InlineData(BicepTree.Main, "vaultUri: vault.outputs.uri", "vaultUri: vault.outputs.address", "modules/key-vault.bicep has no output address")]
    [InlineData(BicepTree.Main, "events!.outputs.inboundEndpoint", "events!.outputs.endpoint", "modules/events.bicep has no output endpoint")]
    [InlineData(BicepTree.Main, "domain!.outputs.cname", "domains!.outputs.cname", "nothing is called domains")]
    [InlineData(BicepTree.Main, "'st${token}'", "'st${suffix}'", "nothing is called suffix")]
    [InlineData(BicepTree.Main, "toLower(uniqueString(", "toLower(unique(", "nothing is called unique")]
    [InlineData(Storage, "guid(account.id, appPrincipalId, role)", "guid(account.id, appPrincipalId, kind)", "nothing is called kind")]
    [InlineData(Storage, "[for role in appRoles:", "[for role in roles:", "nothing is called roles")]
    [InlineData(App, "param planName string", "param planName string\n\n@description('x')\nparam extra string = ''", "extra is never used")]
    [InlineData(App, "@description('Name of the plan.')", "", "planName has no description")]
    [InlineData(BicepTree.Main, "  name: 'storage'\n", "", "storage needs a name and a scope")]
    [InlineData(BicepTree.Main, "  name: 'storage'\n  scope: group\n", "  name: 'storage'\n", "storage needs a name and a scope")]
    [InlineData(Storage, "  name: name\n", "", "account needs a name")]
    [InlineData(BicepTree.Main, "events!.outputs.outboundEndpoint", "events.outputs.outboundEndpoint", "events is conditional: write events!.outputs, where the condition holds")]
    public async Task Infra_ThatNamesWhatDoesNotExist_IsSeen(string path, string place, string replacement, string expected) => Assert.Contains(
        ReferenceRules.Findings(await BicepTree.AlteredAsync(path, place, replacement)),
        f => f.StartsWith(path + ":", StringComparison.Ordinal) && f.EndsWith(expected, StringComparison.Ordinal));

    [BicepTheory]
    [InlineData(Storage, "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "account must say allowSharedKeyAccess: false")]
    [InlineData(Storage, "    allowSharedKeyAccess: false\n", "", "account must say allowSharedKeyAccess: false")]
    [InlineData(Storage, "output name string = account.name", "output name string = account.listKeys().keys[0].value", "listKeys hands out a key; give an identity a role")]
    [InlineData(Storage, "output name string = account.name", "output name string = listKeys(account.id, '2023-05-01').keys[0].value", "listKeys hands out a key; give an identity a role")]
    [InlineData(App, "AZURE_CLIENT_ID: identityClientId", "AZURE_CLIENT_ID: 'AccountName=a;AccountKey=b'", "AccountName=a;AccountKey=b hands out a key; give an identity a role")]
    [InlineData("modules/monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false", "insights must say DisableLocalAuth: true")]
    [InlineData("modules/key-vault.bicep", "enableRbacAuthorization: true", "enableRbacAuthorization: false", "vault must say enableRbacAuthorization: true")]
    [InlineData(App, "httpsOnly: true", "httpsOnly: false", "app must say httpsOnly: true")]
    [InlineData(App, "param sourceName string", "param sourceSecret string", "sourceSecret sounds like a secret and is not @secure()")]
    [InlineData(App, "@description('Name of the source of orders.')\nparam sourceName string\n", "@secure()\nparam sourceName string\noutput s string = sourceName\n", "the output s gives a secret away: everybody who sees deployments reads outputs")]
    [InlineData(App, "Microsoft.Web/serverfarms@2024-04-01", "Microsoft.Web/serverfarms@2024-04-01-preview", "needs a version of the API that is no preview")]
    public async Task Infra_ThatHandsOutKeysOrSecrets_IsSeen(string path, string place, string replacement, string expected) => Assert.Contains(
        SafetyRules.Findings(await BicepTree.AlteredAsync(path, place, replacement)),
        f => f.StartsWith(path + ":", StringComparison.Ordinal) && f.EndsWith(expected, StringComparison.Ordinal));
}
