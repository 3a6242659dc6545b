using System.Net;
using System.Net.Http.Json;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>A whole ASP.NET Core pipeline inside one function that takes every path.</summary>
public sealed class NestedPipelineTests
{
    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK, "root")]
    [InlineData("GET", "/things/7", HttpStatusCode.OK, "thing 7 of /things/7, path value none")]
    [InlineData("GET", "/link", HttpStatusCode.OK, "/things/8")]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "")]
    [InlineData("DELETE", "/things/7", HttpStatusCode.MethodNotAllowed, "")]
    public async Task Request_IsRoutedByTheInnerPipeline(string method, string path, HttpStatusCode status, string body)
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Nested));

        using HttpResponseMessage response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Json_IsReadAndWritten()
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Nested));

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/things", new Thing(3, "香水"));

        Assert.Equal(new Thing(4, "香水"), await response.Content.ReadFromJsonAsync<Thing>());
    }

    [Fact]
    public async Task Stream_ArrivesAsItIsWritten()
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Nested));
        InnerPipeline pipeline = app.Services.GetRequiredService<InnerPipeline>();
        using HttpResponseMessage response = await app.Client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());

        Assert.Equal("first", await reader.ReadLineAsync().InTimeAsync());
        pipeline.FirstWasRead.SetResult(); // the second line is not written before

        Assert.Equal("second", await reader.ReadLineAsync().InTimeAsync());
        Assert.Null(await reader.ReadLineAsync().InTimeAsync());
    }

    [Fact]
    public async Task OuterEndpoint_WhenKept_EntersTheFunctionAgainAndFails()
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Forgetful));

        using HttpResponseMessage response = await app.Client.GetAsync("/things/7");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(app.Log.Lines, l => l.Level == LogLevel.Error && l.Exception!.Message.Contains("SetEndpoint(null)"));
    }

    [Fact]
    public async Task SignIn_IsLeftToTheInnerPipeline()
    {
        void WithSignIn(FunctionsApplicationBuilder builder)
        {
            Configure(builder);
            builder.Services.AddAuthentication("absent"); // asking for this scheme would throw
            builder.Services.AddAuthorization(o => o.FallbackPolicy = new(
                [new Microsoft.AspNetCore.Authorization.Infrastructure.DenyAnonymousAuthorizationRequirement()], []));
        }

        await using HostedApp app = await HostedApp.StartAsync(WithSignIn, typeof(Nested));

        Assert.Equal("root", await app.GetAsync("/"));
    }

    private static void Configure(FunctionsApplicationBuilder builder)
    {
        builder.SetRoutePrefix("");
        builder.Services.AddSingleton<InnerPipeline>();
    }

    public sealed class Nested(InnerPipeline pipeline)
    {
        [Function("ZConsole")]
        public async Task<IActionResult> Serve([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
        {
            request.HttpContext.SetEndpoint(null);
            request.RouteValues.Clear();
            await pipeline.Run(request.HttpContext);
            return new EmptyResult();
        }
    }

    public sealed class Forgetful(InnerPipeline pipeline)
    {
        [Function("ZConsole")]
        public Task Serve([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => pipeline.Run(request.HttpContext);
    }

    public sealed class InnerPipeline
    {
        public InnerPipeline(IServiceProvider services)
        {
            ApplicationBuilder builder = new(services);
            builder.UseRouting();
            builder.UseEndpoints(Map);
            Run = builder.Build();
        }

        public RequestDelegate Run { get; }

        public TaskCompletionSource FirstWasRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private void Map(IEndpointRouteBuilder routes)
        {
            routes.MapGet("/", () => "root");
            routes.MapGet("/things/{id:int}", (int id, HttpRequest request) =>
                $"thing {id} of {request.Path}, path value {request.RouteValues["path"] ?? "none"}").WithName("thing");
            routes.MapPost("/things", (Thing thing) => thing with { Id = thing.Id + 1 });
            routes.MapGet("/link", (LinkGenerator links) => links.GetPathByName("thing", new { id = 8 }));
            routes.MapGet("/stream", async (HttpResponse response) =>
            {
                await response.WriteAsync("first\n");
                await response.Body.FlushAsync();
                await FirstWasRead.Task;
                await response.WriteAsync("second\n");
            });
        }
    }

    public sealed record Thing(int Id, string Name);
}
