using FollowUpFlows.Sqlite;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>How long a write may wait before requests that would write are sent away.</summary>
internal sealed record WriteDelayLimit(TimeSpan Value)
{
    /// <summary>Webhooks wait five seconds for an answer, and repeat themselves.</summary>
    public static WriteDelayLimit Default { get; } = new(TimeSpan.FromSeconds(5));
}

/// <summary>While the disk does not keep up, sends away what would be written, instead of gathering it in memory: the sender comes again.
/// What was accepted before stays accepted, and reading goes on.</summary>
internal sealed class DiskGuard(IServiceProvider services, ILogger<DiskGuard> logger)
{
    /// <summary>In seconds.</summary>
    public const string RetryAfter = "10";

    private readonly Lazy<SqliteFile[]> files = new(() => [.. services.GetServices<OpenFile>().Select(f => f.File)]);
    private readonly TimeSpan delayMax = (services.GetService<WriteDelayLimit>() ?? WriteDelayLimit.Default).Value;
    private int isBehind;

    public Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        bool writes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && !HttpMethods.IsOptions(context.Request.Method);
        if (!writes || Slowest() is not { } file)
        {
            return next(context);
        }

        if (Interlocked.Exchange(ref isBehind, 1) == 0)
        {
            Logs.DiskIsBehind(logger, Path.GetFileName(file.FullPath), file.WriteDelay); // once, not for each of thousands
        }

        context.Response.Headers.RetryAfter = RetryAfter;
        return ManagementAnswer.ProblemAsync(
            context, StatusCodes.Status503ServiceUnavailable, "The disk does not keep up with what is written. Try again later.");
    }

    private SqliteFile? Slowest()
    {
        foreach (SqliteFile file in files.Value)
        {
            if (file.WriteDelay > delayMax)
            {
                return file;
            }
        }

        Volatile.Write(ref isBehind, 0);
        return null;
    }
}
