using FollowUpFlows.Sqlite;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The end of the HTTP pipeline: hands each request to the first function, in name order, whose route and method match.</summary>
internal sealed class HttpFunctions(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    HostSettings settings,
    IInlineConstraintResolver constraints,
    ILogger<HttpFunctions> logger)
{
    private readonly HttpRoute[] routes =
    [
        .. catalog.TriggeredBy<HttpTriggerAttribute>()
            .Select(f => new HttpRoute(f.Function, f.Trigger, settings.RoutePrefix, constraints)),
    ];

    public Task HandleAsync(HttpContext context)
    {
        foreach (HttpRoute route in routes)
        {
            if (route.TryMatch(context, out RouteValueDictionary? values))
            {
                context.Request.RouteValues = values;
                context.SetEndpoint(route.Endpoint);
                context.Features.Set(route.Matched);
                return RunAsync(route.Function, context);
            }
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task RunAsync(EmbeddedFunction function, HttpContext context)
    {
        try
        {
            await HttpAnswer.WriteAsync(context, await invoker.InvokeAsync(function, context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Logs.CallerGone(logger, function.Name);
        }
        catch (BadHttpRequestException e)
        {
            Logs.RequestRefused(logger, function.Name, e.StatusCode, e.Message);
            await HttpAnswer.FailAsync(context, e.StatusCode);
        }
        catch (Exception e) when (IsDiskFull(e))
        {
            Logs.HttpFunctionFailed(logger, function.Name, e);
            await HttpAnswer.FailAsync(context, StatusCodes.Status503ServiceUnavailable, DiskGuard.RetryAfter);
        }
        catch (Exception e)
        {
            Logs.HttpFunctionFailed(logger, function.Name, e);
            await HttpAnswer.FailAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Somebody makes room, and nothing else is wrong: the sender shall come again.</summary>
    private static bool IsDiskFull(Exception? fault) => fault switch
    {
        null => false,
        SqliteFileException { IsFull: true } => true,
        _ => IsDiskFull(fault.InnerException),
    };
}
