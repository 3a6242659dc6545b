using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>How many customers each rank has and what they bring, from the roll: in memory where one process writes it, else read in
/// whole, at most once in <see cref="FreshFor"/>.</summary>
public sealed class CountRanks(IRankModels models, CustomerRoll roll, ShopSettings shop, Clocks clocks) : IDisposable
{
    private readonly KeptCounts<DateOnly, IReadOnlyDictionary<string, IReadOnlyList<RankSize>>> kept = new(clocks, FreshFor);

    /// <summary>On the system clock.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>The sizes of all ranks by model, each model's from the highest, as its rules place customers today: somebody whose fall
    /// is announced still holds the rank above.</summary>
    public Task<Counted<IReadOnlyDictionary<string, IReadOnlyList<RankSize>>>> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        return kept.OfAsync(today, () => CountAsync(today, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<RankSize>>> CountAsync(DateOnly today, CancellationToken cancellationToken)
    {
        Dictionary<string, Tally> tallies = (await models.AllAsync(cancellationToken)).ToDictionary(m => m.Key, m => new Tally(m.Value), StringComparer.Ordinal);
        Dictionary<string, (Tally Of, int Rank)[]> places = new(StringComparer.Ordinal);  // few texts, which all customers share
        foreach (RollEntry entry in (await roll.AllAsync(cancellationToken)).All())
        {
            if (!places.TryGetValue(entry.Placed, out (Tally Of, int Rank)[]? found))
            {
                places[entry.Placed] = found = [.. PlacesOf(entry.Placed, tallies)];
            }

            PurchaseSummary purchases = entry.FactsOn(today, shop.Currency).Purchases;
            foreach ((Tally of, int rank) in found)
            {
                of.Add(rank, purchases);
            }
        }

        return tallies.ToDictionary(t => t.Key, t => t.Value.Sizes(), StringComparer.Ordinal);
    }

    private static IEnumerable<(Tally Of, int Rank)> PlacesOf(string placed, Dictionary<string, Tally> tallies)
    {
        foreach (string[] pair in placed.Split(';').Select(p => p.Split('=')).Where(p => p.Length == 2))
        {
            if (tallies.TryGetValue(pair[0], out Tally? tally) && tally.Model.PositionOf(pair[1]) is { } rank)
            {
                yield return (tally, rank);
            }
        }
    }

    private sealed class Tally(RankModel model)
    {
        private readonly (int Current, int Lapsed, long Minor)[] sums = new (int Current, int Lapsed, long Minor)[model.Ranks.Count];

        public RankModel Model => model;

        public void Add(int rank, PurchaseSummary purchases)
        {
            (int current, int lapsed, long minor) = sums[rank];
            sums[rank] = model.LapsesOn(model.Ranks[rank], purchases) <= purchases.AsOf
                ? (current, lapsed + 1, minor + purchases.TotalMinor)
                : (current + 1, lapsed, minor + purchases.TotalMinor);
        }

        public IReadOnlyList<RankSize> Sizes()
        {
            long all = sums.Sum(s => s.Minor);
            return [.. model.Ranks.Zip(sums, (rank, s) => new RankSize(rank, s.Current, s.Lapsed, all == 0 ? null : decimal.Round((decimal)s.Minor / all, 4, MidpointRounding.AwayFromZero)))];
        }
    }
}
