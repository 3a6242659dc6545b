using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Discount and margin of each rank, so that a bargain hunter does not pass as a good customer.</summary>
public static class DiscountByRank
{
    /// <summary>The discount's share is of the price before it; the margin's is of the orders whose cost is known, and unknown where none is.</summary>
    public static ReportTable Of(RankModel model, ReportFacts facts, DateOnly asOf)
    {
        int[] places = facts.PlaceOn(model, asOf);
        PurchaseSummary[][] byRank = [.. model.Ranks.Select((_, rank) => places.Index()
            .Where(p => p.Item >= 0 && p.Item / 2 == rank)
            .Select(p => facts.Customers[p.Index].FactsOn(asOf, facts.Currency).Purchases)
            .ToArray())];
        return new ReportTable(
            "discount-by-rank",
            [
                new("rank", ReportUnit.Text), new("buyers", ReportUnit.Count), new("orders", ReportUnit.Count), new("revenue", ReportUnit.Amount), new("discount", ReportUnit.Amount),
                new("discount-share", ReportUnit.Share), new("cost-known-share", ReportUnit.Share), new("margin-share", ReportUnit.Share),
            ],
            [.. model.Ranks.Zip(byRank, (rank, summaries) => Row(rank, summaries, facts))])
        {
            Chart = new ReportChart(ChartKind.Bars, "rank", ["discount-share", "margin-share"]),
        };
    }

    private static IReadOnlyList<ReportCell> Row(Rank rank, PurchaseSummary[] summaries, ReportFacts facts)
    {
        long total = summaries.Sum(s => s.TotalMinor);
        long discount = summaries.Sum(s => s.DiscountMinor);
        long costed = summaries.Sum(s => s.CostedMinor);
        return
        [
            ReportCell.Of(rank.Name, rank.Id), ReportCell.Count(summaries.Count(s => s.OrderCount > 0)), ReportCell.Count(summaries.Sum(s => (long)s.OrderCount)),
            ReportCell.Amount(total, facts.Currency), ReportCell.Amount(discount, facts.Currency), ReportCell.Share(discount, summaries.Sum(s => s.ChargedMinor) + discount),
            ReportCell.Share(costed, total), ReportCell.Share(costed - summaries.Sum(s => s.CostMinor), costed),
        ];
    }
}
