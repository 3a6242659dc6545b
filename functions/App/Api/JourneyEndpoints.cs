using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Pipeline.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>The published journeys: which version enrolls, and what is wrong with newer ones.</summary>
internal static class JourneyEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/journeys", ListAsync)
            .WithTags("journeys")
            .Is("listJourneys", "The published journeys by id", "Versions are kept in memory once they are read. How many customers are inside is not counted: 'listEnrollments' lists them.")
            .TakesPages();
        routes.MapGet("/api/journeys/{id}", ShowAsync)
            .WithTags("journeys")
            .Is("getJourney", "A journey with its steps", "Of the version that enrolls customers; without one, nothing but what is wrong.")
            .Takes(Id)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<JourneyItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, JourneyStore store, JourneyLibrary library, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<TemplateHead> heads = wanted.Range.Of(await store.Journeys.HeadsAsync(cancellationToken), h => h.Id);
        List<JourneyItem> items = [];
        foreach (TemplateHead head in heads.Items)
        {
            items.Add(JourneyItem.Of(await StandingAsync(head, library, cancellationToken)));
        }

        return TypedResults.Ok(wanted.Of(items, heads.Next));
    }

    private static async Task<Results<Ok<JourneyBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, JourneyStore store, JourneyLibrary library, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(Id)!;
        return (await store.Journeys.HeadsAsync(cancellationToken)).FirstOrDefault(h => h.Id == id) is { } head
            ? TypedResults.Ok(JourneyBody.Of(await StandingAsync(head, library, cancellationToken)))
            : Problems.NotFound("No journey of this id was published.");
    }

    private static async Task<JourneyStanding> StandingAsync(TemplateHead head, JourneyLibrary library, CancellationToken cancellationToken)
    {
        TemplateReading<PublishedJourney> newest = await library.ReadAsync(head.Id, head.Version, cancellationToken);
        PublishedJourney? active = newest.Value
            ?? (await library.ActiveAsync(cancellationToken)).FirstOrDefault(j => j.Definition.Id == head.Id);
        return new JourneyStanding(head, active, newest.Faults);
    }
}

/// <summary>How a journey stands.</summary>
/// <param name="Active">Null when no version can be read.</param>
/// <param name="Faults">Of the newest version; empty when it is the active one.</param>
internal sealed record JourneyStanding(TemplateHead Head, PublishedJourney? Active, IReadOnlyList<TemplateFault> Faults);
