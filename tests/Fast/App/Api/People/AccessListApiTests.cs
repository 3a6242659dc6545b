using System.Security.Cryptography;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>Administrators see who may come in, and what was done by which act.</summary>
public sealed class AccessListApiTests
{
    private const string Secret = "open sesame";

    [Fact]
    public async Task Access_HasPeopleAndKeys_AndNoSecret()
    {
        byte[] hash = SHA256.HashData("open sesame"u8);
        SignInSettings signIn = new(new Dictionary<string, Role> { ["sato@shop.example"] = Role.Editor, ["ito@shop.example"] = Role.Admin }, null, false);
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(signIn).AddSingleton(new AccessRule(new ApiKeys([new ApiKey("tool", hash, Role.Viewer)]), signIn, isBehindAnother: false)));
        ApiAnswer access = await bed.GetAsync("/api/access");
        Assert.Equal(
            """{"users":[{"name":"ito@shop.example","role":"admin"},{"name":"sato@shop.example","role":"editor"}],"keys":[{"name":"tool","role":"viewer"}],"signsIn":false,"trustsPlatform":false,"admitsMachine":true}""",
            access.Text);
        Assert.DoesNotContain(Convert.ToHexString(hash), access.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Viewer")]
    [InlineData("Editor")]
    public async Task Access_IsForAdministrators(string word)
    {
        Role role = Enum.Parse<Role>(word);
        using ApiBed bed = new(new TestWorld(), add: s => AccessToRoutesTests.LetIn(s, role));
        ApiAnswer answer = await bed.SendAsync("GET", "/api/access", change: c => c.Request.Headers.Authorization = $"Bearer {Secret}");
        Assert.Contains("'admin'", answer.IsProblem(403, "forbidden"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_ByAct_HasOnlyThose()
    {
        using ApiBed bed = new(new TestWorld());
        await bed.SendAsync("POST", "/api/suppressions", """{"address":"a@example.com","by":"sato","why":"x"}""");
        await bed.SendAsync("POST", "/api/suppressions", """{"address":"b@example.com","by":"sato","why":"x"}""");
        Assert.Equal(2, (await bed.GetAsync("/api/audit?act=addSuppression")).Items.Count());
        Assert.Empty((await bed.GetAsync("/api/audit?act=eraseCustomer")).Items);
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/audit?act=addSuppression", 1);
        Assert.Equal((2, 2), (items.Count, pages));
    }
}
