using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Who may sign in, and where.</summary>
public sealed class SignInSettingsTests
{
    private static readonly (string Name, string? Value)[] Whole =
    [
        ("Access:Oidc:Authority", "https://login.example/"), ("Access:Oidc:ClientId", "console"), ("Access:Oidc:ClientSecret", "hush"),
        ("Access:Users:0:Name", "Sato@shop.example"), ("Access:Users:0:Role", "editor"), ("Access:Users:1:Name", "mori@shop.example"),
    ];

    [Fact]
    public void Nothing_IsNobody()
    {
        SignInSettings read = Read([]);
        Assert.Equal((null, false, 0), (read.Provider, read.TrustsPlatform, read.Users.Count));
    }

    [Fact]
    public void Whole_IsRead_AndHidesTheSecret()
    {
        SignInSettings read = Read(Whole);
        Assert.Equal(new OidcProvider(new Uri("https://login.example/"), "console", "hush", "email"), read.Provider);
        Assert.Equal((Role.Editor, Role.Viewer, null), (read.RoleOf("sato@SHOP.example "), read.RoleOf("mori@shop.example"), read.RoleOf("ito@shop.example")));
        Assert.DoesNotContain("hush", read.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Access:Oidc:Authority", null, "Access:Oidc:Authority: is missing")]
    [InlineData("Access:Oidc:Authority", "http://login.example/", "Access:Oidc:Authority: ")] // tokens in the clear
    [InlineData("Access:Oidc:Authority", "login.example", "Access:Oidc:Authority: ")]
    [InlineData("Access:Oidc:ClientId", null, "Access:Oidc:ClientId: is missing")]
    [InlineData("Access:Oidc:ClientSecret", null, "Access:Oidc:ClientSecret: is missing")]
    [InlineData("Access:Users:0:Role", "owner", "Access:Users:0:Role: ")]
    [InlineData("Access:Users:0:Name", "mori@SHOP.example", "Access:Users:1:Name: the same person")]
    [InlineData("Access:Users:0:Name", null, "Access:Users:0:Name: is missing")]
    public void Fault_IsNamedByItsPlace(string name, string? text, string fault)
    {
        string said = Assert.Single(FaultsOf(isOnAzure: false, [.. Whole.Where(s => s.Name != name), (name, text)]));
        Assert.StartsWith(fault, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_OnThisMachine_NeedsNoEncryption() =>
        Assert.Empty(FaultsOf(isOnAzure: false, [.. Whole.Where(s => s.Name != "Access:Oidc:Authority"), ("Access:Oidc:Authority", "http://127.0.0.1:8080/")]));

    [Fact]
    public void Provider_WithoutPeople_LetsNobodyInAndIsRefused() =>
        Assert.StartsWith("Access:Users: nobody may sign in", Assert.Single(FaultsOf(isOnAzure: false, Whole[..3])), StringComparison.Ordinal);

    /// <summary>Anywhere else anybody can write the header.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Platform_IsTrustedOnAzureAlone(bool isOnAzure, int faults) =>
        Assert.Equal(faults, FaultsOf(isOnAzure, [("Access:EasyAuth", "true"), ("Access:Users:0:Name", "sato@shop.example")]).Count);

    private static SignInSettings Read((string Name, string? Value)[] settings)
    {
        SettingsReader reader = SettingsText.Reader(settings);
        SignInSettings read = SignInSettings.Read(reader, isOnAzure: false);
        reader.ThrowIfRefused();
        return read;
    }

    private static IReadOnlyList<string> FaultsOf(bool isOnAzure, (string Name, string? Value)[] settings)
    {
        SettingsReader reader = SettingsText.Reader(settings);
        SignInSettings.Read(reader, isOnAzure);
        return Record.Exception(reader.ThrowIfRefused) is SettingsException refused ? refused.Faults : [];
    }
}
