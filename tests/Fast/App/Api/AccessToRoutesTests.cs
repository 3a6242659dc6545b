using System.Net;
using System.Security.Cryptography;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Who may use which address, for every address of the document.</summary>
public sealed class AccessToRoutesTests(AccessToRoutesTests.Beds beds) : IClassFixture<AccessToRoutesTests.Beds>
{
    /// <summary>An empty shop for every test that leaves it so, and one with a viewer's key: to build one takes longer than to ask it.</summary>
    public sealed class Beds : IDisposable
    {
        internal ApiBed Open { get; } = new(new TestWorld());

        internal ApiBed OfAViewer { get; } = new(new TestWorld(), add: s => LetIn(s, Role.Viewer));

        public void Dispose()
        {
            Open.Dispose();
            OfAViewer.Dispose();
        }
    }

    /// <summary>With a key of that role, <c>open sesame</c>.</summary>
    internal static void LetIn(IServiceCollection services, Role role) => services.AddSingleton(
        new AccessRule(new ApiKeys([new ApiKey("tool", SHA256.HashData("open sesame"u8), role)]), SignInSettings.Nobody, isBehindAnother: false));

    public static TheoryData<string, string> Guarded
    {
        get
        {
            TheoryData<string, string> all = new() { { "GET", "/openapi/v1.json" } };
            foreach ((string path, string method, _) in ApiContract.Committed.Operations.Where(o => DocumentTests.IsGuarded(o.Path)))
            {
                all.Add(method, path.Replace("{id}", "c1", StringComparison.Ordinal).Replace("{date}", "2026-11-21", StringComparison.Ordinal));
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Route_AskedByAStranger_AnswersNothingButThatAKeyIsNeeded(string method, string path)
    {
        ApiAnswer answer = await beds.Open.SendAsync(method, path, change: c => c.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7"));
        Assert.Contains("Access:KeyHashes", answer.IsProblem(401, "unauthorized"), StringComparison.Ordinal);
        Assert.Equal("Bearer", answer.Headers.WWWAuthenticate.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Route_AskedFromTheMachine_IsNotRefusedForAKey(string method, string path)
    {
        ApiAnswer answer = await beds.Open.SendAsync(method, path);
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    /// <summary>What a POST only asks for, because it must not stand in an address, changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Route_AskedByAViewer_AnswersUnlessItChangesSomething(string method, string path)
    {
        bool isAsking = (method == "GET" && !IsForAdmins(path)) || path.EndsWith("/search", StringComparison.Ordinal) || path.EndsWith("/names", StringComparison.Ordinal) || path.EndsWith("/validate", StringComparison.Ordinal);
        ApiAnswer answer = await beds.OfAViewer.SendAsync(method, path, change: c => c.Request.Headers.Authorization = "Bearer open sesame");
        Assert.Equal((isAsking, path), (answer.Status != HttpStatusCode.Forbidden, path));
        if (!isAsking)
        {
            Assert.Contains(IsForAdmins(path) ? "'admin'" : "'editor'", answer.IsProblem(403, "forbidden"), StringComparison.Ordinal);
        }
    }

    private static bool IsForAdmins(string path) => path is "/api/audit" or "/api/access" || path.EndsWith("/erase", StringComparison.Ordinal);

    [Fact]
    public void Document_HasRoutesToAskFor() => Assert.True(Guarded.Count >= 15);
}
