using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>How shops are asked, as an operator sets it.</summary>
public sealed class ShopApiSettingsTests
{
    private static readonly (string, string?)[] Base =
    [
        ("Sources:base:Kind", "base"), ("Sources:base:Api:ClientId", "id"), ("Sources:base:Api:ClientSecret", "hush"),
        ("Sources:base:Api:RefreshToken", "hush-2"), ("Sources:base:Api:RedirectUri", "https://follow.shop.example/base"),
    ];

    private static readonly (string, string?)[] Stores = [("Sources:stores:Kind", "stores"), ("Sources:stores:Api:AccessToken", "hush")];

    [Fact]
    public void Read_OfTwoShops_HasWhatIsSetAndTheDefaults()
    {
        AppSettings settings = Read([.. Base, .. Stores, ("Sources:other:Kind", "stores"), ("Sources:other:Api:AccessToken", "hush-3")]);
        Assert.Equal(["base hush-2", "other hush-3", "stores hush"], settings.Sources
            .Select(s => $"{s.SourceId} {s.Api!.GetValueOrDefault("AccessToken") ?? s.Api!["RefreshToken"]}").Order(StringComparer.Ordinal));
        IReadOnlyDictionary<string, string> api = settings.Sources.Single(s => s.SourceId == "base").Api!;
        Assert.Equal(("https://api.thebase.in/1/", "5", "0"), (api["Endpoint"], api["PollMinutes"], api["StartDaysBack"]));
    }

    [Theory]
    [InlineData("Sources:base:Api:RefreshToken", null, "is missing")]
    [InlineData("Sources:base:Api:RefreshToken", "hush hush", "what is set cannot be used")]
    [InlineData("Sources:base:Api:PollMinutes", "0", "'0' cannot be used")]
    [InlineData("Sources:base:Api:PollMinutes", "1441", "'1441' cannot be used")]
    [InlineData("Sources:base:Api:StartDaysBack", "366", "'366' cannot be used")]
    [InlineData("Sources:base:Api:Endpoint", "http://api.thebase.in/1/", "'http://api.thebase.in/1/' cannot be used")]
    [InlineData("Sources:base:Api:Endpoint", "https://user@api.thebase.in/", "cannot be used")]
    [InlineData("Sources:base:Api:Token", "hush", "is not known for this kind")]
    [InlineData("Sources:base:Secrets", "hush", "is not for this kind")]
    public void Read_OfAWrongSetting_IsRefusedWithItsName(string name, string? value, string fault)
    {
        string said = Assert.Single(Faults([.. Base.Where(b => b.Item1 != name), (name, value)]));
        Assert.StartsWith(name, said, StringComparison.Ordinal);
        Assert.Contains(fault, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hush hush", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sources:base:Api:PollMinutes", "1")]
    [InlineData("Sources:base:Api:PollMinutes", "1440")]
    [InlineData("Sources:base:Api:StartDaysBack", "365")]
    [InlineData("Sources:base:Api:Endpoint", "http://127.0.0.1:9/1")]
    public void Read_OfASettingAtItsBound_IsTaken(string name, string value) =>
        Assert.Equal(value, Read([.. Base, (name, value)]).Sources[0].Api![name.Split(':')[^1]]);

    [Fact]
    public void Read_OfASourceThatIsNotAsked_RefusesAnApi() => Assert.StartsWith(
        "Sources:s:Api:Token: is not for this kind",
        Assert.Single(Faults(("Sources:s:Kind", "shopify"), ("Sources:s:Secrets", "x"), ("Sources:s:Api:Token", "t"))),
        StringComparison.Ordinal);

    [Fact]
    public void Read_OfASourceThatMustBeAsked_NeedsItsApi() =>
        Assert.Contains(Faults(("Sources:c:Kind", "ec-cube"), ("Sources:c:Secrets", "x")), f => f.StartsWith("Sources:c:Api:Endpoint: is missing", StringComparison.Ordinal));

    [Theory]
    [InlineData("square", "AccessToken", "https://connect.squareup.com/v2/")]
    [InlineData("stripe", "Key", "https://api.stripe.com/v1/")]
    public void Read_OfASourceThatMayBeAsked_AsksWhereAKeyIsSet(string kind, string key, string endpoint)
    {
        (string, string?)[] source = [("Sources:s:Kind", kind), ("Sources:s:Secrets", "x"), .. kind == "square" ? [("Sources:s:Url", (string?)"https://follow.shop.example/s")] : Array.Empty<(string, string?)>()];
        Assert.Null(Read(source).Sources[0].Api);
        Assert.Equal(endpoint, Read([.. source, ($"Sources:s:Api:{key}", "hush")]).Sources[0].Api!["Endpoint"]);
        Assert.Contains($"Sources:s:Api:{key}: is missing", Assert.Single(Faults([.. source, ("Sources:s:Api:Endpoint", endpoint)])), StringComparison.Ordinal);
    }

    private static AppSettings Read(params (string, string?)[] settings) =>
        AppSettings.Read(SettingsText.Reader(settings), FollowUpFlows.Sources.SourceKinds.All);

    private static IReadOnlyList<string> Faults(params (string, string?)[] settings) => Assert.Throws<SettingsException>(() => Read(settings)).Faults;
}
