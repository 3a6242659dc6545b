using System.Net;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The nested pipeline inside the one of a real host, which has routed the request to the catch-all function already.</summary>
public sealed class OuterPipelineTests
{
    private static readonly Endpoint OfTheHost = new(
        _ => throw new InvalidOperationException("The function was entered again."), EndpointMetadataCollection.Empty, "ZConsole");

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/api/outbox", HttpStatusCode.OK)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/elsewhere", HttpStatusCode.NotFound)]
    public async Task Request_ThatTheHostHasRouted_IsRoutedAnew(string path, HttpStatusCode status)
    {
        HttpContext? seen = null;
        using ApiBed bed = new(new TestWorld());

        ApiAnswer answer = await bed.SendAsync("GET", path, change: context =>
        {
            seen = context;
            context.SetEndpoint(OfTheHost);
            context.Request.RouteValues["path"] = path;
        });

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("path", seen!.Request.RouteValues.Keys);
        Assert.NotSame(OfTheHost, seen.GetEndpoint());
    }

    /// <summary>The function's body does not run on the flow of the request, so nobody else has set it.</summary>
    [Fact]
    public async Task Accessor_OfTheRequest_IsSetForTheInnerPipeline()
    {
        HttpContext? seen = null;
        HttpContext? before = null;
        ForgetfulAccessor accessor = new();
        using ApiBed bed = new(new TestWorld(), accessor: accessor);

        await bed.SendAsync("GET", "/healthz", change: context =>
        {
            seen = context;
            before = accessor.HttpContext;
        });

        Assert.Null(before);
        Assert.NotNull(seen);
        Assert.Same(seen, accessor.HttpContext);
    }

    /// <summary>As on a flow of its own: nothing is there until somebody sets it.</summary>
    private sealed class ForgetfulAccessor : IHttpContextAccessor
    {
        public HttpContext? HttpContext { get; set; }
    }
}
