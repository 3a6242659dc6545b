using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>A bad setting stops the start with its name and the remedy.</summary>
public sealed class SettingsFaultTests
{
    [Theory]
    [InlineData("Shop:Url", "shop.example")]
    [InlineData("Shop:Url", "ftp://shop.example/")]
    [InlineData("Shop:Url", "javascript:alert(1)")]
    [InlineData("Shop:TimeZone", "JST")]
    [InlineData("Shop:TimeZone", "Tokyo Standard Time")]
    [InlineData("Shop:Currency", "yen!")]
    [InlineData("Shop:Orders:CountFrom", "shipped")]
    [InlineData("Shop:Orders:CountFrom", "1")]
    [InlineData("Shop:Orders:Amount", "net")]
    [InlineData("Shop:SendAt", "25:00")]
    [InlineData("Shop:SendAt", "8:30")]
    [InlineData("Storage:Provider", "Memory")]
    [InlineData("Clock:Start", "2026-11-21")]
    [InlineData("Clock:Start", "2026-11-21T09:00:00")] // of which zone?
    [InlineData("Clock:Start", "0001-01-01T00:00:00+09:00")] // before the first instant that .NET has
    [InlineData("Clock:Start", "9999-12-31T23:59:59-09:00")]
    [InlineData("Clock:Start", "-0001-01-01T00:00:00Z")]
    [InlineData("Clock:Speed", "0")]
    [InlineData("Clock:Speed", "0.99")]
    [InlineData("Clock:Speed", "-1")]
    [InlineData("Clock:Speed", "8640000.1")]
    [InlineData("Clock:Speed", "1e3")]
    [InlineData("Clock:Speed", "NaN")]
    [InlineData("Clock:Speed", "1,5")]
    [InlineData("Clock:Speed", "fast")]
    [InlineData("Links:BaseUrl", "/u")]
    public void Read_BadValue_IsNamedWithTheValueAndTheRemedy(string name, string value)
    {
        string fault = Assert.Single(SettingsText.Faults((name, value)));
        Assert.StartsWith($"{name}: '{value}' cannot be used; write ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shopify")]
    [InlineData("shop_main")]
    [InlineData("店")]
    [InlineData("a2345678901234567890123456789012345678901")] // 41
    public void Read_SourceName_ThatNoAddressTakes_IsRefused(string id) => Assert.StartsWith(
        $"Sources:{id}: ",
        Assert.Single(SettingsText.Faults(($"Sources:{id}:Kind", "shopify"), ($"Sources:{id}:Secrets", "s"))),
        StringComparison.Ordinal);

    [Fact]
    public void Read_SourceName_OfFortyCharacters_IsTaken()
    {
        string id = new('a', 40);
        Assert.Single(SettingsText.Read(($"Sources:{id}:Kind", "shopify"), ($"Sources:{id}:Secrets", "s")).Sources);
    }

    [Theory]
    [InlineData("Kind", "magento", "Sources:own:Kind: 'magento' is not a kind of source; write base or ec-cube or event-grid or futureshop or line or makeshop or sendgrid or shopify or square or standard or stores or stripe or woocommerce")]
    [InlineData("Kind", "Standard", "Sources:own:Kind: 'Standard' is not a kind of source; write base or ec-cube or event-grid or futureshop or line or makeshop or sendgrid or shopify or square or standard or stores or stripe or woocommerce")]
    [InlineData("Secrets", "whsec_short", "Sources:own:Secrets:0: it must be 'whsec_' followed by the base64 text of 24 to 64 bytes")]
    [InlineData("Secrets", "", "Sources:own:Secrets: is missing: without it nobody can tell the shop's webhooks from others'")]
    public void Read_Source_ThatCannotBeTrusted_IsRefused(string name, string value, string fault)
    {
        Dictionary<string, string?> own = new() { ["Kind"] = "standard", ["Secrets"] = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", [name] = value };
        Assert.Equal([fault], SettingsText.Faults([.. own.Select(s => ($"Sources:own:{s.Key}", s.Value))]));
    }

    [Fact]
    public void Read_LinkKey_OfThirtyOneBytes_IsRefused() => Assert.StartsWith(
        "Links:Key: what is set cannot be used; write the base64 of at least 32 random bytes",
        Assert.Single(SettingsText.Faults(("Links:Key", Convert.ToBase64String(new byte[31])))),
        StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralBadSettings_NamesThemAllAtOnce()
    {
        (string Name, string? Value)[] bad =
        [
            ("Shop:Url", "x"), ("Shop:TimeZone", "x"), ("Shop:Currency", "x"), ("Shop:Orders:CountFrom", "x"), ("Shop:Orders:Amount", "x"), ("Shop:SendAt", "x"),
            ("Sources:X:Kind", "x"), ("Storage:Provider", "x"), ("Clock:Start", "x"), ("Clock:Speed", "x"), ("Links:BaseUrl", "x"), ("Links:Key", "x"),
            ("Access:KeyHashes:0", "x"),
        ];
        IReadOnlyList<string> faults = SettingsText.Faults(bad);
        Assert.All(bad, b => Assert.Contains(faults, f => f.StartsWith(b.Name + ": ", StringComparison.Ordinal)));
        string message = new SettingsException(faults).Message;
        Assert.All(faults, f => Assert.Contains(f, message, StringComparison.Ordinal));
    }

    /// <summary>The text of the exception goes to consoles and logs.</summary>
    [Fact]
    public void Read_BadSecrets_AreNotRepeated()
    {
        const string Secret = "hunter2-hunter2";
        IReadOnlyList<string> faults = SettingsText.Faults(
            ("Links:Key", Secret), ("Access:KeyHashes:0", Secret), ("Sources:own:Kind", "standard"), ("Sources:own:Secrets:0", "whsec_" + Secret));
        Assert.Equal(3, faults.Count);
        Assert.DoesNotContain("hunter2", new SettingsException(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoLinkKeyWhereThePublicFollowsLinks_IsRefused() =>
        Assert.StartsWith("Links:Key: ", Assert.Single(SettingsText.Faults(("Links:BaseUrl", "https://follow.shop.example/"))), StringComparison.Ordinal);

    [Fact]
    public void Read_NoLinkKeyOnTheMachineItself_IsMadeForTheProcess() =>
        Assert.Equal(32, SettingsText.Read(("Links:BaseUrl", "http://127.0.0.1:7399/")).Links.WithKey().Key.Length);

    [Theory]
    [InlineData("https://follow.shop.example/app/")] // links begin at the root: the path would be lost without a word
    [InlineData("https://follow.shop.example/?shop=1")]
    [InlineData("https://follow.shop.example/#a")]
    public void Read_LinkBaseUrl_WithMoreThanAHost_IsRefused(string baseUrl) =>
        Assert.StartsWith("Links:BaseUrl: ", Assert.Single(SettingsText.Faults(("Links:BaseUrl", baseUrl))), StringComparison.Ordinal);
}
