using System.Text.Json;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Contract.Infra.Bicep;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>The app settings of <c>infra/modules/app.bicep</c> against the application that reads them.</summary>
public sealed class AppSettingsTests
{
    private const string App = "modules/app.bicep";
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Reference = "@Microsoft.KeyVault(SecretUri=*secrets/";

    /// <summary>Without them the application or its host would use another store than this one.</summary>
    private static readonly string[] OfTheStore = ["Storage:Provider", "Storage:AccountName", "Storage:ClientId", "AzureWebJobsStorage:accountName"];

    /// <summary>Read by the Functions host and the Azure libraries.</summary>
    private static readonly string[] OfTheHost =
        ["AzureWebJobsStorage:", "AzureFunctionsJobHost:", "APPLICATIONINSIGHTS_", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "AZURE_CLIENT_ID"];

    /// <summary>What stands in for values that only a deployment knows.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["Shop:Name"] = "花の店",
        ["Shop:Url"] = "https://hana.example/",
        ["Shop:LegalName"] = "花の店株式会社",
        ["Shop:Address"] = "東京都千代田区1-1-1",
        ["Shop:Contact"] = "support@hana.example",
        ["Shop:TimeZone"] = "Asia/Tokyo",
        ["Shop:Currency"] = "JPY",
        ["Sources:shop:Kind"] = "standard",
        ["Sources:shop:Secrets:0"] = "whsec_" + Key,
        ["Links:BaseUrl"] = "https://func.example/",
        ["Links:Key"] = Key,
        ["Certificates:Key"] = Key,
        ["Access:KeyHashes:0"] = new string('a', 64),
        ["Storage:AccountName"] = "sthana",
        ["Storage:ClientId"] = "00000000-0000-0000-0000-000000000001",
        ["Events:TopicEndpoint"] = "https://evgt-out.japaneast-1.eventgrid.azure.net/api/events",
    };

    [BicepFact]
    public async Task EverySettingInBicep_IsReadByTheApplication() => Assert.Empty(Unread(SettingsOf(await BicepTree.ReadAsync())));

    [BicepTheory]
    [InlineData("Shop__LegalName:", "Shop__Legalname2:", "Shop:Legalname2")]
    [InlineData("Access__KeyHashes__0:", "Access__KeyHash:", "Access:KeyHash")]
    [InlineData("'Sources__${sourceName}__Kind':", "'Sources__${sourceName}__Type':", "Sources:shop:Type")]
    public async Task SettingThatNothingReads_IsSeen(string place, string replacement, string expected) =>
        Assert.Equal([expected], Unread(SettingsOf(await BicepTree.AlteredAsync(App, place, replacement))));

    [Fact]
    public void EverySettingOfTheShopsOwn_IsReadByTheApplication() =>
        Assert.Empty(Unread(Own(File.ReadAllText(Repository.PathOf("infra", "settings.json")))));

    [Fact]
    public void SettingOfTheShopsOwn_ThatNothingReads_IsSeen() => Assert.Equal(
        ["Sending:Quiet"], Unread(Own("""{ "Sending__QuietHours": "22:00-09:00", "Sending__Cap__Count": "2", "Sending__Quiet": "22:00-09:00" }""")));

    /// <summary>As the guide writes them down for e-mail and LINE.</summary>
    [Fact]
    public void SettingsOfChannelsInTheGuide_AreReadByTheApplication()
    {
        string guide = File.ReadAllText(Repository.PathOf("docs", "deploy.md"));
        int begin = guide.IndexOf("    {\n      \"Channels__Email__Provider\"", StringComparison.Ordinal);
        string json = guide[begin..(guide.IndexOf("\n    }", begin, StringComparison.Ordinal) + 6)];
        Assert.Empty(Unread(Own(json)));
    }

    [BicepFact]
    public async Task SettingsInBicep_MakeAShopThatLacksNothing() => Assert.Empty(Lacks(SettingsOf(await BicepTree.ReadAsync())));

    [BicepTheory]
    [InlineData("  Shop__Name: shop.name\n", "", "the shop's name")]
    [InlineData("  Shop__Url: shop.url\n", "", "the shop's address on the web")]
    [InlineData("  Shop__LegalName: shop.legalName\n", "", "the sender's legal name")]
    [InlineData("  Shop__Address: shop.address\n", "", "the sender's address")]
    [InlineData("  Shop__Contact: shop.contact\n", "", "the sender's contact")]
    [InlineData("  Links__BaseUrl: baseUrl\n", "", "where customers reach it")]
    [InlineData("  Certificates__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/certificates-key/)'\n", "", "a key for certificates")]
    [InlineData("  Access__KeyHashes__0: accessKeyHash\n", "", "a key for the API")]
    [InlineData("  'Sources__${sourceName}__Kind': sourceKind\n", "", "Sources:shop:Kind")]
    [InlineData("  Links__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/links-key/)'\n", "", "Links:Key")]
    [InlineData("  Storage__Provider: 'Azure'\n", "", "Storage:Provider")]
    [InlineData("  Storage__AccountName: storageAccountName\n", "", "Storage:AccountName")]
    [InlineData("  Storage__ClientId: identityClientId\n", "", "Storage:ClientId")]
    [InlineData("  AzureWebJobsStorage__accountName: storageAccountName\n", "", "AzureWebJobsStorage:accountName")]
    public async Task SettingThatIsMissing_IsSeen(string place, string replacement, string expected)
    {
        Dictionary<string, string> settings = SettingsOf(await BicepTree.AlteredAsync(App, place, replacement));
        Assert.Contains(Lacks(settings), l => l.StartsWith(expected, StringComparison.Ordinal));
    }

    [BicepFact]
    public async Task SecretSettings_AreReferencesToTheKeyVault_ThatTheHookWrites()
    {
        Dictionary<string, string> settings = SettingsOf(await BicepTree.ReadAsync());
        string hook = await File.ReadAllTextAsync(Repository.PathOf("infra", "hooks", "make-secrets.sh"));
        Assert.All(new[] { "Links:Key", "Certificates:Key", "Sources:shop:Secrets:0" }, name =>
        {
            Assert.StartsWith(Reference, settings[name], StringComparison.Ordinal);
            Assert.Contains($"write {settings[name][Reference.Length..].TrimEnd(')', '/')} ", hook, StringComparison.Ordinal);
        });
    }

    /// <summary>Names as the application knows them, and the text of each value.</summary>
    private static Dictionary<string, string> SettingsOf(BicepTree tree) =>
        tree.File(App).Variables.Where(v => v.Name.EndsWith("Settings", StringComparison.Ordinal))
            .SelectMany(v => v.Node.Children.Skip(1).SelectMany(n => n.Type == "ternary_expression" ? n.Children : [n]))
            .Where(n => n.Type == "object").SelectMany(n => n.Properties())
            .ToDictionary(
                p => p.Key.Replace("__", ":", StringComparison.Ordinal).Replace("*", "shop", StringComparison.Ordinal),
                p => p.Value.Type == "string" ? p.Value.Literal() : p.Value.Text,
                StringComparer.Ordinal);

    private static Dictionary<string, string> Own(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!
        .ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Unread(Dictionary<string, string> settings)
    {
        RecordedSettings recorded = new(Values(settings));
        Record.Exception(() => recorded.Read());  // what is wrong with them, another test says
        return settings.Keys.Where(n => !IsOfTheHost(n) && !recorded.WereAskedFor(n));
    }

    private static IEnumerable<string> Lacks(Dictionary<string, string> settings)
    {
        IEnumerable<string> missing = OfTheStore.Where(n => !settings.ContainsKey(n));
        try
        {
            AppSettings read = new RecordedSettings(Values(settings)).Read();
            return missing.Concat(Placeholders(read));
        }
        catch (SettingsException e)
        {
            return missing.Concat(e.Faults);
        }
    }

    private static IEnumerable<string> Placeholders(AppSettings read)
    {
        AppSettings nothing = new RecordedSettings([]).Read();
        (string What, bool IsThere)[] needs =
        [
            ("the shop's name", read.Shop.Sender.ShopName != nothing.Shop.Sender.ShopName),
            ("the shop's address on the web", read.Shop.Sender.ShopUrl != nothing.Shop.Sender.ShopUrl),
            ("the sender's legal name", read.Shop.Sender.LegalName != nothing.Shop.Sender.LegalName),
            ("the sender's address", read.Shop.Sender.Address != nothing.Shop.Sender.Address),
            ("the sender's contact", read.Shop.Sender.Contact != nothing.Shop.Sender.Contact),
            ("where customers reach it", !read.Links.BaseUrl.IsLoopback),
            ("a key for certificates", read.Certificates.Key is not null),
            ("a key for the API", read.ApiKeys.IsAny),
            ("a source of orders", read.Sources.Any(s => s.SourceId == "shop")),
            ("orders by Event Grid", read.Sources.Any(s => s.SourceId == "eventgrid")),
        ];
        return needs.Where(n => !n.IsThere).Select(n => n.What);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Values(Dictionary<string, string> settings) => settings
        .Select(s => KeyValuePair.Create(s.Key, (string?)Samples.GetValueOrDefault(s.Key, s.Value)));

    private static bool IsOfTheHost(string name) => OfTheHost.Any(h => name.StartsWith(h, StringComparison.Ordinal));
}
