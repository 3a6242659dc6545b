using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api;

/// <summary>The rank model that a request means.</summary>
internal sealed class CustomerModels(RankLibrary library, ShopSettings shop)
{
    public static ApiParameter Model { get; } = ApiParameter.Text("model", "The rank model; the shop's own when it is left out.");

    /// <summary>Null when it is refused.</summary>
    public async Task<RankModel?> WantedAsync(ApiQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> all = await library.AllAsync(cancellationToken);
        string wanted = query.Text(Model) ?? shop.RankModelId;
        if (!all.TryGetValue(wanted, out RankModel? model))
        {
            query.Refuse($"There is no rank model '{wanted}'; 'model' can be one of {string.Join(", ", all.Keys.Order(StringComparer.Ordinal))}.");
        }

        return model;
    }
}
