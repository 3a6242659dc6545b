using System.Net;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What becomes of what a function returns or throws.</summary>
public sealed class HttpResultTests
{
    [Theory]
    [InlineData("result", HttpStatusCode.Created, "\"made\"")]
    [InlineData("action", HttpStatusCode.Accepted, "{\"id\":7}")]
    [InlineData("status", HttpStatusCode.Conflict, "")]
    [InlineData("now", HttpStatusCode.NoContent, "")]
    [InlineData("value-task", HttpStatusCode.OK, "later")]
    [InlineData("task", HttpStatusCode.OK, "written")]
    [InlineData("nothing", HttpStatusCode.OK, "")]
    [InlineData("null", HttpStatusCode.OK, "")]
    public async Task Result_IsWrittenToTheResponse(string function, HttpStatusCode status, string body)
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Answers));

        using HttpResponseMessage response = await app.Client.GetAsync($"/api/{function}");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Function_ThatThrows_AnswersAProblemWithoutDetailsAndIsLogged()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Failures));

        using HttpResponseMessage response = await app.Client.GetAsync("/api/throws");
        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"status\":500", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("X-Half"));
        Assert.Contains(app.Log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains("throws") && l.Exception is InvalidDataException);
    }

    [Fact]
    public async Task Function_ThatThrowsInTheMiddleOfItsResponse_BreaksItOff()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Failures));

        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("/api/breaks"));
    }

    [Fact]
    public async Task Body_OverTheServersLimit_Is413()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Failures));

        using HttpResponseMessage response = await app.Client.PostAsync("/api/reads", new ByteArrayContent(new byte[11]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.DoesNotContain(app.Log.Lines, l => l.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Caller_WhoGoesAway_CancelsTheFunction()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Waiting));
        using CancellationTokenSource patience = new();
        Task<string> request = app.Client.GetStringAsync("/api/waits", patience.Token);
        await Waiting.Begun.Task.InTimeAsync();

        await patience.CancelAsync();

        await Waiting.Canceled.Task.InTimeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    public static class Answers
    {
        [Function("result")]
        public static async Task<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await Task.Yield();
            return Results.Json("made", statusCode: StatusCodes.Status201Created);
        }

        [Function("action")]
        public static Task<IActionResult> Action([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Task.FromResult<IActionResult>(new ObjectResult(new { Id = 7 }) { StatusCode = StatusCodes.Status202Accepted });

        [Function("status")]
        public static StatusCodeResult Status([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new ConflictResult();

        [Function("now")]
        public static IResult Now([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.NoContent();

        [Function("value-task")]
        public static ValueTask<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new(Results.Text("later"));

        [Function("task")]
        public static Task Write([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            request.HttpContext.Response.WriteAsync("written");

        [Function("nothing")]
        public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function("null")]
        public static Task<IResult?> Null([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult<IResult?>(null);
    }

    public static class Failures
    {
        [Function("throws")]
        public static Task<IResult> Throw([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half"] = "done";
            throw new InvalidDataException("a secret");
        }

        [Function("breaks")]
        public static async Task Break([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half of");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidDataException("a secret");
        }

        [Function("reads")]
        public static async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
        {
            request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 10;
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Ok();
        }
    }

    public static class Waiting
    {
        public static readonly TaskCompletionSource Begun = new();
        public static readonly TaskCompletionSource Canceled = new();

        [Function("waits")]
        public static async Task Wait([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => Canceled.SetResult());
            Begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
