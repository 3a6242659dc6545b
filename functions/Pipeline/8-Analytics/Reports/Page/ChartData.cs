using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>What a chart shows: series of values over labels.</summary>
/// <param name="Unit">Of all values.</param>
internal sealed record ChartData(IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series, ReportUnit Unit)
{
    /// <summary>The largest value; 0 when there is none.</summary>
    public decimal Max => Series.SelectMany(s => s.Values).Max() ?? 0;

    /// <summary>Rows are labels and columns series; of curves it is the other way round.</summary>
    public static ChartData Of(ReportTable table, ReportChart chart, Currency currency, Language language)
    {
        int label = IndexOf(table, chart.Label);
        int[] values = [.. chart.Values.Select(v => IndexOf(table, v))];
        string[] rows = [.. table.Rows.Select(r => ReportWords.Of(r[label], table.Columns[label], currency, language))];
        string[] columns = [.. values.Select(v => ReportWords.Of(table.Columns[v]).In(language))];
        ReportUnit unit = table.Columns[values[0]].Unit;
        return chart.Kind == ChartKind.Curves
            ? new ChartData(columns, [.. table.Rows.Select((row, i) => new ChartSeries(rows[i], [.. values.Select(v => row[v].Number)])).Where(s => s.Values.Any(v => v is not null))], unit)
            : new ChartData(rows, [.. values.Select((v, i) => new ChartSeries(columns[i], [.. table.Rows.Select(r => r[v].Number)]))], unit);
    }

    private static int IndexOf(ReportTable table, string columnId) =>
        table.Columns.Index().First(c => c.Item.Id == columnId).Index;
}

/// <summary>A line or a row of bars; null where nothing is known.</summary>
internal sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);

/// <summary>Where a chart's values lie on its picture.</summary>
internal sealed class Frame
{
    public const int Width = 760;
    public const int Left = 92;
    public const int Right = 44;
    public const int Ticks = 4;
    public const int LegendColumns = 6;
    public const int LegendWidth = 104;
    public const int Bottom = 24 + Plot;
    private const int Plot = 210;

    private static readonly decimal[] Round = [1, 2, 4, 5, 8, 10];

    private readonly int labels;

    public Frame(decimal max, int labels, int series)
    {
        this.labels = labels;
        Top = RoundUp(max);
        BarWidth = (Width - Left - Right) / (double)labels * 0.8 / series;
        Height = Bottom + 40 + (16 * ((series + LegendColumns - 1) / LegendColumns));
    }

    /// <summary>The value at the upper edge: a round one, not below the largest.</summary>
    public decimal Top { get; }

    public double BarWidth { get; }

    public int Height { get; }

    /// <summary>The middle of a label's place.</summary>
    public double X(int label) => Left + ((label + 0.5) * (Width - Left - Right) / labels);

    public double Y(decimal value) => Bottom - ((double)(value / Top) * Plot);

    /// <summary>1, 2, 4, 5, 8 or 10 times a power of ten: a quarter of it is easy to read.</summary>
    private static decimal RoundUp(decimal max)
    {
        decimal power = 1;
        while (power * 10 < max)
        {
            power *= 10;
        }

        while (power >= max)
        {
            power /= 10;
        }

        return Round.First(f => f * power >= max) * power;
    }
}
