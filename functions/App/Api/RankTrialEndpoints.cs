using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Tries a rank model out that is being written.</summary>
internal static class RankTrialEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/ranks/what-if", TryAsync)
        .LeavesNoTrace()
        .WithTags("ranks")
        .Is(
            "tryRankModel",
            "What a rank model would do that is being written",
            "Places every customer by the whole file, and by the published model of that id, or by the shop's own where there is none. Ranks held before do not count, and nothing is changed.")
        .Accepts<RankTrialRequest>("application/json")
        .Takes()
        .TakesBody();

    private static async Task<Results<Ok<RankTrialBody>, ProblemHttpResult>> TryAsync(HttpRequest request, TryRankModel tries, ShopSettings shop, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (RankTrialRequest? body, problem) = await JsonBody.ReadAsync<RankTrialRequest>(request, DraftEndpoints.BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return body is not { Name: { } name, Text: { } text } || !new TemplateName(TemplateKind.Rank, name).IsPossible
            ? Problems.BadRequest("'name' and 'text' are needed: the model's id, and its whole file.")
            : Draft.FaultOf(text) is { } fault ? Problems.BadRequest(fault)
            : TypedResults.Ok(RankTrialBody.Of(await tries.RunAsync(name, text, cancellationToken), shop));
    }
}

/// <summary>A rank model that is being written.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Text">Its whole file; up to 100,000 characters.</param>
internal sealed record RankTrialRequest(string? Name, string? Text);

/// <summary>What a rank model would do.</summary>
/// <param name="Faults">Why it cannot be read; then there is nothing else.</param>
/// <param name="AsOf">The day at whose end the shop is looked at.</param>
/// <param name="Before">The published model with its sizes, as its rules alone place customers.</param>
/// <param name="After">The model that is being written, with its sizes.</param>
/// <param name="Moves">From where to where, how many; those who stay included.</param>
/// <param name="Unread">Customers who cannot be read and are not in it.</param>
internal sealed record RankTrialBody(
    IReadOnlyList<JourneyFault> Faults, DateOnly? AsOf, RankModelBody? Before, RankModelBody? After, IReadOnlyList<RankMoveItem> Moves, int Unread)
{
    public static RankTrialBody Of(TriedModel tried, ShopSettings shop) => tried switch
    {
        TriedModel.Faulty faulty => new([.. faulty.Faults.Select(f => new JourneyFault(f.File, f.Line, f.Message))], null, null, null, [], 0),
        TriedModel.Tried done => new([], done.AsOf, Of(done.Before, done.Trial.Before, done, shop), Of(done.After, done.Trial.After, done, shop), [.. done.Trial.Moves.Select(RankMoveItem.Of)], done.Unread),
        _ => throw new NotSupportedException(tried.ToString()),
    };

    private static RankModelBody Of(RankModel model, IReadOnlyList<RankSize> sizes, TriedModel.Tried tried, ShopSettings shop) =>
        RankModelBody.Of(model, model.Id == shop.RankModelId, PlacementProof.OfNobody(model, tried.Figures, tried.AsOf), sizes);
}

/// <summary>How many customers of one place are in another.</summary>
/// <param name="From">The rank under the one model.</param>
/// <param name="WasLapsed">離脱 under it.</param>
/// <param name="To">The rank under the other.</param>
/// <param name="IsLapsed">離脱 under that.</param>
/// <param name="Customers">At least one.</param>
internal sealed record RankMoveItem(string From, bool WasLapsed, string To, bool IsLapsed, int Customers)
{
    public static RankMoveItem Of(RankTransfer move) => new(move.FromId, move.WasLapsed, move.ToId, move.IsLapsed, move.Customers);
}
