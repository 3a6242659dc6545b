using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Writes what a function returned to the response.</summary>
internal static class HttpAnswer
{
    /// <summary>What is no result is taken as: the function wrote the response itself.</summary>
    public static Task WriteAsync(HttpContext context, object? result) => result switch
    {
        IResult answer => answer.ExecuteAsync(context),
        IActionResult answer => answer.ExecuteResultAsync(
            new ActionContext(context, new RouteData(context.Request.RouteValues), new ActionDescriptor())),
        _ => Task.CompletedTask,
    };

    /// <summary>Names the status and nothing else; a response under way is broken off, so that nobody takes it for whole.</summary>
    /// <param name="retryAfter">Seconds after which the sender may come again; null says nothing.</param>
    public static Task FailAsync(HttpContext context, int status, string? retryAfter = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        context.Response.Headers.RetryAfter = retryAfter;
        return TypedResults.Problem(statusCode: status).ExecuteAsync(context);
    }
}
