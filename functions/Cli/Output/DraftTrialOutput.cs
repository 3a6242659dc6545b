using System.Globalization;
using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.Pipeline.Journeys;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes what drafts would have done on past days.</summary>
internal static class DraftTrialOutput
{
    public static void Write(Terminal terminal, DateOnly from, DateOnly until, BackTestFigures figures, SummaryFormat format)
    {
        BackTestItem item = BackTestItem.Of(new BackTestResult(BackTestPlan.Drafts, figures));
        if (format == SummaryFormat.Json)
        {
            Json.Write(terminal.Output, new { From = from, Until = until, Result = item });
            return;
        }

        IAnsiConsole console = terminal.Console();
        Write(console, ["journey", "step", "channel", "sent"], item.PerStep.Select(s => new[] { s.Journey, s.Step, $"{s.Channel}".ToLowerInvariant(), Count(s.Count) }));
        Write(console, ["journey", "step", "state", "reason", "not sent"], item.Unsent.Select(u => new[] { u.Journey, u.Step, $"{u.State}".ToLowerInvariant(), u.Reason, Count(u.Count) }));
        Write(console, ["month", "LINE messages"], item.LinePerMonth.Select(m => new[] { m.Month, Count(m.Count) }));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}: {item.Orders:N0} orders, {item.Enrollments:N0} enrollments, {item.Sent:N0} messages would have gone out with the drafts"));
    }

    private static void Write(IAnsiConsole console, string[] heads, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns([.. heads.Select((h, i) => i == heads.Length - 1 ? new TableColumn(h).RightAligned() : new TableColumn(h))]);
        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
