using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Addresses of webhooks that are signed with the body.</summary>
public sealed class SourceAddressSettingsTests
{
    [Fact]
    public void Read_Address_IsKeptCharacterByCharacter()
    {
        const string Address = "https://Follow.shop.example:443/api/webhooks/till?a=%e3";
        AppSettings settings = SettingsText.Read(Kind("square"), ("Sources:till:Secrets:0", "key"), ("Sources:till:Url", Address));
        Assert.Equal(Address, Assert.Single(settings.Sources).Address);
    }

    [Theory]
    [InlineData("square", null, "Sources:till:Url: is missing; write the address of these webhooks as square was given it")]
    [InlineData("square", "/api/webhooks/till", "Sources:till:Url: '/api/webhooks/till' cannot be used")]
    [InlineData("square", "ftp://shop.example/", "Sources:till:Url: 'ftp://shop.example/' cannot be used")]
    [InlineData("stripe", "https://shop.example/", "Sources:till:Url: is only for sources that sign their address")]
    public void Read_AddressThatIsMissingWrongOrWithoutUse_IsRefused(string kind, string? address, string fault) => Assert.StartsWith(
        fault, Assert.Single(SettingsText.Faults(Kind(kind), ("Sources:till:Secrets:0", "key"), ("Sources:till:Url", address))), StringComparison.Ordinal);

    private static (string Name, string? Value) Kind(string kind) => ("Sources:till:Kind", kind);
}
