using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Versions that reach customers in stages (段階公開).</summary>
internal static class RolloutEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rollouts", ListAsync)
            .WithTags("editing")
            .Is("listRollouts", "Journeys whose newest version reaches those who enter in stages", "Those that are under way, and those that are stopped and wait for a person.")
            .TakesPages();
        routes.MapGet("/api/journeys/{id}/rollout", ShowAsync)
            .WithTags("editing")
            .Is(
                "getRollout",
                "The roll-out of a journey's newest version, with what is known of it",
                "Reads every customer who has entered since it began. It may be asked every day: that raises no false alarms.")
            .Takes(Id)
            .MayMiss();
        routes.MapPost("/api/journeys/{id}/rollout", ActAsync)
            .WithTags("editing")
            .Is("steerRollout", "Moves a roll-out on, stops it, lets it go on or finishes it", "Those who are inside stay in their version. Needs who and why, which are kept.")
            .Accepts<RolloutActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<RolloutItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, SteerRollout rollouts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<JourneyRollout> page = wanted.Range.Of(await rollouts.OpenAsync(cancellationToken), r => r.JourneyId);
        return TypedResults.Ok(wanted.Of<RolloutItem>([.. page.Items.Select(r => RolloutItem.Of(r.JourneyId, r.Rollout))], page.Next));
    }

    private static async Task<Results<Ok<RolloutBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, SteerRollout rollouts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await rollouts.FindAsync(query.Text(Id)!, cancellationToken) is { } standing ? TypedResults.Ok(RolloutBody.Of(standing))
            : Missing();
    }

    private static async Task<Results<Ok<RolloutItem>, ProblemHttpResult>> ActAsync(HttpRequest request, SteerRollout rollouts, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (RolloutActBody? body, problem) = await JsonBody.ReadAsync<RolloutActBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Act is not { } act || new ActBody(body.By, body.Why).Act is not { } who)
        {
            return Problems.BadRequest($"'act' is needed: advance, stop, resume or finish. {ActBody.Expected}");
        }

        string id = query.Text(Id)!;
        return await rollouts.RunAsync(id, act, who, cancellationToken) switch
        {
            null => Missing(),
            { IsDone: false, Rollout: var rollout } => Problems.Conflict(
                $"That cannot be done with a roll-out that is {ApiParameter.WordOf(rollout.State)}.", ("acts", RolloutItem.Of(id, rollout).Acts)),
            { Rollout: var rollout } => TypedResults.Ok(RolloutItem.Of(id, rollout)),
        };
    }

    private static ProblemHttpResult Missing() => Problems.NotFound("The newest version of this journey is not rolled out in stages, or there is no such journey.");
}
