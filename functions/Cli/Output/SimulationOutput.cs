using System.Globalization;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>How a summary is written, which no list of rows can hold.</summary>
internal enum SummaryFormat
{
    Json,
    Table,
}

/// <summary>Writes what came of a simulation. The same simulation gives the same text.</summary>
internal static class SimulationOutput
{
    public static void Write(Terminal terminal, SimulationResult result, IReadOnlyList<Assumed> assumed, IReadOnlyList<Judged> judged, ShopSettings shop, SummaryFormat format)
    {
        if (format == SummaryFormat.Json)
        {
            WriteJson(terminal.Output, result, assumed, judged, shop);
        }
        else
        {
            WriteTables(terminal.Console(), result, assumed);
            VerdictOutput.Write(terminal, judged, shop, new VerdictStyle(SummaryFormat.Table, Language.Ja));
        }
    }

    private static void WriteJson(TextWriter output, SimulationResult result, IReadOnlyList<Assumed> assumed, IReadOnlyList<Judged> judged, ShopSettings shop) => Json.Write(output, new
    {
        result.From,
        result.Until,
        result.Orders,
        result.Customers,
        result.Enrollments,
        Sent = result.Sends.Count,
        NotSent = result.NotSent.Count,
        result.Waiting,
        Assumptions = assumed,
        Sends = Sends(result).Select(s => new { s.Key.Journey, s.Key.Step, s.Key.Month, s.Key.Rank, s.Key.Channel, s.Count }),
        Withheld = Withheld(result).Select(w => new { w.Key.Journey, w.Key.Step, w.Key.State, w.Key.Reason, w.Count }),
        Delayed = result.Delays,
        LinePerMonth = LinePerMonth(result).Select(l => new { Month = l.Key, l.Count }),
        RankMoves = Moves(result).Select(m => new { Model = m.Key.ModelId, m.Key.Month, m.Key.From, m.Key.To, m.Count }),
        Experiments = judged.Select(j => VerdictJson.Of(j, shop.Currency)),
    });

    private static void WriteTables(IAnsiConsole console, SimulationResult result, IReadOnlyList<Assumed> assumed)
    {
        Write(console, ["journey", "step", "month", "rank", "channel", "sent"], Sends(result).Select(s =>
            ((string[])[s.Key.Journey, s.Key.Step, s.Key.Month, s.Key.Rank ?? "", s.Key.Channel.ToString().ToLowerInvariant()], s.Count)));
        Write(console, ["journey", "step", "not sent", "because", "count"], Withheld(result).Select(w =>
            ((string[])[w.Key.Journey, w.Key.Step, w.Key.State.ToString().ToLowerInvariant(), w.Key.Reason], w.Count)));
        Write(console, ["journey", "step", "had to wait", "messages"], result.Delays
            .GroupBy(d => (d.Journey, d.Step, d.Reason)).OrderBy(g => g.Key.Journey, StringComparer.Ordinal).ThenBy(g => g.Key.Step, StringComparer.Ordinal).ThenBy(g => g.Key.Reason)
            .Select(g => ((string[])[g.Key.Journey, g.Key.Step, g.Key.Reason.ToString()], g.Sum(d => d.Count))));
        Write(console, ["month", "messages by LINE"], LinePerMonth(result).Select(l => ((string[])[l.Key], l.Count)));
        Write(console, ["rank model", "month", "from", "to", "customers"], Moves(result).Select(m =>
            ((string[])[m.Key.ModelId, m.Key.Month, m.Key.From ?? "", m.Key.To], m.Count)));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.From:yyyy-MM-dd} to {result.Until:yyyy-MM-dd}: {result.Orders:N0} orders of {result.Customers:N0} customers, {result.Enrollments:N0} enrollments, {result.Sends.Count:N0} sent, {result.NotSent.Count:N0} not sent, {result.Waiting:N0} waiting"));
        foreach (Assumed each in assumed)
        {
            console.WriteLine($"{each.What} {each.Value}: {each.Meaning}");
        }
    }

    private static void Write(IAnsiConsole console, string[] columns, IEnumerable<(string[] Words, int Count)> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns([.. columns.Select((name, i) => i < columns.Length - 1 ? new TableColumn(name) : new TableColumn(name).RightAligned())]);
        foreach ((string[] words, int count) in rows)
        {
            table.AddRow([.. words.Select(Markup.Escape), count.ToString("N0", CultureInfo.InvariantCulture)]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }

    private static IEnumerable<Counted<SendGroup>> Sends(SimulationResult result) => result.Sends
        .CountBy(s => new SendGroup(s.Journey, s.Step, Month(s.SentOn), s.Rank, s.Channel))
        .Select(g => new Counted<SendGroup>(g.Key, g.Value))
        .OrderBy(g => g.Key.Journey, StringComparer.Ordinal).ThenBy(g => g.Key.Step, StringComparer.Ordinal).ThenBy(g => g.Key.Month, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Rank, StringComparer.Ordinal).ThenBy(g => g.Key.Channel);

    private static IEnumerable<Counted<UnsentMessage>> Withheld(SimulationResult result) => result.NotSent
        .CountBy(m => m)
        .Select(g => new Counted<UnsentMessage>(g.Key, g.Value))
        .OrderBy(g => g.Key.Journey, StringComparer.Ordinal).ThenBy(g => g.Key.Step, StringComparer.Ordinal)
        .ThenBy(g => g.Key.State).ThenBy(g => g.Key.Reason, StringComparer.Ordinal);

    /// <summary>What the plan's quota at LINE would have to hold: each recipient counts.</summary>
    private static IEnumerable<Counted<string>> LinePerMonth(SimulationResult result) => result.Sends
        .Where(s => s.Channel == Domain.Ledger.Channel.Line)
        .CountBy(s => Month(s.SentOn))
        .Select(g => new Counted<string>(g.Key, g.Value))
        .OrderBy(g => g.Key, StringComparer.Ordinal);

    private static IEnumerable<Counted<MoveGroup>> Moves(SimulationResult result) => result.Moves
        .CountBy(m => new MoveGroup(m.ModelId, Month(m.On), m.From, m.To))
        .Select(g => new Counted<MoveGroup>(g.Key, g.Value))
        .OrderBy(g => g.Key.ModelId, StringComparer.Ordinal).ThenBy(g => g.Key.Month, StringComparer.Ordinal)
        .ThenBy(g => g.Key.From, StringComparer.Ordinal).ThenBy(g => g.Key.To, StringComparer.Ordinal);

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private sealed record Counted<T>(T Key, int Count);

    private sealed record SendGroup(string Journey, string Step, string Month, string? Rank, Domain.Ledger.Channel Channel);

    private sealed record MoveGroup(string ModelId, string Month, string? From, string To);
}
