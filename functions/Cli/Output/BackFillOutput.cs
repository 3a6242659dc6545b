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
            .. count.Over > 0 ? [("customers beyond the limit", "", count.Over)] : Array.Empty<(string, string, int)>(),
            .. count.Unreadable > 0 ? [("customers who cannot be read", "", count.Unreadable)] : Array.Empty<(string, string, int)>(),
            .. count.ByDay.Select(d => ("messages due", d.Key.ToString("O", CultureInfo.InvariantCulture), d.Value)),
            .. count.Sends is { } sends ? [("messages", "LINE", sends.Line), ("messages", "e-mail", sends.Email), ("messages", "withheld", sends.Withheld)] : Array.Empty<(string, string, int)>(),
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
                    count.Over,
                    count.Unreadable,
                    ByRank = count.ByRank.Select(r => new { Rank = r.Key, Customers = r.Value }),
                    ByDay = count.ByDay.Select(d => new { Day = d.Key, Messages = d.Value }),
                    count.Sends,
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
