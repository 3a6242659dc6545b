using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>What a changed rank model would do, beside the one in use: before anybody saves it.</summary>
public static class WhatIf
{
    /// <summary>Sizes and shares of every rank of the model in use, and what they would be.</summary>
    /// <param name="changed">Of the same ranks.</param>
    public static IReadOnlyList<ReportTable> Of(RankModel model, RankModel changed, ReportFacts facts, DateOnly asOf)
    {
        int[] before = facts.PlaceOn(model, asOf);
        int[] after = facts.PlaceOn(changed, asOf);
        long[] revenues = [.. facts.Customers.Select(c => c.RevenueMinor(asOf))];
        long all = revenues.Sum();
        List<IReadOnlyList<ReportCell>> rows = [];
        foreach ((int i, Rank rank) in model.Ranks.Index())
        {
            rows.Add([ReportCell.Of(rank.Name, rank.Id), .. Half(before, revenues, all, i), .. Half(after, revenues, all, i)]);
        }

        ReportTable sizes = new(
            "what-if",
            [
                new("rank", ReportUnit.Text), new("current", ReportUnit.Count), new("lapsed", ReportUnit.Count), new("revenue-share", ReportUnit.Share),
                new("current-then", ReportUnit.Count), new("lapsed-then", ReportUnit.Count), new("revenue-share-then", ReportUnit.Share),
            ],
            rows)
        {
            Chart = new ReportChart(ChartKind.Bars, "rank", ["revenue-share", "revenue-share-then"]) { Mark = RevenueByRank.Yardstick },
        };
        return [sizes, RankMigration.Matrix("what-if-matrix", model, before, after)];
    }

    private static IEnumerable<ReportCell> Half(int[] places, long[] revenues, long all, int rank)
    {
        (long current, long lapsed, long minor) = (0, 0, 0);
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0 && places[i] / 2 == rank)
            {
                (current, lapsed, minor) = (current + 1 - (places[i] % 2), lapsed + (places[i] % 2), minor + revenues[i]);
            }
        }

        return [ReportCell.Count(current), ReportCell.Count(lapsed), ReportCell.Share(minor, all)];
    }
}
