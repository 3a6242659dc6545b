using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Whether the application can do its work.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/healthz", CheckAsync);

    private static async Task<IResult> CheckAsync(JourneyLibrary journeys, Clocks clocks, CancellationToken cancellationToken)
    {
        try
        {
            int active = (await journeys.ActiveAsync(cancellationToken)).Count;
            int quarantined = (await journeys.FaultsAsync(cancellationToken)).Select(f => f.File).Distinct().Count();
            return Results.Ok(new Health("ok", clocks.Shop.GetUtcNow(), active, quarantined));
        }
        catch (StorageException e)
        {
            return Results.Problem(e.IsTemporary ? "The store is busy; try again." : "The store does not work; the log says why.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <param name="ShopTime">What the shop clock shows, UTC: the time when it is not run fast to try things out.</param>
    /// <param name="QuarantinedJourneys">Published, but no longer readable; the others run.</param>
    private sealed record Health(string Status, DateTimeOffset ShopTime, int ActiveJourneys, int QuarantinedJourneys);
}
