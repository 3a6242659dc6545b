using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Experiments, their verdicts, and what was learnt.</summary>
internal static class ExperimentEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The experiment's id.").InPath();

    private static readonly ApiParameter Journey = ApiParameter.Text("journey", "Only those of this journey.");

    private static readonly ApiParameter Query = ApiParameter.Text(
        "query", "Only what has all of these words, parted by blanks, in its hypothesis, its verdict, or the ids of experiment and journeys.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/experiments", ListAsync)
            .WithTags("experiments")
            .Is(
                "listExperiments",
                "Everything that can be judged, by id",
                "Splits, holdouts, and versions of a journey beside the one before. Reads what was published, which is kept in memory; verdicts are computed by 'getExperiment'.")
            .TakesPages(Journey);
        routes.MapGet("/api/experiments/{id}", ShowAsync)
            .WithTags("experiments")
            .Is(
                "getExperiment",
                "An experiment with its verdict as the facts are now",
                "Reads every customer who was enrolled in its journeys since it began, and computes the verdict anew. It may be asked every day: that raises no false alarms.")
            .Takes(Id)
            .MayMiss();
        routes.MapGet("/api/verdicts", LearntAsync)
            .WithTags("experiments")
            .Is("listVerdicts", "The log of what was learnt, the latest first", "Verdicts as they were given, with the figures of then. Nothing in it ever changes. Reads the whole log.")
            .TakesPages(Query);
    }

    private static async Task<Results<Ok<Page<ExperimentItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, ListExperiments experiments, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string? journey = query.Text(Journey);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        IEnumerable<Experiment> all = await experiments.AllAsync(cancellationToken);
        ListPage<Experiment> page = wanted.Range.Of(all.Where(e => journey is null || e.JourneyIds.Contains(journey)), e => e.Id);
        return TypedResults.Ok(wanted.Of<ExperimentItem>([.. page.Items.Select(ExperimentItem.Of)], page.Next));
    }

    private static async Task<Results<Ok<ExperimentBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, ListExperiments experiments, JudgeExperiments judge, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        return await experiments.FindAsync(query.Text(Id)!, cancellationToken) is { } experiment
            ? TypedResults.Ok(ExperimentBody.Of((await judge.RunAsync([experiment], cancellationToken))[0], shop.Currency))
            : Problems.NotFound("There is no experiment of this id; /api/experiments lists them.");
    }

    private static async Task<Results<Ok<Page<LearningItem>>, ProblemHttpResult>> LearntAsync(HttpRequest request, LearningLog log, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        string? words = query.Text(Query);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<Learning> page = await log.PageAsync(l => words is null || l.Matches(words), wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<LearningItem>([.. page.Items.Select(LearningItem.Of)], page.Next));
    }
}
