using FollowUpFlows.App.Api;
using FollowUpFlows.Pipeline.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Access;

/// <summary>Lets each only do what their role may, and keeps who has changed what. It stands behind the routing: endpoints say what they
/// need.</summary>
internal sealed class RoleMiddleware(RequestDelegate next, AuditLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Visitor.Of(context) is not { } visitor || context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }

        bool isSafe = AccessMiddleware.IsSafe(context.Request.Method);
        Role needed = endpoint.Metadata.GetMetadata<NeededRole>()?.Role ?? (isSafe ? Role.Viewer : Role.Editor);
        if (visitor.Role < needed)
        {
            string words = $"This needs the role '{WordOf(needed)}', and '{WordOf(visitor.Role)}' is yours; an administrator can change that under Access.";
            await Problems.Forbidden(words).ExecuteAsync(context);
            return;
        }

        if (isSafe || needed == Role.Viewer || endpoint.Metadata.GetMetadata<Unaudited>() is not null)
        {
            await next(context);
            return;
        }

        AuditNote note = await log.BeginAsync(ActOf(context, endpoint, visitor), context.RequestAborted);
        await next(context);
        await log.EndAsync(note, context.Response.StatusCode, CancellationToken.None);
    }

    private static AuditedAct ActOf(HttpContext context, Endpoint endpoint, Visitor visitor)
    {
        string[] ids = [.. context.Request.RouteValues.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value?.ToString()).OfType<string>()];
        string name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method;
        return new AuditedAct(visitor.Name, WordOf(visitor.Role), WordOf(visitor.Way), name, ids.Length == 0 ? null : Shortened(string.Join('/', ids)));
    }

    /// <summary>An address may be of any length.</summary>
    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200];

    private static string WordOf<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();
}

/// <summary>The least role that may use an endpoint.</summary>
internal sealed record NeededRole(Role Role);

/// <summary>An endpoint that changes nothing which others see, however often it is used: a draft says itself who wrote it.</summary>
internal sealed record Unaudited;

/// <summary>What endpoints need of those who use them.</summary>
internal static class RoleConventions
{
    /// <summary>Where it is not what the method says: looking for viewers, changing for editors.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Role role) => endpoint.WithMetadata(new NeededRole(role));

    /// <summary>Leaves no trace in the log of acts.</summary>
    public static RouteHandlerBuilder LeavesNoTrace(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Unaudited());
}
