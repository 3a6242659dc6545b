using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Csv;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes what an import did.</summary>
internal static class ImportOutput
{
    private static readonly string[] Columns = ["file", "source", "new", "updated", "unchanged", "bad"];

    public static void Write(Terminal terminal, ImportRequest request, FileSource source, ImportReport report, IReadOnlyList<BadRow> badRows)
    {
        int[] counts = [report.Added, report.Updated, report.Unchanged, badRows.Count];
        switch (request.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, new
                {
                    request.File,
                    Source = source.SourceId,
                    New = report.Added,
                    report.Updated,
                    report.Unchanged,
                    Bad = badRows.Count,
                    BadRows = badRows,
                });
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord(Columns);
                    writer.WriteRecord([request.File, source.SourceId, .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture))]);
                }

                break;
            default:
                Table table = new() { Border = TableBorder.Simple };
                table.AddColumns([.. Columns.Select((name, i) => i < 2 ? new TableColumn(name) : new TableColumn(name).RightAligned())]);
                table.AddRow([Markup.Escape(request.File), Markup.Escape(source.SourceId), .. counts.Select(c => c.ToString("N0", CultureInfo.InvariantCulture))]);
                terminal.Console().Write(table);
                break;
        }
    }
}
