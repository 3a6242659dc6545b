using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Who somebody is to the API, and that a browser cannot be made to lend who it is to another site.</summary>
public sealed class VisitorTests
{
    private static readonly ApiKeys Keys = new([new ApiKey("report-tool", SHA256.HashData(Encoding.UTF8.GetBytes("open sesame")), Role.Viewer)]);
    private static readonly SignInSettings People = new(
        new Dictionary<string, Role> { ["sato@shop.example"] = Role.Editor, ["ito@shop.example"] = Role.Admin }, null, TrustsPlatform: true);

    [Fact]
    public void Machine_IsItsAdministrator() =>
        Assert.Equal(new Visitor("this machine", Role.Admin, EntryWay.Machine), VisitorOf(Context("127.0.0.1")));

    [Fact]
    public void Key_IsItselfAlsoAtTheMachine()
    {
        HttpContext context = Context("127.0.0.1");
        context.Request.Headers.Authorization = "Bearer open sesame";
        Assert.Equal(new Visitor("report-tool", Role.Viewer, EntryWay.Key), VisitorOf(context));
    }

    [Theory]
    [InlineData("sato@shop.example", Role.Editor)]
    [InlineData(" Sato@SHOP.example", Role.Editor)]
    [InlineData("ito@shop.example", Role.Admin)]
    [InlineData("mori@shop.example", null)]
    public void Session_HasTheRoleOfItsPersonNow(string name, object? role)
    {
        HttpContext context = Context();
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], SignInServices.Session));
        Assert.Equal(((Role?)role, role is null ? null : EntryWay.Session), (VisitorOf(context)?.Role, VisitorOf(context)?.Way));
    }

    [Fact]
    public void Identity_OfAnotherScheme_IsNobody()
    {
        HttpContext context = Context();
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ito@shop.example")], "other"));
        Assert.Null(VisitorOf(context));
    }

    [Fact]
    public void PlatformHeader_IsBelievedOnlyWhereThePlatformIs()
    {
        HttpContext context = Context();
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = "ito@shop.example";
        Assert.Equal(new Visitor("ito@shop.example", Role.Admin, EntryWay.Platform), VisitorOf(context));
        Assert.Null(new AccessRule(Keys, People with { TrustsPlatform = false }, isBehindAnother: true).VisitorOf(context));
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = new[] { "ito@shop.example", "ito@shop.example" };
        Assert.Null(VisitorOf(context));
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-site", "https://follow.example", false)]
    [InlineData("cross-site", "https://follow.example", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "https://follow.example", true)] // a browser that does not know the other header
    [InlineData(null, "https://FOLLOW.example", true)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void OwnPage_IsToldByTheBrowser(string? site, string? origin, bool expected)
    {
        HttpContext context = Context();
        context.Request.Headers["Sec-Fetch-Site"] = site;
        context.Request.Headers.Origin = origin;
        Assert.Equal(expected, AccessRule.IsOfOwnPage(context.Request));
    }

    private static Visitor? VisitorOf(HttpContext context) => new AccessRule(Keys, People, isBehindAnother: false).VisitorOf(context);

    private static DefaultHttpContext Context(string peer = "203.0.113.7")
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Request.Scheme = "https";
        context.Request.Host = new HostString(peer == "127.0.0.1" ? peer : "follow.example");
        return context;
    }
}
