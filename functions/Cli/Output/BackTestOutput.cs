using System.Globalization;
using FollowUpFlows.Pipeline.Journeys;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes how a replay of past days and the send ledger agree.</summary>
internal static class BackTestOutput
{
    /// <param name="shown">So many differences at most in a table; JSON has all that are listed.</param>
    public static void Write(Terminal terminal, DateOnly from, DateOnly until, BackTestFigures figures, SummaryFormat format, int shown)
    {
        LedgerCheck check = figures.Check!;
        if (format == SummaryFormat.Json)
        {
            Json.Write(terminal.Output, new
            {
                From = from,
                Until = until,
                figures.Orders,
                figures.Customers,
                figures.Enrollments,
                figures.Sent,
                IsEqual = check.Different == 0,
                check.Compared,
                check.Different,
                check.Causes,
                check.Differences,
            });
            return;
        }

        IAnsiConsole console = terminal.Console();
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("occurrence", "step", "due", "again", "ledger", "likely cause");
        foreach (LedgerDifference each in check.Differences.Take(shown))
        {
            string occurrence = each.Visit == 0 ? each.EnrollmentId : string.Create(CultureInfo.InvariantCulture, $"{each.EnrollmentId} ({each.Visit})");
            string[] row = [occurrence, each.Step, Time(each.DueAt), Text(each.Replayed), Text(each.Live), Words(each.Cause.ToString())];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }

        string verdict = check.Different == 0 ? "equal"
            : string.Create(CultureInfo.InvariantCulture, $"{check.Different:N0} differ: {string.Join(", ", check.Causes.Select(c => $"{Words(c.Cause.ToString())} {c.Count}"))}");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}: {figures.Orders:N0} orders, {figures.Sent:N0} messages would go out again; {check.Compared:N0} that were due compared with the ledger: {verdict}"));
    }

    private static string Text(SeenRow? row) => row is null
        ? "–"
        : string.Join(' ', new[] { row.State.ToString().ToLowerInvariant(), row.Channel.ToString().ToLowerInvariant(), row.Message, row.Reason, row.Rank, Time(row.SettledAt) }.Where(t => !string.IsNullOrEmpty(t)));

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Words(string word) => string.Concat(word.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
