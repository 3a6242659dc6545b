using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>The fake LINE on a port of this machine, with a page at its root that shows what it delivered and how it is switched.</summary>
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

    /// <summary>Told what friends do; null while nobody listens.</summary>
    internal LineWebhook? Webhook { get; set; }

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
        if (path == "/" || path.StartsWith(Switches, StringComparison.Ordinal))
        {
            await LineSwitches.AnswerAsync(line, Webhook, context);
            return;
        }

        if (path == LineDialogPage.Path)
        {
            await LineDialogPage.AnswerAsync(line, Webhook, context);
            return;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        FakeLineRequest request = new(context.Request.Method, path, headers, Encoding.UTF8.GetString(body.ToArray())) { Bytes = body.ToArray() };
        FakeLineAnswer answer = line.Answer(request);
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
}
