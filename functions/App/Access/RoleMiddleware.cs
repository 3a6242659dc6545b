using FollowUpFlows.App.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Access;

/// <summary>Lets each only do what their role may. It stands behind the routing: endpoints say what they need.</summary>
internal sealed class RoleMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        Role needed = context.GetEndpoint()?.Metadata.GetMetadata<NeededRole>()?.Role ?? (AccessMiddleware.IsSafe(context.Request.Method) ? Role.Viewer : Role.Editor);
        return Visitor.Of(context) is { } visitor && visitor.Role < needed
            ? Problems.Forbidden($"This needs the role '{WordOf(needed)}', and '{WordOf(visitor.Role)}' is yours; an administrator can change that under Access.").ExecuteAsync(context)
            : next(context);
    }

    private static string WordOf(Role role) => role.ToString().ToLowerInvariant();
}

/// <summary>The least role that may use an endpoint.</summary>
internal sealed record NeededRole(Role Role);

/// <summary>What endpoints need of those who use them.</summary>
internal static class RoleConventions
{
    /// <summary>Where it is not what the method says: looking for viewers, changing for editors.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Role role) => endpoint.WithMetadata(new NeededRole(role));
}
