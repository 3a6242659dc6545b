using System.Globalization;
using System.Net;
using System.Text;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Draws tables as SVG, with title, units and legend.</summary>
internal sealed class ReportSvg(Currency currency, Language language)
{
    private const int LabelsMax = 14;

    private static readonly string[] Colors =
        ["#1f5f8b", "#d9822b", "#3a8f5c", "#a1435b", "#6b5ca5", "#8a7a3d", "#2a9d8f", "#c0504d", "#5a7184", "#b07aa1", "#4e79a7", "#9c755f"];

    /// <summary>The table's chart; empty where it has none, or nothing to draw.</summary>
    public string Draw(ReportTable table)
    {
        if (table.Chart is not { } chart || table.Rows.Count == 0)
        {
            return "";
        }

        ChartData data = ChartData.Of(table, chart, currency, language);
        if (data.Max <= 0 || (chart.Kind != ChartKind.Bars && data.Labels.Count < 2))
        {
            return "";
        }

        Frame frame = new(data.Max, data.Labels.Count, data.Series.Count);
        string title = ReportWords.Of(table).In(language);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Frame.Width} {frame.Height}\" role=\"img\" aria-label=\"{Safe(title)}\" font-size=\"11\" fill=\"#51606f\"><title>{Safe(title)}</title>\n");
        AppendAxis(svg, frame, data);
        if (chart.Kind == ChartKind.Bars)
        {
            AppendBars(svg, frame, data);
        }
        else
        {
            AppendLines(svg, frame, data);
        }

        AppendMark(svg, frame, data, chart.Mark);
        AppendLegend(svg, data);
        return svg.Append("</svg>\n").ToString();
    }

    private void AppendAxis(StringBuilder svg, Frame frame, ChartData data)
    {
        for (int i = 0; i <= Frame.Ticks; i++)
        {
            decimal value = frame.Top * i / Frame.Ticks;
            double y = frame.Y(value);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Frame.Left}\" x2=\"{Frame.Width - Frame.Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#e3e9ee\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Frame.Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Safe(Tick(value, data.Unit))}</text>\n");
        }

        string unit = data.Unit == ReportUnit.Count ? language == Language.Ja ? "件数" : "count" : ReportWords.Of(data.Unit, currency).In(language);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Frame.Left - 6}\" y=\"14\" text-anchor=\"end\">({Safe(unit)})</text>\n");
        int every = (data.Labels.Count + LabelsMax - 1) / LabelsMax;
        foreach ((int i, string label) in data.Labels.Index().Where(l => l.Index % every == 0))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{frame.X(i):0.#}\" y=\"{Frame.Bottom + 16:0.#}\" text-anchor=\"middle\">{Safe(label)}</text>\n");
        }
    }

    private void AppendBars(StringBuilder svg, Frame frame, ChartData data)
    {
        foreach ((int s, ChartSeries series) in data.Series.Index())
        {
            foreach ((int i, decimal? value) in series.Values.Index())
            {
                if (value is not { } known)
                {
                    continue;
                }

                double x = frame.X(i) + ((s - (data.Series.Count / 2.0)) * frame.BarWidth);
                double y = frame.Y(Math.Max(0, known));
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{frame.BarWidth * 0.9:0.#}\" height=\"{Frame.Bottom - y:0.#}\" fill=\"{Color(s)}\"><title>{Safe(Told(data, series, i, known))}</title></rect>\n");
            }
        }
    }

    private void AppendLines(StringBuilder svg, Frame frame, ChartData data)
    {
        foreach ((int s, ChartSeries series) in data.Series.Index())
        {
            (int Index, decimal Value)[] points = [.. series.Values.Index().Where(v => v.Item is not null).Select(v => (v.Index, v.Item!.Value))];
            string line = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{frame.X(p.Index):0.#},{frame.Y(p.Value):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{Color(s)}\" stroke-width=\"2\"/>\n");
            foreach ((int i, decimal value) in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{frame.X(i):0.#}\" cy=\"{frame.Y(value):0.#}\" r=\"3\" fill=\"{Color(s)}\"><title>{Safe(Told(data, series, i, value))}</title></circle>\n");
            }
        }
    }

    private static void AppendMark(StringBuilder svg, Frame frame, ChartData data, decimal? mark)
    {
        if (mark is { } value && value <= frame.Top)
        {
            double y = frame.Y(value);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Frame.Left}\" x2=\"{Frame.Width - Frame.Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#a1331c\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Frame.Width - Frame.Right + 4}\" y=\"{y + 4:0.#}\" fill=\"#a1331c\">{Safe(Tick(value, data.Unit))}</text>\n");
        }
    }

    private static void AppendLegend(StringBuilder svg, ChartData data)
    {
        if (data.Series.Count < 2 && data.Series[0].Name.Length == 0)
        {
            return;
        }

        foreach ((int s, ChartSeries series) in data.Series.Index())
        {
            int x = Frame.Left + (s % Frame.LegendColumns * Frame.LegendWidth);
            int y = Frame.Bottom + 36 + (s / Frame.LegendColumns * 16);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y - 9}\" width=\"10\" height=\"10\" fill=\"{Color(s)}\"/><text x=\"{x + 15}\" y=\"{y}\">{Safe(series.Name)}</text>\n");
        }
    }

    private string Told(ChartData data, ChartSeries series, int i, decimal value) =>
        $"{data.Labels[i]} {series.Name}: {ReportWords.Of(value, data.Unit, currency)}";

    private static string Tick(decimal value, ReportUnit unit) => unit == ReportUnit.Share
        ? (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%"
        : value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    private static string Color(int series) => Colors[series % Colors.Length];

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
