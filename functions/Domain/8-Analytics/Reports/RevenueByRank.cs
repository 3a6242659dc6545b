using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>What each rank brings of all that was ever bought, and who makes 80 % of it.</summary>
public static class RevenueByRank
{
    /// <summary>The trade's yardstick: the best customers bring four fifths.</summary>
    public const decimal Yardstick = 0.8m;

    private const int Deciles = 10;

    /// <summary>Ranks from the highest, with the shares added up from the top.</summary>
    public static ReportTable Ranks(RankModel model, ReportFacts facts, DateOnly asOf)
    {
        (long Current, long Lapsed, long Minor)[] sums = Sums(model, facts, asOf);
        long all = sums.Sum(s => s.Minor);
        long customers = sums.Sum(s => s.Current + s.Lapsed);
        long soFar = 0;
        List<IReadOnlyList<ReportCell>> rows = [];
        foreach ((Rank rank, (long current, long lapsed, long minor)) in model.Ranks.Zip(sums))
        {
            soFar += minor;
            rows.Add(
            [
                ReportCell.Of(rank.Name, rank.Id), ReportCell.Count(current), ReportCell.Count(lapsed), ReportCell.Share(current + lapsed, customers),
                ReportCell.Amount(minor, facts.Currency), ReportCell.Share(minor, all), ReportCell.Share(soFar, all), ReportCell.Mean(minor, current + lapsed, facts.Currency),
            ]);
        }

        return new ReportTable("revenue-by-rank", Columns, rows)
        {
            Chart = new ReportChart(ChartKind.Bars, "rank", ["revenue-share", "revenue-so-far"]) { Mark = Yardstick },
        };
    }

    /// <summary>The best rank beside the yardstick, and how few customers bring 80 %.</summary>
    public static ReportTable Line(RankModel model, ReportFacts facts, DateOnly asOf)
    {
        (long Current, long Lapsed, long Minor)[] sums = Sums(model, facts, asOf);
        long[] revenues = Revenues(facts, asOf);
        long all = revenues.Sum();
        int needed = 0;
        for (long soFar = 0; needed < revenues.Length && soFar < all * Yardstick; needed++)
        {
            soFar += revenues[needed];
        }

        Rank best = model.Ranks[0];
        return new ReportTable(
            "eighty-percent-line",
            [
                new("best-rank", ReportUnit.Text), new("revenue-share", ReportUnit.Share), new("yardstick", ReportUnit.Share), new("buyers", ReportUnit.Count),
                new("buyers-of-80", ReportUnit.Count), new("buyers-of-80-share", ReportUnit.Share),
            ],
            [
                [
                    ReportCell.Of(best.Name, best.Id), ReportCell.Share(sums[0].Minor, all), ReportCell.Share(Yardstick), ReportCell.Count(revenues.Length),
                    ReportCell.Count(needed), ReportCell.Share(needed, revenues.Length),
                ],
            ]);
    }

    /// <summary>Buyers by what they bring, in ten parts of equal size (デシル分析): the first have the most. Where ten do not divide them
    /// evenly, the later parts are larger by one.</summary>
    public static ReportTable Tenths(ReportFacts facts, DateOnly asOf)
    {
        long[] revenues = Revenues(facts, asOf);
        long all = revenues.Sum();
        long soFar = 0;
        List<IReadOnlyList<ReportCell>> rows = [];
        for (int i = 0; i < Deciles; i++)
        {
            long[] part = revenues[(int)((long)revenues.Length * i / Deciles)..(int)((long)revenues.Length * (i + 1) / Deciles)];
            soFar += part.Sum();
            rows.Add(
            [
                ReportCell.Count(i + 1), ReportCell.Count(part.Length), ReportCell.Amount(part.Sum(), facts.Currency), ReportCell.Share(part.Sum(), all), ReportCell.Share(soFar, all),
            ]);
        }

        return new ReportTable(
            "tenths",
            [
                new("tenth", ReportUnit.Count), new("buyers", ReportUnit.Count), new("revenue", ReportUnit.Amount), new("revenue-share", ReportUnit.Share),
                new("revenue-so-far", ReportUnit.Share),
            ],
            rows)
        {
            Chart = new ReportChart(ChartKind.Lines, "tenth", ["revenue-share", "revenue-so-far"]) { Mark = Yardstick },
        };
    }

    private static ReportColumn[] Columns =>
    [
        new("rank", ReportUnit.Text), new("current", ReportUnit.Count), new("lapsed", ReportUnit.Count), new("customer-share", ReportUnit.Share), new("revenue", ReportUnit.Amount),
        new("revenue-share", ReportUnit.Share), new("revenue-so-far", ReportUnit.Share), new("revenue-each", ReportUnit.Amount),
    ];

    /// <summary>By rank, from the highest.</summary>
    internal static (long Current, long Lapsed, long Minor)[] Sums(RankModel model, ReportFacts facts, DateOnly asOf)
    {
        int[] places = facts.PlaceOn(model, asOf);
        (long Current, long Lapsed, long Minor)[] sums = new (long Current, long Lapsed, long Minor)[model.Ranks.Count];
        foreach ((int i, int place) in places.Index().Where(p => p.Item >= 0))
        {
            (long current, long lapsed, long minor) = sums[place / 2];
            int isLapsed = place % 2;
            sums[place / 2] = (current + 1 - isLapsed, lapsed + isLapsed, checked(minor + facts.Customers[i].RevenueMinor(asOf)));
        }

        return sums;
    }

    /// <summary>Of every buyer, the largest first.</summary>
    private static long[] Revenues(ReportFacts facts, DateOnly asOf)
    {
        long[] revenues = [.. facts.Customers.Where(c => c.Orders.Count > 0 && c.Orders[0].On <= asOf).Select(c => c.RevenueMinor(asOf))];
        Array.Sort(revenues, (one, other) => other.CompareTo(one));
        return revenues;
    }
}
