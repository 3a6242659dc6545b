using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Plan;

/// <summary>Journeys as people read them, and how many customers are inside.</summary>
internal static class JourneyPlanEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/journeys/{id}/plan", ShowAsync)
            .WithTags("journeys")
            .Is("getJourneyPlan", "A journey in sentences, with what its messages say", "Of the version that enrolls customers.")
            .Takes(Id)
            .MayMiss();
        routes.MapGet("/api/enrollments/inside", CountAsync)
            .WithTags("journeys")
            .Is(
                "countInside",
                "How many customers are in each version of each journey",
                "Reads one row for each enrollment of the days from which somebody may still be inside, at most once in two minutes: 'countedAt' says of when the numbers are.")
            .Takes();
    }

    private static async Task<Results<Ok<JourneyPlanBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, JourneyStore store, JourneyLibrary library, RankLibrary ranks, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(Id)!;
        PublishedJourney? active = (await library.ActiveAsync(cancellationToken)).FirstOrDefault(j => j.Definition.Id == id);
        if (active is null || await store.Journeys.FilesAsync(id, active.Version, cancellationToken) is not { } files)
        {
            return Problems.NotFound("No journey of this id enrolls customers.");
        }

        IReadOnlyDictionary<string, RankModel> models = await ranks.AllAsync(cancellationToken);
        return TypedResults.Ok(JourneyPlanBody.Of(active, MessageOutline.Of(active.Messages, files), new JourneySentences(models, shop.Currency)));
    }

    private static async Task<Results<Ok<InsideBody>, ProblemHttpResult>> CountAsync(HttpRequest request, CountInside count, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        Counted<IReadOnlyList<JourneyCount>> inside = await count.RunAsync(cancellationToken);
        return TypedResults.Ok(new InsideBody(inside.CountedAt, [.. inside.Value.Select(c => new InsideCount(c.JourneyId, c.Version, c.Inside))]));
    }
}
