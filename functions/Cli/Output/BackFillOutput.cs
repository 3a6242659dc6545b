using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Pipeline.Enrollments;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Prints what a back-fill comes to.</summary>
internal static class BackFillOutput
{
    private static readonly string[] Columns = ["what", "of", "count"];

    public static void Write(Terminal terminal, BackFillOrder order, BackFillCount count, OutputFormat format)
    {
        (string What, string Of, int Count)[] rows =
        [
            ("customers looked at", "", count.Looked),
            (order.IsPreview ? "customers who would enter" : "customers who entered", order.JourneyId, count.Entered),
            .. count.ByRank.Select(r => ("rank", r.Key, r.Value)),
            .. count.ByDay.Select(d => ("messages due", d.Key.ToString("O", CultureInfo.InvariantCulture), d.Value)),
        ];
        switch (format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, new
                {
                    Journey = order.JourneyId,
                    Preview = order.IsPreview,
                    count.Looked,
                    count.Entered,
                    ByRank = count.ByRank.Select(r => new { Rank = r.Key, Customers = r.Value }),
                    ByDay = count.ByDay.Select(d => new { Day = d.Key, Messages = d.Value }),
                });
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord(Columns);
                    foreach ((string what, string of, int number) in rows)
                    {
                        writer.WriteRecord([what, of, number.ToString(CultureInfo.InvariantCulture)]);
                    }
                }

                break;
            default:
                Table table = new() { Border = TableBorder.Simple };
                table.AddColumns(new TableColumn(Columns[0]), new TableColumn(Columns[1]), new TableColumn(Columns[2]).RightAligned());
                foreach ((string what, string of, int number) in rows)
                {
                    table.AddRow(what, Markup.Escape(of), number.ToString("N0", CultureInfo.InvariantCulture));
                }

                terminal.Console().Write(table);
                break;
        }
    }
}
