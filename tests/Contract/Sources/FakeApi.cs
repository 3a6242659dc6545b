using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>What goes wrong with one call.</summary>
internal enum ApiFault
{
    /// <summary>429 that asks for seven seconds.</summary>
    TooMany,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>No answer.</summary>
    TimeOut,

    /// <summary>The connection ends in the middle of the answer.</summary>
    HalfAnswer,

    /// <summary>The connection ends without an answer.</summary>
    Lost,

    /// <summary>200 with a page that says that the shop is being mended.</summary>
    Page,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>302 to somewhere else.</summary>
    Elsewhere,
}

/// <summary>A call that was answered, or broken.</summary>
internal sealed record ApiCall(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The token that was shown.</summary>
    public string? Bearer => Headers.GetValueOrDefault("Authorization")?.Replace("Bearer ", "", StringComparison.Ordinal);
}

/// <summary>A shop's API over real connections on this machine, which break when a test says so.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Func<ApiCall, (int Status, string Json)> answer;

    private FakeApi(WebApplication app, Func<ApiCall, (int Status, string Json)> answer) => (this.app, this.answer) = (app, answer);

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    public ConcurrentQueue<ApiCall> Calls { get; } = [];

    /// <summary>Of the calls that come next.</summary>
    public ConcurrentQueue<ApiFault> Faults { get; } = [];

    public static async Task<FakeApi> StartAsync(Func<ApiCall, (int Status, string Json)> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        FakeApi fake = new(app, answer);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        ApiCall call = new(
            context.Request.Method,
            context.Request.Path.Value!.TrimStart('/'),
            context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        Calls.Enqueue(call);
        if (Faults.TryDequeue(out ApiFault fault))
        {
            await FailAsync(context, fault);
            return;
        }

        (int status, string json) = answer(call);
        await WriteAsync(context, status, "application/json", json);
    }

    private static async Task FailAsync(HttpContext context, ApiFault fault)
    {
        switch (fault)
        {
            case ApiFault.TooMany:
                context.Response.Headers.RetryAfter = "7";
                await WriteAsync(context, 429, "application/json", "{}");
                break;
            case ApiFault.Unavailable:
                await WriteAsync(context, 503, "text/html", "<html>");
                break;
            case ApiFault.Page:
                await WriteAsync(context, 200, "text/html", "<html>メンテナンス中</html>");
                break;
            case ApiFault.Unauthorized:
                await WriteAsync(context, 401, "application/json", "{}");
                break;
            case ApiFault.Elsewhere:
                context.Response.Headers.Location = "https://elsewhere.example/";
                context.Response.StatusCode = 302;
                break;
            case ApiFault.HalfAnswer:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"data\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case ApiFault.Lost:
                context.Abort();
                break;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        return context.Response.WriteAsync(body);
    }
}
