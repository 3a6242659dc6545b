using System.Net;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Which function a request reaches.</summary>
public sealed class HttpRouteTests
{
    [Theory]
    [InlineData("GET", "/items/new", "B-items")] // 'B-items' sorts before 'c-new', which fits better
    [InlineData("GET", "/only/second", "a-second")] // before "B-second": case does not count
    [InlineData("POST", "/items/new", "d-post")]
    [InlineData("PUT", "/items/new", "z-all")]
    [InlineData("GET", "/B-ITEMS", "z-all")]
    [InlineData("GET", "/named", "named")]
    [InlineData("PATCH", "/named", "named")] // no methods given: all of them
    [InlineData("GET", "/", "z-all")]
    [InlineData("GET", "/deep/er/path", "z-all")]
    public async Task Request_GoesToTheFirstFunctionByNameThatMatches(string method, string path, string function)
    {
        await using HostedApp app = await HostedApp.StartAsync(b => b.SetRoutePrefix(""), typeof(Routed), typeof(CatchAll));

        using HttpResponseMessage response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(function, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/named", HttpStatusCode.OK)]
    [InlineData("/API/Named", HttpStatusCode.OK)]
    [InlineData("/named", HttpStatusCode.NotFound)]
    [InlineData("/api/nameds", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.NotFound)]
    public async Task RoutePrefix_NotSet_IsApi(string path, HttpStatusCode status)
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Routed));

        using HttpResponseMessage response = await app.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("v1/shop", "/v1/shop/named")]
    [InlineData("", "/named")]
    public async Task RoutePrefix_OfHostJson_IsUsed(string prefix, string path)
    {
        using TemporaryFolder folder = new();
        folder.Write("host.json", $$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""");
        await using HostedApp app = await HostedApp.StartAsync(b => b.Environment.ContentRootPath = folder.Path, typeof(Routed));

        Assert.Equal("named", await app.GetAsync(path));
    }

    [Fact]
    public async Task Request_WithAMethodThatNoFunctionTakes_IsNotFound()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Routed));

        using HttpResponseMessage response = await app.Client.DeleteAsync("/api/items/new");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/orders/12", "number 12")]
    [InlineData("/api/orders/-12", "number -12")]
    [InlineData("/api/orders/twelve", "text twelve")]
    [InlineData("/api/orders/", "text nothing")]
    public async Task RouteConstraint_NotMet_LetsTheNextFunctionTry(string path, string answer)
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Constrained));

        Assert.Equal(answer, await app.GetAsync(path));
    }

    public static class Routed
    {
        [Function("c-new")]
        public static IResult New([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/new")] HttpRequest request) => Named(request);

        [Function("B-items")]
        public static IResult Items([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}")] HttpRequest request) => Named(request);

        [Function("B-second")]
        public static IResult SecondB([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "only/{id}")] HttpRequest request) => Named(request);

        [Function("a-second")]
        public static IResult SecondA([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/only/second")] HttpRequest request) => Named(request);

        [Function("d-post")]
        public static IResult Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "items/{id}")] HttpRequest request) => Named(request);

        [Function("named")]
        public static IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Named(request);
    }

    public static class CatchAll
    {
        [Function("z-all")]
        public static IResult All([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "{*path}")] HttpRequest request) => Named(request);
    }

    public static class Constrained
    {
        [Function("a")]
        public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, Route = "orders/{id:int}")] HttpRequest request, int id) =>
            Results.Text($"number {id}");

        [Function("b")]
        public static IResult Text([HttpTrigger(AuthorizationLevel.Anonymous, Route = "orders/{id?}")] HttpRequest request, string? id) =>
            Results.Text($"text {id ?? "nothing"}");
    }

    private static IResult Named(HttpRequest request) => Results.Text(request.HttpContext.GetEndpoint()!.DisplayName!);
}
