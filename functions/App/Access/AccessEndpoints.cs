using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.App.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Access;

/// <summary>Who may use the console and the API. It is set where the server's settings are.</summary>
internal static class AccessEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/access", List)
        .Needs(Role.Admin)
        .WithTags("access")
        .Is("listAccess", "Who may use the console and the API, and how they show who they are", "For administrators. Never a key, nor its hash. Reads nothing.")
        .Takes();

    private static Results<Ok<AccessBody>, ProblemHttpResult> List(HttpRequest request, SignInSettings signIn, AccessRule rule) =>
        new ApiQuery(request).IsRefused(out ProblemHttpResult? problem) ? problem : TypedResults.Ok(new AccessBody(
            [.. signIn.Users.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => new AccessName(u.Key, u.Value))],
            [.. rule.Keys.OrderBy(k => k.Name, StringComparer.Ordinal).Select(k => new AccessName(k.Name, k.Role))],
            signIn.Provider is not null,
            signIn.TrustsPlatform,
            rule.AdmitsMachine));
}

/// <summary>Who may use the console and the API.</summary>
/// <param name="Users">People who sign in.</param>
/// <param name="Keys">Keys of the API.</param>
/// <param name="SignsIn">Whether people sign in with a provider of their own (OpenID Connect).</param>
/// <param name="TrustsPlatform">Whether the platform lets people sign in (Easy Auth).</param>
/// <param name="AdmitsMachine">Whether the person at the machine itself is an administrator.</param>
internal sealed record AccessBody(IReadOnlyList<AccessName> Users, IReadOnlyList<AccessName> Keys, bool SignsIn, bool TrustsPlatform, bool AdmitsMachine);

/// <summary>Somebody, or a key.</summary>
/// <param name="Name">As the settings have it.</param>
/// <param name="Role">What they may do.</param>
internal sealed record AccessName(string Name, Role Role);
