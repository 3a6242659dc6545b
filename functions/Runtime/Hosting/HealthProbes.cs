using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What a supervisor asks: <c>/healthz/live</c>, restart me if this fails, and <c>/healthz/ready</c>, send me work while this
/// holds. Open to everybody; a word and nothing else.</summary>
internal sealed class HealthProbes(IServiceProvider services, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private const string LivePath = "/healthz/live";
    private const string ReadyPath = "/healthz/ready";

    private readonly DateTimeOffset madeAt = services.ShopClock().GetUtcNow();
    private volatile bool hasCaughtUp;
    private volatile bool isStopping;

    public static bool Has(PathString path) => path.Value is LivePath or ReadyPath;

    public Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return ManagementAnswer.StatusAsync(context, StatusCodes.Status405MethodNotAllowed);
        }

        string? hindrance = context.Request.Path == LivePath ? null : Hindrance();
        return ManagementAnswer.JsonAsync(
            context,
            hindrance is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new JsonObject { ["status"] = hindrance ?? (context.Request.Path == LivePath ? "live" : "ready") });
    }

    /// <summary>Before anything drains, whether a signal or a caller ends the host.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string? Hindrance()
    {
        if (isStopping || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "stopping";
        }

        DurableEngine engine = services.GetRequiredService<DurableEngine>();
        if (engine.Fault is not null)
        {
            return "engine-failed";
        }

        if (!engine.IsRunning || !lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return "starting";
        }

        return !StoresAnswer() ? "store" : hasCaughtUp || CatchesUp(engine) ? null : "catching-up";
    }

    private bool StoresAnswer()
    {
        try
        {
            return services.GetServices<OpenFile>().All(f => f.File.Read(static s => s.QueryNumber("SELECT count(*) FROM sqlite_schema")) >= 0);
        }
        catch (SqliteFileException)
        {
            return false;
        }
    }

    /// <summary>What was due at the start is done, or nothing is under way any more.</summary>
    private bool CatchesUp(DurableEngine engine)
    {
        IReadOnlyList<TimerRow> first = services.GetRequiredService<IInstanceStore>().ReadTimers(limit: 1);
        hasCaughtUp = first.Count == 0 || first[0].FireAt > madeAt || engine.WhenIdleAsync().IsCompleted;
        return hasCaughtUp;
    }
}
