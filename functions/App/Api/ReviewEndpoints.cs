using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Webhooks that need a person: why, and another try once the cause is mended.</summary>
internal static class ReviewEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The message's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/review", ListAsync)
            .WithTags("intake")
            .Is("listReview", "Webhooks that wait for a person, in an order that means nothing", "Reads one row for each message on the page.")
            .TakesPages();
        routes.MapPost("/api/review/{id}/replay", ReplayAsync)
            .WithTags("intake")
            .Is("replayWebhook", "Processes a webhook again, once its cause is mended")
            .Takes(Id)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<ReviewItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, ReviewInbox review, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<InboxMessage> page = await review.PageAsync(wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<ReviewItem>([.. page.Items.Select(m => new ReviewItem(m.Id.ToString(), m.Id.SourceId, m.ReceivedAt, m.Reason))], page.Next));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> ReplayAsync(HttpRequest request, ReviewInbox review, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        bool isReplayed = InboxId.Parse(query.Text(Id)!) is { } known && await review.ReplayAsync(known, cancellationToken);
        return isReplayed ? TypedResults.Accepted((string?)null) : Problems.NotFound("No message of this id waits for review.");
    }
}

/// <summary>A webhook that waits for a person.</summary>
/// <param name="Id">By which it is replayed.</param>
/// <param name="SourceId">The configured source that it came from.</param>
/// <param name="ReceivedAt">On the shop clock.</param>
/// <param name="Reason">Why it was not applied.</param>
internal sealed record ReviewItem(string Id, string SourceId, DateTimeOffset ReceivedAt, string? Reason);
