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
        RankSize[] now = RankTrial.Sizes(model, before, facts, asOf);
        RankSize[] then = RankTrial.Sizes(changed, after, facts, asOf);
        List<IReadOnlyList<ReportCell>> rows = [.. now.Zip(then).Select(IReadOnlyList<ReportCell> (s) => [ReportCell.Of(s.First.Rank.Name, s.First.Rank.Id), .. CellsOf(s.First), .. CellsOf(s.Second)])];
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

    private static ReportCell[] CellsOf(RankSize size) =>
        [ReportCell.Count(size.Current), ReportCell.Count(size.Lapsed), size.RevenueShare is { } share ? ReportCell.Share(share) : ReportCell.Unknown];
}
