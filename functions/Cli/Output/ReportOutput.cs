using System.Globalization;
using CsvHelper;
using FollowUpFlows.App.Api;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>How reports are written.</summary>
internal sealed record ReportStyle(ReportFormat Format, Language Language);

/// <summary>Writes reports.</summary>
internal static class ReportOutput
{
    public static void Write(Terminal terminal, ReportName name, IReadOnlyList<Report> reports, ShopSettings shop, ReportStyle style)
    {
        switch (style.Format)
        {
            case ReportFormat.Json:
                Json.Write(terminal.Output, ReportsBody.Of(name, reports, shop));
                break;
            case ReportFormat.Csv:
                WriteCsv(terminal.Output, reports);
                break;
            case ReportFormat.Html:
                terminal.Output.Write(new ReportPage(shop, style.Language).Write(ReportWords.Of(name), reports));
                break;
            default:
                WriteTables(terminal.Console(), reports, shop, style.Language);
                break;
        }
    }

    /// <summary>Each table with a line of column ids, and an empty line between two; ids in place of names, shares from 0 to 1.</summary>
    private static void WriteCsv(TextWriter output, IReadOnlyList<Report> reports)
    {
        foreach ((int i, ReportTable table) in reports.SelectMany(r => r.Tables).Index())
        {
            if (i > 0)
            {
                output.Write('\n');
            }

            using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            writer.WriteRecord([.. table.Columns.Select(c => c.Id).Prepend(table.Id)]);
            foreach (IReadOnlyList<ReportCell> row in table.Rows)
            {
                writer.WriteRecord([.. row.Select(Plain).Prepend(table.Id)]);
            }
        }
    }

    private static string Plain(ReportCell cell) => cell.Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? cell.Id ?? cell.Text?.En ?? "";

    private static void WriteTables(IAnsiConsole console, IReadOnlyList<Report> reports, ShopSettings shop, Language language)
    {
        bool isJa = language == Language.Ja;
        foreach (Report report in reports)
        {
            string days = report.Span.From == report.Span.To ? Months.TextOf(report.Span.To) : $"{Months.TextOf(report.Span.From)} – {Months.TextOf(report.Span.To)}";
            string title = isJa ? ReportWords.Of(report.Name).Ja : ReportWords.Of(report.Name).En;
            console.MarkupLineInterpolated($"[bold]{title}[/]  {days}  {report.ModelId ?? ""}");
            console.WriteLine(isJa ? ReportWords.SourceOf(report.Name).Ja : ReportWords.SourceOf(report.Name).En);
            foreach (string note in report.Notes.Select(n => isJa ? n.Ja : n.En))
            {
                console.WriteLine(note);
            }

            foreach (ReportTable table in report.Tables)
            {
                WriteTable(console, table, shop, language);
            }
        }
    }

    private static void WriteTable(IAnsiConsole console, ReportTable table, ShopSettings shop, Language language)
    {
        bool isJa = language == Language.Ja;
        console.WriteLine();
        console.WriteLine(isJa ? ReportWords.Of(table).Ja : ReportWords.Of(table).En);
        if (table.Rows.Count == 0)
        {
            console.WriteLine(isJa ? "ありません。" : "There is none.");
            return;
        }

        Table shown = new() { Border = TableBorder.Simple };
        foreach (ReportColumn column in table.Columns)
        {
            TableColumn head = new(Markup.Escape(isJa ? ReportWords.Of(column).Ja : ReportWords.Of(column).En));
            shown.AddColumn(column.Unit is ReportUnit.Text or ReportUnit.Word ? head : head.RightAligned());
        }

        foreach (IReadOnlyList<ReportCell> row in table.Rows)
        {
            shown.AddRow([.. table.Columns.Zip(row, (column, cell) => Markup.Escape(ReportWords.Of(cell, column, shop.Currency, language)))]);
        }

        console.Write(shown);
    }
}
