using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.Webhook;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>The programs that journeys may tell, by settings.</summary>
public sealed class WebhookSettingsTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Fact]
    public void Read_AProgram_CanBeToldByName()
    {
        AppSettings read = SettingsText.Read(("Webhooks:crm:Url", "https://crm.example/hook?shop=1"), ("Webhooks:crm:Secret", Secret));
        WebhookEndpoint crm = Assert.Single(read.Webhooks);
        Assert.Equal(("crm", "https://crm.example/hook?shop=1", false), (crm.Name, crm.Url.AbsoluteUri, crm.AllowPrivate));
        Assert.Equal("0123456789abcdef0123456789abcdef"u8.ToArray(), crm.Secret.ToArray());
        Assert.Equal(["crm"], read.Shop.Endpoints);
        Assert.Equal("crm", crm.ToString());
    }

    [Theory]
    [InlineData("https://10.0.0.1/hook", "true")]
    [InlineData("http://127.0.0.1:8080/hook", "true")]
    public void Read_InsideTheOwnNetwork_WhereThatIsAllowed(string url, string allow) =>
        Assert.True(SettingsText.Read(("Webhooks:crm:Url", url), ("Webhooks:crm:Secret", Secret), ("Webhooks:crm:AllowPrivate", allow)).Webhooks[0].AllowPrivate);

    [Theory]
    [InlineData("crm", "Url", "", "Webhooks:crm:Url: is missing; write the program's address, such as https://crm.example/hook")]
    [InlineData("crm", "Url", "http://crm.example/hook", "Webhooks:crm:Url: 'http://crm.example/hook' cannot be used; ")]
    [InlineData("crm", "Url", "https://user:pass@crm.example/", "Webhooks:crm:Url: ")]
    [InlineData("crm", "Url", "crm.example", "Webhooks:crm:Url: 'crm.example' cannot be used; ")]
    [InlineData("crm", "Secret", "", "Webhooks:crm:Secret: is missing; write whsec_ and the base64 of 24 to 64 random bytes")]
    [InlineData("crm", "Secret", "whsec_c2hvcnQ=", "Webhooks:crm:Secret: what is set cannot be used; ")]
    [InlineData("crm", "Secret", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "Webhooks:crm:Secret: what is set cannot be used; ")]
    [InlineData("crm", "AllowPrivate", "perhaps", "Webhooks:crm:AllowPrivate: 'perhaps' cannot be used; write False or True")]
    [InlineData("my crm", "AllowPrivate", "false", "Webhooks:my crm: journeys name it with lower-case letters, digits and hyphens, at most 40")]
    public void Read_BadSetting_IsNamed(string name, string setting, string value, string fault)
    {
        Dictionary<string, string?> program = new() { ["Url"] = "https://crm.example/hook", ["Secret"] = Secret, [setting] = value };
        IReadOnlyList<string> faults = SettingsText.Faults([.. program.Select(s => ($"Webhooks:{name}:{s.Key}", s.Value))]);
        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", faults[0], StringComparison.Ordinal);
    }
}
