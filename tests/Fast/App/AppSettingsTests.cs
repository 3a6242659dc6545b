using FollowUpFlows.App.Settings;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class AppSettingsTests
{
    /// <summary>24 bytes, the shortest that Standard Webhooks allows.</summary>
    private const string StandardSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Read_NothingSet_IsAJapaneseShopOnThisMachine()
    {
        AppSettings settings = SettingsText.Read();
        Assert.Equal("Asia/Tokyo", settings.Shop.Calendar.Zone.Id);
        Assert.Equal("JPY", settings.Shop.Currency.Code);
        Assert.Equal(new OrderRules(OrderCountFrom.Paid, OrderAmountBasis.Total), settings.Shop.Orders);
        Assert.Equal(new LocalTime(10, 0), settings.Shop.SendAt);
        Assert.Empty(settings.Sources);
        Assert.Equal(new StorageSettings(StorageProvider.Sqlite, "followup-data"), settings.Storage);
        Assert.True(settings.Clock.IsReal);
        Assert.True(settings.Links.BaseUrl.IsLoopback);
        Assert.False(settings.ApiKeys.IsAny);
    }

    [Fact]
    public void Read_Shop_IsAsSet()
    {
        AppSettings settings = SettingsText.Read(
            ("Shop:Name", " 花の店 "), ("Shop:LegalName", "花の店株式会社"), ("Shop:Address", "東京都"), ("Shop:Contact", "03-1234-5678"),
            ("Shop:Url", "https://hana.example/"), ("Shop:TimeZone", "America/New_York"), ("Shop:Currency", "usd"),
            ("Shop:Orders:CountFrom", "placed"), ("Shop:Orders:Amount", "SUBTOTAL"), ("Shop:SendAt", "08:30"));
        Assert.Equal(
            ("花の店", "花の店株式会社", "東京都", "03-1234-5678", "https://hana.example/"),
            (settings.Shop.Sender.ShopName, settings.Shop.Sender.LegalName, settings.Shop.Sender.Address, settings.Shop.Sender.Contact, settings.Shop.Sender.ShopUrl.AbsoluteUri));
        Assert.Equal("America/New_York", settings.Shop.Calendar.Zone.Id);
        Assert.Equal("USD", settings.Shop.Currency.Code);
        Assert.Equal(new OrderRules(OrderCountFrom.Placed, OrderAmountBasis.Subtotal), settings.Shop.Orders);
        Assert.Equal(new LocalTime(8, 30), settings.Shop.SendAt);
    }

    [Fact]
    public void Read_BlankSetting_IsNotSet() => Assert.Equal("JPY", SettingsText.Read(("Shop:Currency", "  "), ("Clock:Speed", "")).Shop.Currency.Code);

    [Fact]
    public void Read_Sources_KeepTheirSecretsNewestFirst()
    {
        AppSettings settings = SettingsText.Read(
            ("Sources:shopify-main:Kind", "shopify"), ("Sources:shopify-main:Secrets:0", "new"), ("Sources:shopify-main:Secrets:1", "old"),
            ("Sources:own:Kind", "standard"), ("Sources:own:Secrets", StandardSecret));
        Assert.Equal(["own standard " + StandardSecret, "shopify-main shopify new,old"], settings.Sources
            .Select(s => $"{s.SourceId} {s.Source.Kind} {string.Join(',', s.Secrets)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:7072", "http://127.0.0.1:7072/")]
    [InlineData("http://localhost:8080;http://127.0.0.1:8081", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:7071/")] // any port that is free
    [InlineData("http://0.0.0.0:7072", "http://127.0.0.1:7071/")] // no address to go to
    [InlineData("http://*:7072", "http://127.0.0.1:7071/")]
    [InlineData("https://shop.example", "http://127.0.0.1:7071/")] // the public is let in by Links:BaseUrl alone
    public void Read_NoLinkBaseUrl_IsWhereTheServerListensOnThisMachine(string urls, string expected)
    {
        Assert.Equal(expected, SettingsText.Read(("urls", urls)).Links.BaseUrl.AbsoluteUri);
        Assert.Equal("https://follow.shop.example/", SettingsText.Read(("urls", urls), ("Links:BaseUrl", "https://follow.shop.example/"), ("Links:Key", Key)).Links.BaseUrl.AbsoluteUri);
    }

    [Fact]
    public void Read_LinkKey_IsKeptOrMade()
    {
        LinkSettings set = SettingsText.Read(("Links:Key", Key), ("Links:BaseUrl", "https://follow.shop.example/")).Links;
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (byte)i), set.WithKey().Key);
        Assert.Equal("https://follow.shop.example/", set.BaseUrl.AbsoluteUri);
        byte[] made = SettingsText.Read().Links.WithKey().Key;
        Assert.Equal(32, made.Length);
        Assert.NotEqual(made, SettingsText.Read().Links.WithKey().Key);
    }

    [Theory]
    [InlineData("2026-11-21T09:00:00+09:00", "86400", 86_400)]
    [InlineData("2026-11-21T00:00:00Z", "1.5", 1.5)]
    [InlineData("2026-11-21T00:00:00Z", "8640000", 8_640_000)]
    public void Read_Clock_BeginsAndRunsAsSet(string start, string speed, double expected)
    {
        ClockSettings clock = SettingsText.Read(("Clock:Start", start), ("Clock:Speed", speed)).Clock;
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), clock.Start);
        Assert.Equal(expected, clock.Speed);
        Assert.False(clock.IsReal);
    }

    [Fact]
    public void Read_Storage_IsAsSet() => Assert.Equal(
        new StorageSettings(StorageProvider.InMemory, "data"),
        SettingsText.Read(("Storage:Provider", "inmemory"), ("Storage:Directory", "data")).Storage);

    [Theory]
    [InlineData("Sqlite", 1)]
    [InlineData("InMemory", 1)]
    [InlineData("Azure", 0)]
    public void Read_StorageThatGoesWithAnInstanceOnAzure_IsRefused(string provider, int faults)
    {
        (string, string?)[] settings = [("WEBSITE_SITE_NAME", "func-hana"), ("Storage:Provider", provider), ("AzureWebJobsStorage", "UseDevelopmentStorage=true")];
        SettingsException? refusal = Record.Exception(() => SettingsText.Read(settings)) as SettingsException;
        Assert.Equal(faults, refusal?.Faults.Count(f => f.StartsWith("Storage:Provider", StringComparison.Ordinal)) ?? 0);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "UseDevelopmentStorage=true", "an account by connection string")]
    [InlineData("Storage:AccountName", "shop123", "shop123")]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", "an account by connection string")]
    [InlineData("AzureWebJobsStorage:accountName", "host123", "host123")]
    public void Read_StorageOnAzure_HasTheAccountOfTheSectionOrOfTheHost(string name, string text, string account)
    {
        StorageSettings storage = SettingsText.Read(("Storage:Provider", "azure"), (name, text)).Storage;
        Assert.Equal((StorageProvider.Azure, account), (storage.Provider, storage.Account!.ToString()));
        Assert.Null(SettingsText.Read((name, text)).Storage.Account);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "missing")]
    [InlineData("Storage:ConnectionString", "no connection string", "AccountName=shop;AccountKey=c2VjcmV0!")]
    [InlineData("Storage:AccountName", "'Shop_1' is no name", null, "Shop_1")]
    [InlineData("Storage:AccountName", "not both", "UseDevelopmentStorage=true", "shop123")]
    [InlineData("Storage:EndpointSuffix", "'https://x' is no host name", null, "shop123", "https://x")]
    public void Read_StorageOnAzure_ThatCannotBeUsed_IsRefusedByItsName(
        string name, string reason, string? connection = null, string? account = null, string? suffix = null)
    {
        SettingsException refusal = Assert.Throws<SettingsException>(() => SettingsText.Read(
            ("Storage:Provider", "Azure"), ("Storage:ConnectionString", connection ?? ""), ("Storage:AccountName", account ?? ""), ("Storage:EndpointSuffix", suffix ?? "")));
        string fault = Assert.Single(refusal.Faults);
        Assert.StartsWith(name, fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", fault, StringComparison.Ordinal);
    }
}
