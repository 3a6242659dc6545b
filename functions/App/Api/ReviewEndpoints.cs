using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Webhooks that need a person: why, and another try once the cause is mended.</summary>
internal static class ReviewEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/review", ListAsync);
        routes.MapPost("/api/review/{id}/replay", ReplayAsync);
    }

    private static async Task<IResult> ListAsync(ReviewInbox review, CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxMessage> waiting = await review.ListAsync(cancellationToken);
        return Results.Ok(new Page<Item>([.. waiting.Select(m => new Item(m.Id.ToString(), m.Id.SourceId, m.ReceivedAt, m.Reason))], null));
    }

    private static async Task<IResult> ReplayAsync(string id, ReviewInbox review, CancellationToken cancellationToken)
    {
        bool isReplayed = InboxId.Parse(id) is { } known && await review.ReplayAsync(known, cancellationToken);
        return isReplayed ? Results.Accepted() : Problems.NotFound("No message of this id waits for review.");
    }

    private sealed record Item(string Id, string SourceId, DateTimeOffset ReceivedAt, string? Reason);
}
