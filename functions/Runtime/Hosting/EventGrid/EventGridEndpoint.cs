using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The address of Event Grid subscriptions, <c>POST /runtime/webhooks/eventgrid?functionName=NAME</c>, as a real host has it.</summary>
internal sealed class EventGridEndpoint(
    FunctionCatalog catalog, FunctionInvoker invoker, RuntimeAccess access, ILogger<EventGridEndpoint> logger)
{
    public const string Path = "/runtime/webhooks/eventgrid";
    public const string KeyHashesKey = "Runtime:EventGrid:KeyHashes";

    /// <summary>Event Grid delivers at most one mebibyte at once; the rest is room for other senders.</summary>
    public const int BodyBytesMax = 2 * 1024 * 1024;

    private const string OriginHeader = "WebHook-Request-Origin";
    private const string RateHeader = "WebHook-Request-Rate";

    private readonly Dictionary<string, (EmbeddedFunction Function, bool IsBatched)> functions = catalog
        .TriggeredBy<EventGridTriggerAttribute>()
        .ToDictionary(f => f.Function.Name, f => (f.Function, f.Trigger.IsBatched), StringComparer.OrdinalIgnoreCase);

    private int refusals;

    public Task HandleAsync(HttpContext context)
    {
        if (!access.Admits(context.Request))
        {
            if (Interlocked.Increment(ref refusals) == 1)
            {
                Logs.EventsRefused(logger, KeyHashesKey);  // once: the remedy is the same for all of them
            }

            return AnswerAsync(context, StatusCodes.Status401Unauthorized, "Add 'code=KEY' to the address, for a key that is configured.");
        }

        string name = context.Request.Query["functionName"].ToString();
        return functions.TryGetValue(name, out (EmbeddedFunction Function, bool IsBatched) target)
            ? HandleAsync(context, target.Function, target.IsBatched)
            : AnswerAsync(context, StatusCodes.Status404NotFound, "No function of the name in 'functionName' takes events.");
    }

    private Task HandleAsync(HttpContext context, EmbeddedFunction function, bool isBatched)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            return AgreeAsync(context);
        }

        if (HttpMethods.IsPost(context.Request.Method))
        {
            return TakeAsync(context, function, isBatched);
        }

        context.Response.Headers.Allow = "POST, OPTIONS";
        return AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "Events are posted.");
    }

    /// <summary>The abuse protection of CloudEvents: whoever wants to send here asks first.</summary>
    private static Task AgreeAsync(HttpContext context)
    {
        string origin = context.Request.Headers[OriginHeader].ToString();
        if (origin.Length == 0)
        {
            return AnswerAsync(context, StatusCodes.Status400BadRequest, $"The header {OriginHeader} is missing.");
        }

        context.Response.Headers.Allow = "POST";
        context.Response.Headers["WebHook-Allowed-Origin"] = origin;
        if (context.Request.Headers.ContainsKey(RateHeader))
        {
            context.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }

        return Task.CompletedTask;
    }

    private async Task TakeAsync(HttpContext context, EmbeddedFunction function, bool isBatched)
    {
        if (await ReadAsync(context.Request.Body, context.RequestAborted) is not { } body)
        {
            await AnswerAsync(context, StatusCodes.Status413PayloadTooLarge, $"A delivery has at most {BodyBytesMax} bytes.");
            return;
        }

        switch (EventGridDelivery.Of(context.Request, body))
        {
            case EventGridDelivery.Validation validation:
                await TypedResults.Json(new { validationResponse = validation.Code }).ExecuteAsync(context);
                break;
            case EventGridDelivery.Notification notification:
                await RunAsync(context, function, isBatched, notification.Events);
                break;
            case EventGridDelivery.Unusable unusable:
                await AnswerAsync(context, StatusCodes.Status400BadRequest, unusable.Reason);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
        }
    }

    /// <summary>Accepted when every run has come to its end; else the sender delivers all of it again.</summary>
    private async Task RunAsync(HttpContext context, EmbeddedFunction function, bool isBatched, IReadOnlyList<BinaryData> events)
    {
        IEnumerable<IReadOnlyList<BinaryData>> runs = isBatched ? [events] : events.Select(e => new[] { e });
        try
        {
            await Task.WhenAll(runs.Select(r => invoker.InvokeAsync(function, new TriggerEvent(r), context.RequestAborted)));
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Logs.CallerGone(logger, function.Name);
        }
        catch (Exception e)
        {
            Logs.EventFunctionFailed(logger, function.Name, e);
            await HttpAnswer.FailAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Null when it is longer than allowed.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using MemoryStream read = new();
        byte[] part = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (read.Length + count > BodyBytesMax)
            {
                return null;
            }

            read.Write(part, 0, count);
        }

        return read.ToArray();
    }

    private static Task AnswerAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
