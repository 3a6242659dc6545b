using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Names the span that the web server makes of each request after its route. Never after its address: that holds the tokens of
/// customers' links.</summary>
internal static class RequestSpans
{
    public const string SourceName = "Microsoft.AspNetCore";

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        Activity? span = Activity.Current;
        try
        {
            await next(context);
        }
        finally
        {
            if (span is { IsAllDataRequested: true } && span.Source.Name == SourceName)
            {
                Describe(span, context);
            }
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        string method = HttpMethods.GetCanonicalizedValue(context.Request.Method);
        string? route = context.Features.Get<MatchedRoute>()?.Template(context.GetEndpoint());
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.response.status_code", context.Response.StatusCode);
        if (route is not null)
        {
            span.SetTag("http.route", route);
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}

/// <summary>The route of the function that answers.</summary>
internal sealed record MatchedRoute(string Function)
{
    /// <summary>Of an endpoint of a pipeline within the function, or else of the function itself.</summary>
    public string Template(Endpoint? inner) => "/" + ((inner as RouteEndpoint)?.RoutePattern.RawText ?? Function).TrimStart('/');
}
