using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Where customers stood, and where they stand (ランク遷移), each rank with both halves.</summary>
public static class RankMigration
{
    private const string NotYet = "not-yet";

    /// <summary>From the end of one day to the end of another: a row for where customers stood, a column for where they stand.</summary>
    /// <param name="span">Its first day is the one that they are compared with.</param>
    public static ReportTable Between(RankModel model, ReportFacts facts, ReportSpan span) =>
        Matrix("rank-migration", model, facts.PlaceOn(model, span.From), facts.PlaceOn(model, span.To));

    /// <summary>What moved in each month after the span's first day, from the end of the month before, or from that day: the movements
    /// added up, and every change of place by itself.</summary>
    public static (ReportTable Months, ReportTable Moves) ByMonth(RankModel model, ReportFacts facts, ReportSpan span)
    {
        List<IReadOnlyList<ReportCell>> months = [];
        List<IReadOnlyList<ReportCell>> moves = [];
        int[] before = facts.PlaceOn(model, span.From);
        foreach (DateOnly end in EndsAfter(span))
        {
            int[] after = facts.PlaceOn(model, end);
            months.Add([ReportCell.OfMonth(end), .. Counts(before, after).Select(c => ReportCell.Count(c))]);
            moves.AddRange(before.Zip(after).Where(m => m.First != m.Second).CountBy(m => m).OrderBy(m => m.Key)
                .Select(IReadOnlyList<ReportCell> (m) => [ReportCell.OfMonth(end), NameOf(model, m.Key.First), NameOf(model, m.Key.Second), ReportCell.Count(m.Value)]));
            before = after;
        }

        return (MonthsOf(months), MovesOf(moves));
    }

    private static ReportTable MonthsOf(IReadOnlyList<IReadOnlyList<ReportCell>> rows) => new(
        "rank-moves-by-month",
        [
            new("month", ReportUnit.Text), new("up", ReportUnit.Count), new("down", ReportUnit.Count), new("same", ReportUnit.Count), new("newly-lapsed", ReportUnit.Count),
            new("reactivated", ReportUnit.Count), new("newly-known", ReportUnit.Count),
        ],
        rows)
    {
        Chart = new ReportChart(ChartKind.Lines, "month", ["up", "down", "newly-lapsed", "reactivated"]),
    };

    private static ReportTable MovesOf(IReadOnlyList<IReadOnlyList<ReportCell>> rows) => new(
        "rank-moves", [new("month", ReportUnit.Text), new("from", ReportUnit.Text), new("to", ReportUnit.Text), new("customers", ReportUnit.Count)], rows);

    private static int[] Counts(int[] before, int[] after)
    {
        int[] counts = new int[Enum.GetValues<Movement>().Length];
        for (int i = 0; i < after.Length; i++)
        {
            foreach (Movement movement in Movements(before[i], after[i]))
            {
                counts[(int)movement]++;
            }
        }

        return counts;
    }

    private static IEnumerable<DateOnly> EndsAfter(ReportSpan span) => span.From < span.To ? Months.EndsOf(span with { From = span.From.AddDays(1) }) : [];

    /// <param name="before">As <see cref="ReportFacts.PlaceOn"/> gives it; so for <paramref name="after"/>.</param>
    internal static ReportTable Matrix(string id, RankModel model, int[] before, int[] after)
    {
        Dictionary<(int From, int To), int> counts = before.Zip(after).Where(m => m.First >= 0 || m.Second >= 0).CountBy(m => (From: m.First, To: m.Second)).ToDictionary(m => m.Key, m => m.Value);
        int[] places = [.. Enumerable.Range(0, model.Ranks.Count * 2)];
        int[] columns = counts.Keys.Any(k => k.To < 0) ? [.. places, -1] : places;
        int[] from = counts.Keys.Any(k => k.From < 0) ? [.. places, -1] : places;
        return new ReportTable(
            id,
            [new("from", ReportUnit.Text), .. columns.Select(c => ColumnOf(model, c)), new("sum", ReportUnit.Count)],
            [.. from.Select(IReadOnlyList<ReportCell> (f) =>
            [
                NameOf(model, f), .. columns.Select(t => ReportCell.Count(counts.GetValueOrDefault((f, t)))), ReportCell.Count(columns.Sum(t => counts.GetValueOrDefault((f, t)))),
            ])]);
    }

    private static IEnumerable<Movement> Movements(int before, int after)
    {
        if (before < 0 || after < 0)
        {
            return after < 0 ? [] : [Movement.NewlyKnown];
        }

        Movement rank = (after / 2).CompareTo(before / 2) switch { < 0 => Movement.Up, > 0 => Movement.Down, _ => Movement.Same };
        return (before % 2, after % 2) switch
        {
            (0, 1) => [rank, Movement.NewlyLapsed],
            (1, 0) => [rank, Movement.Reactivated],
            _ => [rank],
        };
    }

    private static ReportColumn ColumnOf(RankModel model, int place)
    {
        ReportCell name = NameOf(model, place);
        return new ReportColumn(name.Id!, ReportUnit.Count, name.Text);
    }

    /// <summary>準ロイヤル（現在）, Semi-royal (current).</summary>
    internal static ReportCell NameOf(RankModel model, int place)
    {
        if (place < 0)
        {
            return ReportCell.Of(new LocalText("未登録", "Not known yet"), NotYet);
        }

        Rank rank = model.Ranks[place / 2];
        return place % 2 == 0
            ? ReportCell.Of(new LocalText($"{rank.Name.Ja}（現在）", $"{rank.Name.En} (current)"), rank.Id)
            : ReportCell.Of(new LocalText($"{rank.Name.Ja}（離脱）", $"{rank.Name.En} (lapsed)"), $"{rank.Id}:lapsed");
    }

    /// <summary>In the order of the columns.</summary>
    private enum Movement
    {
        Up,
        Down,
        Same,
        NewlyLapsed,
        Reactivated,
        NewlyKnown,
    }
}
