namespace FollowUpFlows.Domain.Ranking;

/// <summary>How many customers a rank has, and what they bring.</summary>
/// <param name="Current">Customers who bought within the rank's lapse days, and those without orders.</param>
/// <param name="RevenueShare">0 to 1, four decimals; null while the shop has no revenue.</param>
public sealed record RankSize(Rank Rank, int Current, int Lapsed, decimal? RevenueShare)
{
    /// <summary>Every rank of the table's model, from the highest, the empty ones included.</summary>
    public static IReadOnlyList<RankSize> Of(PlacementTable table)
    {
        ILookup<Rank, CustomerPlacement> byRank = table.Customers.ToLookup(c => c.Placement.Rank);
        return [.. table.Model.Ranks.Select(rank => Of(rank, [.. byRank[rank]], table.Figures.RevenueMinor))];
    }

    private static RankSize Of(Rank rank, IReadOnlyList<CustomerPlacement> customers, long revenueMinor)
    {
        int lapsed = customers.Count(c => c.Placement.IsLapsed);
        long theirsMinor = customers.Sum(c => c.Facts.Purchases.TotalMinor);
        decimal? share = revenueMinor == 0 ? null : decimal.Round((decimal)theirsMinor / revenueMinor, 4, MidpointRounding.AwayFromZero);
        return new RankSize(rank, customers.Count - lapsed, lapsed, share);
    }
}
