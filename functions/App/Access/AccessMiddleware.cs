using FollowUpFlows.App.Api;
using FollowUpFlows.App.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Access;

/// <summary>Lets only those to the API whom the rule admits. Health and static pages are open.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessRule rule, ILogger<AccessMiddleware> logger)
{
    private int refusals;

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpManners.IsApi(context.Request.Path) || rule.Admits(context.Request))
        {
            return next(context);
        }

        if (Interlocked.Increment(ref refusals) == 1)
        {
            logger.ApiRefused(rule.NeedsKey);  // once: the remedy is the same for all of them
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized("Use the API from the machine itself, or with 'Authorization: Bearer KEY' for a key whose SHA-256 is configured under Access:KeyHashes.")
            .ExecuteAsync(context);
    }
}
