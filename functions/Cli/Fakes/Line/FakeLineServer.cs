using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>The fake LINE on a port of this machine. Beside LINE's API it has switches: <c>POST /__fake/faults/{fault}</c>,
/// <c>POST</c> and <c>DELETE /__fake/blocked/{userId}</c>, <c>PUT /__fake/quota/{number}</c>, <c>GET /__fake/delivered</c>.</summary>
public sealed class FakeLineServer : IAsyncDisposable
{
    private const string Switches = "/__fake/";

    private readonly WebApplication app;
    private readonly FakeLine line;

    private FakeLineServer(WebApplication app, FakeLine line)
    {
        this.app = app;
        this.line = line;
        app.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="port">0 for any that is free.</param>
    public static async Task<FakeLineServer> StartAsync(FakeLine line, int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        FakeLineServer server = new(builder.Build(), line);
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (path.StartsWith(Switches, StringComparison.Ordinal))
        {
            await SwitchAsync(context, path[Switches.Length..].Split('/'));
            return;
        }

        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        FakeLineAnswer answer = line.Answer(new FakeLineRequest(context.Request.Method, path, headers, await reader.ReadToEndAsync(context.RequestAborted)));
        await WriteAsync(context, answer);
    }

    private static async Task WriteAsync(HttpContext context, FakeLineAnswer answer)
    {
        byte[] body = Encoding.UTF8.GetBytes(answer.Body);
        switch (answer.Break)
        {
            case AnswerBreak.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case AnswerBreak.Lost:
                context.Abort();
                return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        int length = answer.Break == AnswerBreak.Half ? body.Length / 2 : body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, length), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (answer.Break == AnswerBreak.Half)
        {
            context.Abort();
        }
    }

    private async Task SwitchAsync(HttpContext context, string[] parts)
    {
        switch ((context.Request.Method, parts))
        {
            case ("POST", ["faults", var word]) when Enum.TryParse(word, ignoreCase: true, out LineFault fault) && Enum.IsDefined(fault):
                line.Fail(fault);
                break;
            case ("POST", ["blocked", var userId]):
                line.Block(userId);
                break;
            case ("DELETE", ["blocked", var userId]):
                line.Unblock(userId);
                break;
            case ("PUT", ["quota", var number]) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int quota):
                line.Quota = quota;
                break;
            case ("GET", ["delivered"]):
                await context.Response.WriteAsync(JsonSerializer.Serialize(line.Delivered), context.RequestAborted);
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
