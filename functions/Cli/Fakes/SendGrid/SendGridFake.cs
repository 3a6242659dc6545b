using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>SendGrid on this machine: takes messages, refuses wrong ones, fails when told to, and tells what became of them. Nothing leaves
/// the machine.</summary>
internal sealed class SendGridFake : IAsyncDisposable
{
    private const string Path = "/v3/mail/send";
    private const int BodyBytesMax = 30 * 1024 * 1024;

    private static readonly TimeSpan LimitedFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan HalfFor = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;
    private readonly TimeProvider clock;
    private readonly MailFates fates = new();
    private readonly ConcurrentQueue<FakeMail> mails = new();
    private readonly ConcurrentQueue<SendGridFault> faults = new();
    private readonly Lock gate = new();

    private SendGridFake(WebApplication app, TimeProvider clock)
    {
        this.app = app;
        this.clock = clock;
        Events = new EventCallbacks(clock);
    }

    /// <summary>For <c>Channels:Email:Endpoint</c>.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What it will tell of the messages.</summary>
    public EventCallbacks Events { get; }

    /// <summary>What it has taken, in order: with whatever answer.</summary>
    public IReadOnlyList<FakeMail> Mails => [.. mails];

    /// <param name="clock">Real, but in tests.</param>
    /// <param name="port">0 for one that is free.</param>
    public static async Task<SendGridFake> StartAsync(TimeProvider clock, int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, port);
            k.Limits.MaxRequestBodySize = BodyBytesMax;
        });
        WebApplication app = builder.Build();
        SendGridFake fake = new(app, clock);
        app.Run(fake.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>See <see cref="MailFates.Share"/>.</summary>
    public bool Share(string fate, int percent)
    {
        lock (gate)
        {
            return fates.Share(fate, percent);
        }
    }

    /// <summary>Goes wrong with the next requests, one after the other.</summary>
    public void Fail(params IEnumerable<SendGridFault> next)
    {
        foreach (SendGridFault fault in next)
        {
            faults.Enqueue(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await app.StopAsync(now.Token);  // whoever waits for an answer waits in vain
        await app.DisposeAsync();
        Events.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (await SendGridSwitches.AnswerAsync(this, context))
        {
            return;
        }

        if (context.Request.Path != Path || !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (faults.TryDequeue(out SendGridFault fault))
        {
            await FailAsync(context, body.ToArray(), fault);
            return;
        }

        await TakeAsync(context, body.ToArray());
    }

    private async Task TakeAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Headers.Authorization.ToString() is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', _, ..])
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, [(null, "The provided authorization grant is invalid, expired, or revoked")]);
            return;
        }

        (JsonNode? request, IReadOnlyList<(string?, string)> wrong) = RequestCheck.Read(body);
        if (request is null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, wrong);
            return;
        }

        if ((bool?)request["mail_settings"]?["sandbox_mode"]?["enable"] == true)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["X-Message-Id"] = Take(request).MessageId;
    }

    private FakeMail Take(JsonNode request)
    {
        lock (gate)
        {
            FakeMail mail = FakeMail.Of(string.Create(CultureInfo.InvariantCulture, $"fake{mails.Count + 1:D6}"), request);
            mails.Enqueue(mail);
            foreach (JsonObject told in fates.Of(mail))
            {
                Events.Add(mail, told);
            }

            return mail;
        }
    }

    private async Task FailAsync(HttpContext context, byte[] body, SendGridFault fault)
    {
        bool isTaken = fault is SendGridFault.TakenThenServerError or SendGridFault.TakenThenSilence or SendGridFault.TakenThenBroken or SendGridFault.HalfAnswer;
        FakeMail? mail = isTaken && RequestCheck.Read(body).Request is { } request ? Take(request) : null;
        switch (fault)
        {
            case SendGridFault.TooManyRequests:
                context.Response.Headers["X-RateLimit-Limit"] = "600";
                context.Response.Headers["X-RateLimit-Remaining"] = "0";
                context.Response.Headers["X-RateLimit-Reset"] = (clock.GetUtcNow() + LimitedFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, [(null, "too many requests")]);
                break;
            case SendGridFault.ServerError or SendGridFault.TakenThenServerError:
                await RefuseAsync(context, StatusCodes.Status500InternalServerError, [(null, "Internal Server Error")]);
                break;
            case SendGridFault.Unauthorized:
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, [(null, "The provided authorization grant is invalid, expired, or revoked")]);
                break;
            case SendGridFault.TooLarge:
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                await context.Response.WriteAsync("<html><head><title>413 Request Entity Too Large</title></head></html>");
                break;
            case SendGridFault.Silence or SendGridFault.TakenThenSilence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case SendGridFault.HalfAnswer:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                context.Response.Headers["X-Message-Id"] = mail?.MessageId;
                context.Response.ContentLength = 10;
                await context.Response.WriteAsync("half");
                await context.Response.Body.FlushAsync();
                await Task.Delay(HalfFor, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);  // breaking at once could lose the first half, too
                context.Abort();
                break;
            default:
                context.Abort();
                break;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, IReadOnlyList<(string? Field, string Message)> wrong)
    {
        JsonArray errors = [.. wrong.Select(w => (JsonNode)new JsonObject { ["message"] = w.Message, ["field"] = w.Field, ["help"] = null })];
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject { ["errors"] = errors }.ToJsonString());
    }
}
