using System.Globalization;
using System.Net;
using System.Text;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Reports as one HTML file that needs nothing else: to be read, sent and printed.</summary>
public sealed class ReportPage(ShopSettings shop, Language language)
{
    /// <summary>Longer tables are cut on paper; the CSV has them whole.</summary>
    public const int RowsMax = 60;

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    private readonly ReportSvg svg = new(shop.Currency, language);

    /// <param name="title">Of the whole page.</param>
    /// <param name="reports">At least one, in their order.</param>
    public string Write(LocalText title, IReadOnlyList<Report> reports)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{(language == Language.Ja ? "ja" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Safe(title.In(language))}</title>\n<style>\n{ReportStyle.Sheet}</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<header><h1>{Safe(title.In(language))}</h1><p>{Safe(About(reports))}</p></header>\n");
        if (reports.Count > 1)
        {
            page.Append("<nav><ol>");
            foreach (Report report in reports)
            {
                page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{Id(report)}\">{Safe(ReportWords.Of(report.Name).In(language))}</a></li>");
            }

            page.Append("</ol></nav>\n");
        }

        foreach (Report report in reports)
        {
            Append(page, report);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private void Append(StringBuilder page, Report report)
    {
        string model = report.ModelId is { } id ? language == Language.Ja ? $" ／ ランクモデル: {id}" : $" / rank model: {id}" : "";
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"{Id(report)}\">\n<h2>{Safe(ReportWords.Of(report.Name).In(language))}</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"about\">{Span(report.Span)}{Safe(model)} ／ {Safe(ReportWords.SourceOf(report.Name).In(language))}</p>\n");
        foreach (LocalText note in report.Notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Safe(note.In(language))}</p>\n");
        }

        foreach (ReportTable table in report.Tables)
        {
            Append(page, table);
        }

        page.Append("</section>\n");
    }

    private void Append(StringBuilder page, ReportTable table)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h3>{Safe(ReportWords.Of(table).In(language))}</h3>\n");
        if (table.Rows.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"none\">{(language == Language.Ja ? "ありません。" : "There is none.")}</p>\n");
            return;
        }

        page.Append(svg.Draw(table));
        page.Append("<div class=\"wide\"><table><thead><tr>");
        foreach (ReportColumn column in table.Columns)
        {
            string unit = ReportWords.Of(column.Unit, shop.Currency).In(language);
            page.Append(CultureInfo.InvariantCulture, $"<th{ClassOf(column)}>{Safe(ReportWords.Of(column).In(language))}{(unit.Length > 0 && column.Unit != ReportUnit.Share ? $"<small>{Safe(unit)}</small>" : "")}</th>");
        }

        page.Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<ReportCell> row in table.Rows.Take(RowsMax))
        {
            page.Append("<tr>");
            foreach ((ReportColumn column, ReportCell cell) in table.Columns.Zip(row))
            {
                string text = ReportWords.Of(cell, column, shop.Currency, language);
                page.Append(CultureInfo.InvariantCulture, $"<td{(cell.Number == 0 ? " class=\"n z\"" : ClassOf(column))}>{(text.Length > 0 ? Safe(text) : "―")}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
        if (table.Rows.Count > RowsMax)
        {
            string more = language == Language.Ja ? $"ほか{table.Rows.Count - RowsMax}行（CSVにすべてあります）" : $"and {table.Rows.Count - RowsMax} more rows; the CSV has them all";
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"none\">{more}</p>\n");
        }
    }

    private string About(IReadOnlyList<Report> reports)
    {
        string made = Minute.Format(Instant.FromDateTimeOffset(reports[0].MadeAt).InZone(shop.Calendar.Zone).LocalDateTime);
        string last = Months.TextOf(reports.Max(r => r.Span.To));
        return language == Language.Ja
            ? $"{shop.Sender.ShopName} ／ 基準日 {last} ／ 作成 {made}（{shop.Calendar.Zone.Id}）"
            : $"{shop.Sender.ShopName} / as of {last} / made {made} ({shop.Calendar.Zone.Id})";
    }

    private static string Span(ReportSpan span) => span.From == span.To ? Months.TextOf(span.To) : $"{Months.TextOf(span.From)}–{Months.TextOf(span.To)}";

    private static string ClassOf(ReportColumn column) => column.Unit is ReportUnit.Text or ReportUnit.Word ? "" : " class=\"n\"";

    private static string Id(Report report) => report.Name.ToString().ToLowerInvariant();

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
