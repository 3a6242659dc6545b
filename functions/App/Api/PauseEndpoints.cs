using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Journeys that pause by themselves, for a person to look at.</summary>
internal static class PauseEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/pauses", ListAsync)
            .WithTags("journeys")
            .Is("listPauses", "Journeys that pause because their e-mails bounced or were called spam", "Their due messages wait, each with the reason 'JourneyPaused'.")
            .TakesPages();
        routes.MapPost("/api/pauses/{id}/resume", ResumeAsync)
            .WithTags("journeys")
            .Is("resumeJourney", "Lets a journey go on", "What waits goes within the hour, and outcomes are counted anew. Needs who and why, which are kept.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<PauseItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, JourneyPauses pauses, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<JourneyPause> page = wanted.Range.Of(await pauses.AllAsync(cancellationToken), p => p.JourneyId);
        return TypedResults.Ok(wanted.Of<PauseItem>(
            [.. page.Items.Select(p => new PauseItem(p.JourneyId, p.Cause, p.At, p.Tally.Delivered, p.Tally.Bounced, p.Tally.Complained))], page.Next));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(HttpRequest request, JourneyPauses pauses, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } act)
        {
            return problem ?? Problems.BadRequest(ActBody.Expected);
        }

        return await pauses.ResumeAsync(query.Text(Id)!, act, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("No journey of this id pauses.");
    }
}

/// <summary>A journey that pauses.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="Cause">Why.</param>
/// <param name="At">Since when.</param>
/// <param name="Delivered">E-mails of its last days that arrived.</param>
/// <param name="Bounced">Those whose address does not exist.</param>
/// <param name="Complained">Those that were called spam.</param>
internal sealed record PauseItem(string JourneyId, PauseCause Cause, DateTimeOffset At, long Delivered, long Bounced, long Complained);
