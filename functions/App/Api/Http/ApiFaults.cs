using System.Globalization;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Api.Http;

/// <summary>What a request throws, as problem details: a fault of the store, a request that cannot be read, and everything else.
/// The exception is for the log alone.</summary>
internal sealed class ApiFaults(ILogger<ApiFaults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ProblemHttpResult problem = exception switch
        {
            StorageException store => Problems.Store(store),
            BadHttpRequestException unreadable => Problems.Of(unreadable.StatusCode),
            _ => Problems.Of(StatusCodes.Status500InternalServerError),
        };
        if (problem.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            logger.RequestFailed(httpContext.Request.Method, exception);
        }

        httpContext.Response.Headers.CacheControl = HttpManners.NoStore;
        if (exception is StorageException { IsTemporary: true } busy)
        {
            double seconds = Math.Max(1, Math.Ceiling((busy.RetryAfter ?? TimeSpan.Zero).TotalSeconds));
            httpContext.Response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
