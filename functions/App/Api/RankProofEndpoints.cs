using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Why a customer stands where they stand.</summary>
internal static class RankProofEndpoints
{
    private static readonly ApiParameter AsOf = ApiParameter.Day("asOf", "The day that is asked about; today when it is left out.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/customers/{id}/rank", ProveAsync)
        .WithTags("customers")
        .Is(
            "proveRank",
            "Why a customer stands where they stand, and what would move them",
            """
            Every rank that was tried with its conditions, what was found, what is missing, and the orders that counted. Of an earlier day,
            orders after it do not exist, consents and tags are as they are now, and the shop's figures are those of the last day up to it
            on which ranks were looked at. Reads the customer; computes and writes nothing else.
            """)
        .Takes(CustomerEndpoints.Id, CustomerModels.Model, AsOf)
        .MayMiss();

    private static async Task<Results<Ok<RankProofBody>, ProblemHttpResult>> ProveAsync(
        HttpRequest request, CustomerStore customers, ProveRank prove, CustomerModels models, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        DateOnly asOf = query.Day(AsOf) ?? today;
        if (asOf > today)
        {
            query.Refuse($"'asOf' must not be after today, {today:yyyy-MM-dd}: 'changesOn' and 'lapsesOn' say what is to come.");
        }

        RankModel? model = await models.WantedAsync(query, cancellationToken);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (await customers.FindAsync(query.Text(CustomerEndpoints.Id)!, cancellationToken) is not { } state)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        PlacementProof proof = await prove.RunAsync(state, model!, asOf, cancellationToken);
        KeptRank? held = asOf == today && state.Ranks.GetValueOrDefault(model!.Id) is { } position ? KeptRank.Of(model, position, today) : null;
        return TypedResults.Ok(RankProofBody.Of(state.CustomerId, proof, held is null ? null : CustomerRank.Of(held, model!)));
    }
}
