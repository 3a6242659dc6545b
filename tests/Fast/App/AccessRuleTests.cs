using System.Net;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Who may use the API.</summary>
public sealed class AccessRuleTests
{
    private static readonly ApiKeys NoKeys = new([]);
    private static readonly ApiKeys OneKey = new([new ApiKey("tool", SHA256.HashData(Encoding.UTF8.GetBytes("open sesame")), Role.Editor)]);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.20", false)]
    [InlineData("::ffff:192.168.1.20", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData(null, false)] // a peer that nobody can name
    public void Admits_Peer_OnlyTheMachineItself(string? peer, bool isAdmitted) =>
        Assert.Equal(isAdmitted, Admits(NoKeys, false, Request(peer)));

    [Theory]
    [InlineData("localhost:7071", true)]
    [InlineData("LocalHost", true)]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("shop.example", false)] // a name that was bent to this machine (DNS rebinding)
    [InlineData("localhost.shop.example", false)]
    [InlineData("127.0.0.1.shop.example", false)]
    [InlineData("192.168.1.20:7071", false)]
    [InlineData("", false)]
    public void Admits_Host_OnlyNamesOfTheMachine(string host, bool isAdmitted) =>
        Assert.Equal(isAdmitted, Admits(NoKeys, false, Request(host: host)));

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("x-forwarded-for", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "shop.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("X-Original-For", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "")]
    public void Admits_ForwardedRequest_NeedsAKey(string header, string value)
    {
        HttpRequest request = Request();
        request.Headers[header] = value;
        Assert.False(Admits(OneKey, false, request));
        request.Headers.Authorization = "Bearer open sesame";
        Assert.True(Admits(OneKey, false, request));
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071", null, true)]
    [InlineData("HTTP://127.0.0.1:7071", "same-origin", true)]
    [InlineData(null, "none", true)] // typed into the address bar
    [InlineData(null, null, true)] // not a browser
    [InlineData("https://127.0.0.1:7071", null, false)]
    [InlineData("http://127.0.0.1:8080", null, false)] // another server of this machine
    [InlineData("http://localhost:7071", null, false)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("null", null, false)] // a page in a frame without an origin
    [InlineData(null, "cross-site", false)]
    [InlineData(null, "same-site", false)]
    [InlineData("http://127.0.0.1:7071", "cross-site", false)]
    public void Admits_Page_OnlyOwnOnes(string? origin, string? site, bool isAdmitted)
    {
        HttpRequest request = Request();
        Set(request, "Origin", origin);
        Set(request, "Sec-Fetch-Site", site);
        Assert.Equal(isAdmitted, Admits(NoKeys, false, request));
    }

    [Theory]
    [InlineData("Bearer open sesame", true)]
    [InlineData("bearer open sesame", true)]
    [InlineData("Bearer  open sesame ", true)]
    [InlineData("Bearer wrong", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Bearer", false)]
    [InlineData("open sesame", false)]
    [InlineData("Basic open sesame", false)]
    [InlineData(null, false)]
    public void Admits_FarPeer_OnlyWithAKey(string? authorization, bool isAdmitted)
    {
        HttpRequest request = Request("203.0.113.7", "shop.example");
        Set(request, "Authorization", authorization);
        Assert.Equal(isAdmitted, Admits(OneKey, false, request));
        Assert.Equal(isAdmitted, Admits(OneKey, true, request));
        Assert.False(Admits(NoKeys, false, request));
    }

    /// <summary>On an Azure Functions host every request comes from the machine itself.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("http://localhost:7071;http://[::1]:7071", true)]
    [InlineData("http://127.0.0.1:7071;http://192.0.2.7:7071", false)]
    [InlineData("http://0.0.0.0:7071", false)]
    [InlineData("http://*:7071", false)]
    [InlineData("http://+:7071", false)]
    public void IsThisMachineAlone_AnyAddressThatOthersReach_IsNot(string? urls, bool isAlone) =>
        Assert.Equal(isAlone, AccessRule.IsThisMachineAlone(urls));

    [Fact]
    public void Admits_OnAHost_TheMachineItselfNeedsAKeyToo() => Assert.False(Admits(OneKey, true, Request()));

    [Fact]
    public void NeedsKey_OnlyOnAHostWithoutKeys()
    {
        Assert.True(new AccessRule(NoKeys, SignInSettings.Nobody, isBehindAnother: true).NeedsKey);
        Assert.False(new AccessRule(OneKey, SignInSettings.Nobody, isBehindAnother: true).NeedsKey);
        Assert.False(new AccessRule(NoKeys, SignInSettings.Nobody, isBehindAnother: false).NeedsKey);
    }

    private static bool Admits(ApiKeys keys, bool isBehindAnother, HttpRequest request) =>
        new AccessRule(keys, SignInSettings.Nobody, isBehindAnother).VisitorOf(request.HttpContext) is not null;

    private static HttpRequest Request(string? peer = "127.0.0.1", string host = "127.0.0.1:7071")
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString(host);
        return context.Request;
    }

    private static void Set(HttpRequest request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers[header] = value;
        }
    }
}
