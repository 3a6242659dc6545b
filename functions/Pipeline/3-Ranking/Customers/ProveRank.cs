using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Proves where a customer stands, or stood; writes nothing.</summary>
public sealed class ProveRank(CustomerFactsReader reader, ShopFiguresLedger figures, ShopSettings shop)
{
    /// <summary>The placement of that day. From the latest look on it is that look, as ranks are held by it; before it, what is known now
    /// of the orders up to the day, at the shop's figures of the last day up to it on which anybody looked.</summary>
    public async Task<PlacementProof> RunAsync(CustomerState state, RankModel model, DateOnly asOf, CancellationToken cancellationToken)
    {
        (CustomerFacts facts, ShopFigures shown) = state.Ranks.GetValueOrDefault(model.Id)?.Look is { } look && look.Facts.AsOf <= asOf
            ? (look.Facts.On(asOf), look.Figures)
            : (reader.Read(state, asOf).For(model), await FiguresAsync(asOf, cancellationToken));
        return PlacementProof.Of(model, facts, shown, state.Orders.Select(o => o.Order), shop.Orders);
    }

    private async Task<ShopFigures> FiguresAsync(DateOnly asOf, CancellationToken cancellationToken) =>
        await figures.BetweenAsync(DateOnly.MinValue, asOf, cancellationToken) is [.., var last] ? last : new ShopFigures(shop.Currency, 0, 0, 0);
}
