using FollowUpFlows.App.Api;
using FollowUpFlows.App.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Access;

/// <summary>Lets only those to the API whom the rule admits. Health and static pages are open.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessRule rule, ILogger<AccessMiddleware> logger)
{
    private int refusals;

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpManners.IsApi(context.Request.Path))
        {
            return next(context);
        }

        if (rule.VisitorOf(context) is not { } visitor)
        {
            return RefuseAsync(context);
        }

        if (visitor.IsShownByBrowser && !IsSafe(context.Request.Method) && !AccessRule.IsOfOwnPage(context.Request))
        {
            return Problems.Forbidden("A page of another site made the browser ask; only this console's own pages may change something.").ExecuteAsync(context);
        }

        visitor.Enter(context);
        return next(context);
    }

    /// <summary>By RFC 9110: such a request changes nothing.</summary>
    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private Task RefuseAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref refusals) == 1)
        {
            logger.ApiRefused(rule.NeedsKey);  // once: the remedy is the same for all of them
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        ProblemHttpResult problem = Problems.Unauthorized(
            "Use the API from the machine itself, or with 'Authorization: Bearer KEY' for a key whose SHA-256 is configured under Access:KeyHashes.");
        if (rule.SignInPath is { } path)
        {
            problem.ProblemDetails.Extensions["signIn"] = path;
        }

        return problem.ExecuteAsync(context);
    }
}
