using System.Diagnostics;
using FollowUpFlows.Tests.Contract.Durable.Telemetry;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting.Telemetry;

/// <summary>Spans of requests are named after routes.</summary>
public sealed class RequestSpanTests
{
    [Theory]
    [InlineData("/api/u/s3cr3t", "GET /api/u/{token}", 200, ActivityStatusCode.Unset)]
    [InlineData("/api/broken/s3cr3t", "GET /api/broken/{token}", 500, ActivityStatusCode.Error)]
    [InlineData("/nowhere/s3cr3t", "GET", 404, ActivityStatusCode.Unset)]
    public async Task Request_IsASpanWithItsRoute_AndWithoutItsAddress(string path, string name, int status, ActivityStatusCode code)
    {
        using SpanRecorder spans = new("Microsoft.AspNetCore");
        await using HostedApp app = await HostedApp.StartAsync(typeof(Linked));
        using (Activity caller = spans.Begin())
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.Add("traceparent", caller.Id);
            using HttpResponseMessage response = await app.Client.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
        }

        await Eventually.TrueAsync(() => spans.All.Count == 2, "the request's span has ended");
        Activity span = spans.All.Single(s => s.Source.Name == "Microsoft.AspNetCore");
        Assert.Equal((name, code), (span.DisplayName, span.Status));
        Assert.Equal(status, span.GetTagItem("http.response.status_code"));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.DoesNotContain("s3cr3t", span.DisplayName + string.Join(';', span.TagObjects), StringComparison.Ordinal);
    }

    public static class Linked
    {
        [Function("Unsubscribe")]
        public static IResult Unsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "u/{token}")] HttpRequest request, string token) =>
            TypedResults.Ok(token.Length);

        [Function("Broken")]
        public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken/{token}")] HttpRequest request, string token) =>
            throw new InvalidOperationException(token);
    }
}
