using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.Api.People;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Api;

/// <summary>Customer filters that the shop keeps under a name.</summary>
internal static class SegmentEndpoints
{
    private const int ByLengthMax = 200;

    private static readonly ApiParameter Id = ApiParameter.Text("id", "The segment's id.").InPath();
    private static readonly ApiParameter IfMatch = ApiParameter.Header("If-Match", "The segment's tag, in quotes, as it was seen.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/segments", ListAsync)
            .WithTags("customers")
            .Is("listSegments", "Customer filters that the shop keeps, by name", "For everybody of the shop. Whom one is for is asked with GET /api/customers.")
            .TakesPages();
        routes.MapPost("/api/segments", AddAsync)
            .WithTags("customers")
            .Is("addSegment", "Keeps a customer filter under a name", "A name that differs only in width or case is taken.")
            .Accepts<SegmentText>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPut("/api/segments/{id}", SaveAsync)
            .WithTags("customers")
            .Is("saveSegment", "Gives a segment another name or filter", "Broadcasts that were made from it stay as they are. Needs 'If-Match'.")
            .Accepts<SegmentText>("application/json")
            .Takes(Id, IfMatch)
            .TakesBody()
            .TakesTag()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
        routes.MapDelete("/api/segments/{id}", RemoveAsync)
            .WithTags("customers")
            .Is("removeSegment", "Removes a segment", "Broadcasts that were made from it stay as they are. Needs 'If-Match'.")
            .Takes(Id, IfMatch)
            .TakesTag()
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<SegmentItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, SegmentStore segments, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<SavedSegment> page = wanted.Range.Of(await segments.AllAsync(cancellationToken), s => s.Name);
        return TypedResults.Ok(wanted.Of<SegmentItem>([.. page.Items.Select(SegmentItem.Of)], page.Next));
    }

    private static async Task<Results<Ok<SegmentItem>, ProblemHttpResult>> AddAsync(HttpRequest request, SegmentStore segments, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (SegmentWish? wish, problem) = await WishAsync(request, cancellationToken);
        return wish is null ? problem! : Answer(await segments.AddAsync(wish.Name, wish.Filter, wish.By, cancellationToken));
    }

    private static async Task<Results<Ok<SegmentItem>, ProblemHttpResult>> SaveAsync(HttpRequest request, SegmentStore segments, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (ApiTags.Unquoted(query.Text(IfMatch)) is not { } seen)
        {
            return Unseen();
        }

        (SegmentWish? wish, problem) = await WishAsync(request, cancellationToken);
        return wish is null ? problem! : Answer(await segments.SaveAsync(query.Text(Id)!, seen, wish.Name, wish.Filter, wish.By, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(HttpRequest request, SegmentStore segments, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (ApiTags.Unquoted(query.Text(IfMatch)) is not { } seen)
        {
            return Unseen();
        }

        SegmentChange change = await segments.RemoveAsync(query.Text(Id)!, seen, cancellationToken);
        return change is SegmentChange.Removed ? TypedResults.NoContent() : ProblemOf(change);
    }

    private static async Task<(SegmentWish? Wish, ProblemHttpResult? Problem)> WishAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        (SegmentText? body, ProblemHttpResult? problem) = await JsonBody.ReadAsync<SegmentText>(request, cancellationToken);
        if (body is null)
        {
            return (null, problem);
        }

        if (SegmentStore.Normal(body.Name) is not { } name || body.By?.Length > ByLengthMax)
        {
            return (null, Problems.BadRequest($"'name' is needed, one line of at most {SavedSegment.NameLengthMax} characters; 'by' may have {ByLengthMax}."));
        }

        SegmentFilter filter = new(body.Rank, body.Half ?? Half.Any, body.Tag, body.Consent, body.Last);
        return filter.Fault is { } fault
            ? (null, Problems.BadRequest(fault))
            : (new SegmentWish(name, filter, body.By?.Trim() is { Length: > 0 } who ? who : null), null);
    }

    private static Results<Ok<SegmentItem>, ProblemHttpResult> Answer(SegmentChange change) =>
        change is SegmentChange.Saved saved ? TypedResults.Ok(SegmentItem.Of(saved.Segment)) : ProblemOf(change);

    private static ProblemHttpResult ProblemOf(SegmentChange change) => change switch
    {
        SegmentChange.NameTaken => Refusal.Of("name-taken", "同じ名前のセグメントがあります。別の名前を付けてください。", "Another segment has this name; choose another one."),
        SegmentChange.TooMany => Refusal.Of("too-many", $"セグメントは{SegmentStore.CountMax}件まで保存できます。使わないものを削除してください。", $"There are {SegmentStore.CountMax} segments already; remove some."),
        SegmentChange.Moved { Current: { } current } => Problems.Moved("Somebody else has changed the segment meanwhile; 'current' is what it says now.", ("current", SegmentItem.Of(current))),
        SegmentChange.Moved => Problems.NotFound("There is no segment of this id."),
        _ => throw new NotSupportedException(change.ToString()),
    };

    private static ProblemHttpResult Unseen() => Problems.PreconditionRequired("Send 'If-Match' with the tag of the segment that you have seen, in quotes.");

    private sealed record SegmentWish(string Name, SegmentFilter Filter, string? By);
}

/// <summary>A customer filter under a name.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Name">As the shop calls it.</param>
/// <param name="Rank">Only who holds this rank of the shop's own model; null for any.</param>
/// <param name="Half">Which half of a rank.</param>
/// <param name="Tag">Only who has this tag; null for any.</param>
/// <param name="Consent">Only who agrees to marketing on this channel; null for any.</param>
/// <param name="Last">Only whose last order was at most so many days ago; below 0: more than so many days ago; null for any.</param>
/// <param name="SavedAt">When it was saved last, on the shop clock.</param>
/// <param name="SavedBy">Who did; null when they did not say.</param>
/// <param name="Version">What to send back as If-Match, in quotes.</param>
internal sealed record SegmentItem(string Id, string Name, string? Rank, Half Half, string? Tag, Channel? Consent, int? Last, DateTimeOffset SavedAt, string? SavedBy, string Version)
{
    public static SegmentItem Of(SavedSegment segment) => new(
        segment.Id, segment.Name, segment.Filter.Rank, segment.Filter.Half, segment.Filter.Label, segment.Filter.Consent, segment.Filter.Last, segment.SavedAt, segment.SavedBy, segment.Tag);
}

/// <summary>A customer filter to keep.</summary>
/// <param name="Name">One line, up to 60 characters.</param>
/// <param name="Rank">Only who holds this rank of the shop's own model.</param>
/// <param name="Half">Which half of a rank; any when it is left out.</param>
/// <param name="Tag">Only who has this tag.</param>
/// <param name="Consent">Only who agrees to marketing on this channel.</param>
/// <param name="Last">Only whose last order was at most so many days ago; below 0: more than so many days ago.</param>
/// <param name="By">Who saves it, as the shop calls them; may be left out. Of people who have signed in their own name is kept.</param>
internal sealed record SegmentText(string? Name, string? Rank, Half? Half, string? Tag, Channel? Consent, int? Last, string? By);
