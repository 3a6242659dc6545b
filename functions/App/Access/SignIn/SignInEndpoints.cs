using FollowUpFlows.App.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Access.SignIn;

/// <summary>Signing in and out, and who one is.</summary>
internal static class SignInEndpoints
{
    public const string SignInPath = "/auth/sign-in";
    public const string SignOutPath = "/auth/sign-out";

    private static readonly ApiParameter To = ApiParameter.Text("to", "The page of this server to go on to; the first one when it is left out, or is none of this server's.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/me", Show)
        .WithTags("access")
        .Is("getMe", "Who is asking, and what they may do", "Reads nothing.")
        .Takes();

    /// <summary>For browsers: open to everybody.</summary>
    public static void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInPath, SignIn)
            .WithTags("access")
            .Is("signIn", "Lets somebody sign in", "Leads a browser to the provider that is configured under Access:Oidc, and afterwards to the page 'to' of this server.")
            .Takes(To)
            .Produces(StatusCodes.Status302Found);
        routes.MapPost(SignOutPath, SignOutAsync)
            .WithTags("access")
            .Is("signOut", "Ends a browser's session", "Only for pages of this server.")
            .Takes()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static Results<Ok<MeBody>, ProblemHttpResult> Show(HttpContext context, SignInSettings settings) =>
        new ApiQuery(context.Request).IsRefused(out ProblemHttpResult? problem) ? problem : TypedResults.Ok(MeBody.Of(Visitor.Of(context)!, settings));

    private static IResult SignIn(HttpContext context, SignInSettings settings)
    {
        ApiQuery query = new(context.Request);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : settings.Provider is null ? TypedResults.Redirect("/")
            : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = OwnPage(query.Text(To)) }, [SignInServices.Provider]);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInSettings settings)
    {
        if (!AccessRule.IsOfOwnPage(context.Request))
        {
            return Api.Problems.Forbidden("Only this console's own pages may sign somebody out.");
        }

        if (settings.Provider is not null)
        {
            await context.SignOutAsync(SignInServices.Session);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Where to go on: a page of this server alone, or the way in would lead anywhere.</summary>
    private static string OwnPage(string? to) =>
        to is ['/', ..] && !to.StartsWith("//", StringComparison.Ordinal) && !to.Contains('\\', StringComparison.Ordinal) && !to.Any(char.IsControl) ? to : "/";
}

/// <summary>Who is asking.</summary>
/// <param name="Name">As the shop calls them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Way">How they showed who they are.</param>
/// <param name="SignOut">Where a POST ends the session; null for whoever has none.</param>
internal sealed record MeBody(string Name, Role Role, EntryWay Way, string? SignOut)
{
    public static MeBody Of(Visitor visitor, SignInSettings settings) => new(
        visitor.Name, visitor.Role, visitor.Way, visitor.Way == EntryWay.Session && settings.Provider is not null ? SignInEndpoints.SignOutPath : null);
}
