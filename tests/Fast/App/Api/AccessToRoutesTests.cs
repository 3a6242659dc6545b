using System.Net;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Who may use which address, for every address of the document.</summary>
public sealed class AccessToRoutesTests
{
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
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await bed.SendAsync(method, path, change: c => c.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7"));
        Assert.Contains("Access:KeyHashes", answer.IsProblem(401, "unauthorized"), StringComparison.Ordinal);
        Assert.Equal("Bearer", answer.Headers.WWWAuthenticate.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Route_AskedFromTheMachine_IsNotRefusedForAKey(string method, string path)
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await bed.SendAsync(method, path);
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    [Fact]
    public void Document_HasRoutesToAskFor() => Assert.True(Guarded.Count >= 15);
}
