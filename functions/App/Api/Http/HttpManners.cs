using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api.Http;

/// <summary>What is the same at every address: personal data is not kept by caches, HEAD is GET without the body, and OPTIONS says
/// what an address takes.</summary>
internal sealed class HttpManners(RequestDelegate next)
{
    public const string NoStore = "no-store";

    public async Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (IsApi(request.Path))
        {
            context.Response.Headers.CacheControl = NoStore;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        (string method, Stream body) = (request.Method, context.Response.Body);
        request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            request.Method = method;
        }
    }

    /// <summary>Addresses that are not for everybody.</summary>
    public static bool IsApi(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi");

    /// <summary>A refusal that has no body yet gets one; to OPTIONS the list of methods is the answer.</summary>
    public static Task ExplainAsync(StatusCodeContext refused)
    {
        HttpContext context = refused.HttpContext;
        HttpResponse response = context.Response;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && response.Headers.Allow.ToString() is { Length: > 0 } allowed)
        {
            string withHead = allowed.Split(", ").Contains(HttpMethods.Get) ? $"{allowed}, {HttpMethods.Head}" : allowed;
            response.Headers.Allow = $"{withHead}, {HttpMethods.Options}";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        return Problems.Of(response.StatusCode).ExecuteAsync(context);
    }
}
