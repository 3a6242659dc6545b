using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Of the published models, those that something depends on: the shop's own, and those that a live journey names. Customers are
/// not ranked by models that nobody looks at.</summary>
public sealed class RankModelsInUse(RankLibrary library, JourneyLibrary journeys, ShopSettings shop) : IRankModels
{
    private Selection? last;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, RankModel>> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> all = await library.AllAsync(cancellationToken);
        IReadOnlyList<PublishedJourney> active = await journeys.EnrollingAsync(cancellationToken);
        if (last is { } known && ReferenceEquals(known.All, all) && ReferenceEquals(known.Active, active))
        {
            return known.Used;
        }

        HashSet<string> used = active.SelectMany(j => j.Definition.RankModelIds).Append(shop.RankModelId).ToHashSet(StringComparer.Ordinal);
        Selection selection = new(all, active, all.Where(m => used.Contains(m.Key)).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal));
        last = selection;
        return selection.Used;
    }

    /// <summary>Made anew only when something was published: everybody is ranked at every step.</summary>
    private sealed record Selection(
        IReadOnlyDictionary<string, RankModel> All, IReadOnlyList<PublishedJourney> Active, IReadOnlyDictionary<string, RankModel> Used);
}
