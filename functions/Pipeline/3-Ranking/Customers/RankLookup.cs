using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>What all models said of a customer on a day. A customer is looked at with every step; as long as nothing has changed that
/// it rests on, the answer is the same.</summary>
internal sealed record RankLookup(RankBasis Basis, IReadOnlyList<ModelReview> Models, RollEntry Entry);

/// <summary>All that a look rests on.</summary>
/// <param name="Figures">The same object all day.</param>
/// <param name="Models">The same object until something is published.</param>
internal sealed record RankBasis(
    Customer Customer,
    IReadOnlyList<LedgerOrder> Orders,
    IReadOnlyList<CustomerEvent> Events,
    IReadOnlyDictionary<Channel, Consent> Consents,
    IReadOnlyDictionary<string, RankPosition> Ranks,
    DateOnly Today,
    ShopFigures Figures,
    IReadOnlyDictionary<string, RankModel> Models)
{
    public static RankBasis Of(CustomerState state, DateOnly today, ShopFigures figures, IReadOnlyDictionary<string, RankModel> models) =>
        new(state.Customer, state.Orders, state.Events, state.Consents, state.Ranks, today, figures, models);

    /// <summary>Parts of a customer that stay are the same objects in the next state, so nothing has to be compared one by one.</summary>
    public bool IsOf(CustomerState state, DateOnly today, ShopFigures figures, IReadOnlyDictionary<string, RankModel> models) =>
        Today == today
        && ReferenceEquals(Figures, figures)
        && ReferenceEquals(Models, models)
        && ReferenceEquals(Customer, state.Customer)
        && ReferenceEquals(Orders, state.Orders)
        && ReferenceEquals(Events, state.Events)
        && ReferenceEquals(Consents, state.Consents)
        && ReferenceEquals(Ranks, state.Ranks);
}
