using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace FollowUpFlows.Tests.Contract.Storage.Azure.Support;

/// <summary>Stands before the emulator on loopback and does with each request what the script says; after its end it hands them through.</summary>
internal sealed class UnreliableService : IAsyncDisposable
{
    private readonly ConcurrentQueue<Behavior> script = new();
    private readonly HttpClient http = new();
    private readonly AzuriteAccount account;
    private readonly WebApplication app;
    private int requests;

    private UnreliableService(AzuriteAccount account)
    {
        this.account = account;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public delegate Task Behavior(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator);

    /// <summary>The account's tables and queues, both through here.</summary>
    public string ConnectionString =>
        $"AccountName={account.Name};AccountKey={AzuriteAccount.Key};TableEndpoint={Tables}/{account.Name};QueueEndpoint={Queues}/{account.Name}";

    /// <summary>That have arrived.</summary>
    public int Requests => requests;

    private string Tables => app.Urls.First();

    private string Queues => app.Urls.Last();

    public static async Task<UnreliableService> StartAsync(AzuriteAccount account)
    {
        UnreliableService service = new(account);
        await service.app.StartAsync();
        return service;
    }

    /// <summary>What happens to the next requests, one each.</summary>
    public void Next(params Behavior[] behaviors)
    {
        foreach (Behavior behavior in behaviors)
        {
            script.Enqueue(behavior);
        }
    }

    public static Task Through(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator) => CopyAsync(context, askEmulator, int.MaxValue);

    /// <summary>The emulator does it, and nobody hears of that.</summary>
    public static async Task LoseAnswer(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator)
    {
        using HttpResponseMessage answer = await askEmulator();
        context.Abort();
    }

    /// <summary>The connection breaks in the middle of the body.</summary>
    public static Task HalfAnswer(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator) => CopyAsync(context, askEmulator, 20);

    public static Task Silence(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public static Behavior Refuse(HttpStatusCode status, string? code = null, string? retryAfter = null, string body = "") => (context, _) =>
    {
        context.Response.StatusCode = (int)status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        bool isTable = context.Connection.LocalPort == new Uri(Tables).Port;
        return (script.TryDequeue(out Behavior? behavior) ? behavior : Through)(context, () => AskAsync(context.Request, isTable ? account.Tables : account.Queues));
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequest request, Uri endpoint)
    {
        using HttpRequestMessage copy = new(new HttpMethod(request.Method), new Uri(endpoint, request.GetEncodedPathAndQuery()));
        MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        copy.Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null;
        foreach ((string name, StringValues value) in request.Headers.Where(h => h.Key != "Host"))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, (string?)value))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, (string?)value);
            }
        }

        return await http.SendAsync(copy);
    }

    private static async Task CopyAsync(HttpContext context, Func<Task<HttpResponseMessage>> askEmulator, int length)
    {
        using HttpResponseMessage answer = await askEmulator();
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Transfer-Encoding" or "Content-Length" or "Connection" or "Keep-Alive")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.ContentLength = body.Length > 0 ? body.Length : null;
        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, Math.Min(length, body.Length)));
            await context.Response.Body.FlushAsync();
        }

        if (length < body.Length)
        {
            context.Abort();
        }
    }
}
