using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Makes drafts live, and shows first what that does.</summary>
internal static class PublishEndpoints
{
    private const int BodyBytesMax = 256 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/publish/preview", PreviewAsync)
            .LeavesNoTrace()
            .WithTags("editing")
            .Is("previewPublish", "What publishing would do", "Which journeys get a new version, what is different, who stands where in them, and what is to be said of it. Changes nothing.")
            .Accepts<PublishRequest>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/publish", PublishAsync)
            .WithTags("editing")
            .Is(
                "publish",
                "Makes drafts live",
                "Every journey that changes, or whose messages do, gets a new version; those inside go through to the end of theirs, or go on in it, as 'policy' says. All or nothing, by the rules of 'followup publish'. A refusal says why in 'reason', with 'findings' or 'drafts'. The published drafts are gone afterwards. With 'rollout' a new version reaches those who enter in stages.")
            .Accepts<PublishRequest>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<PublishPreview>, ProblemHttpResult>> PreviewAsync(
        HttpRequest request, PublishDrafts publish, CountStanding standing, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        (PublishRequest? body, PublishChoice? choice, ProblemHttpResult? problem) = await ReadAsync(request, shop, clocks, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (await publish.PlanAsync(choice!, cancellationToken) is not { } plan)
        {
            return Problem(new PublishOutcome.Refused(PublishRefusal.ExpectedNotWritten, [], null));
        }

        List<PreviewedJourney> journeys = [];
        foreach (PlannedJourney journey in plan.Journeys)
        {
            journeys.Add(PreviewedJourney.Of(journey, await standing.OfAsync(journey.Name.Name, journey.InsideTo, cancellationToken)));
        }

        IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses = PartUses.Of(plan.Judged.Set.Files);
        return TypedResults.Ok(new PublishPreview(
            PublishDrafts.RefusalOf(plan, new PublicationNote("", "")) is null,
            plan.NeedsReason,
            Enum.GetValues<PublishPolicy>(),
            [.. plan.Drafts.Select(d => PreviewedDraft.Of(d, uses))],
            [.. plan.Moved.Select(TemplateRef.Of)],
            journeys,
            [.. plan.Models.Select(m => new PreviewedModel(m.Id, m.Before, (m.Before ?? 0) + 1))],
            LintItem.Of(plan)));
    }

    private static async Task<Results<Ok<PublishedBody>, ProblemHttpResult>> PublishAsync(
        HttpRequest request, PublishDrafts publish, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        (PublishRequest? body, PublishChoice? choice, ProblemHttpResult? problem) = await ReadAsync(request, shop, clocks, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        (string key, PublicationNote? note, string? fault) = PublishReading.Note(body);
        if (note is null)
        {
            return Problems.BadRequest(fault!);
        }

        return await publish.RunAsync(choice!, key, note, cancellationToken) switch
        {
            PublishOutcome.Done done => TypedResults.Ok(new PublishedBody(
                done.At, done.By, done.Why, [.. done.Versions.Select(v => new PublishedItem(v.Kind, v.Id, v.Version, v.IsNew))], [.. done.Left.Select(TemplateRef.Of)])),
            PublishOutcome.Refused refused => Problem(refused),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static async Task<(PublishRequest? Body, PublishChoice? Choice, ProblemHttpResult? Problem)> ReadAsync(
        HttpRequest request, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return (null, null, problem);
        }

        (PublishRequest? body, problem) = await JsonBody.ReadAsync<PublishRequest>(request, BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return (null, null, problem);
        }

        (PublishChoice? choice, string? fault) = PublishReading.Choice(body, shop.Calendar.DateOf(clocks.Shop.GetUtcNow()));
        return choice is null ? (null, null, Problems.BadRequest(fault!)) : (body, choice, null);
    }

    private static ProblemHttpResult Problem(PublishOutcome.Refused refused) => Problems.Conflict(
        refused.Reason switch
        {
            PublishRefusal.Nothing => "There is no draft to publish.",
            PublishRefusal.DraftMoved => "A draft is gone, or was changed since you have seen it: 'drafts' names it. Look at it again.",
            PublishRefusal.Stale => "Other words were published since a draft was begun, and it would undo them: 'drafts' names it. Bring both together, and save the draft with the new 'basedOn'.",
            PublishRefusal.ExpectedNotWritten => "A hypothesis cannot be written into its journey's file; write it there by hand.",
            PublishRefusal.Faulty => "There are faults: 'findings' names them.",
            PublishRefusal.Unexplained => "There are warnings: 'findings' names them. Mend them, or say with 'why' for what reason it is published all the same.",
            PublishRefusal.Raced => "Somebody else published just now; look at their version, then publish again.",
            PublishRefusal.KeyUsed => "Something else was published with this 'key'; take another one.",
            _ => throw new NotSupportedException(refused.Reason.ToString()),
        },
        ("reason", refused.Reason),
        ("drafts", refused.Names.Select(TemplateRef.Of).ToArray()),
        ("findings", refused.Plan is { } plan ? LintItem.Of(plan) : []));
}
