using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes the proof of one placement.</summary>
internal static class ProofOutput
{
    public static void Write(Terminal terminal, string customerId, PlacementProof proof, OutputFormat format, Language language)
    {
        PlacementWords words = new(language);
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, customerId, proof, words);
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, customerId, proof, words);
                break;
            default:
                WriteText(terminal.Console(), customerId, proof, words);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, string customerId, PlacementProof proof, PlacementWords words)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord("customer_id", "rank", "condition", "value", "holds", "missing");
        foreach (RankProof rank in proof.Tried)
        {
            foreach (ConditionProof condition in rank.Conditions)
            {
                writer.WriteRecord(
                    customerId,
                    rank.Rank.Id,
                    condition.Condition.ToString(),
                    words.Found(condition, proof),
                    condition.Holds ? "true" : "false",
                    words.Missing(condition, proof) ?? "");
            }
        }
    }

    private static void WriteJson(TextWriter output, string customerId, PlacementProof proof, PlacementWords words) => Json.Write(output, new
    {
        CustomerId = customerId,
        Model = proof.Model.Id,
        proof.Facts.AsOf,
        Rank = proof.Placement.Rank.Id,
        Lapsed = proof.Placement.IsLapsed,
        Summary = words.Placement(proof.Placement),
        WayUp = words.WayUp(proof),
        proof.LapsesOn,
        proof.ChangesOn,
        Currency = proof.Figures.Currency.Code,
        Shop = ShopJson.Of(proof.Figures),
        Ranks = proof.Tried.Select(rank => new
        {
            rank.Rank.Id,
            rank.Holds,
            Conditions = rank.Conditions.Select(c => new
            {
                Condition = c.Condition.ToString(),
                Text = words.Condition(c, proof),
                Value = words.Found(c, proof),
                c.Holds,
                Missing = words.Missing(c, proof),
            }),
        }),
        Orders = proof.Orders.Select(o => new
        {
            o.OrderId,
            o.OrderedOn,
            Amount = new Money(o.AmountMinor, proof.Figures.Currency).Major,
            NotCounted = o.Exclusion,
        }),
        Events = proof.Facts.Events.Where(e => e.On <= proof.Facts.AsOf).OrderBy(e => e.On),
    });

    private static void WriteText(IAnsiConsole console, string customerId, PlacementProof proof, PlacementWords words)
    {
        FactWords facts = words.Facts;
        string day = facts.Day(proof.Facts.AsOf);
        console.MarkupLineInterpolated($"[bold]{customerId}  {words.Placement(proof.Placement)}[/]");
        console.MarkupLineInterpolated($"{facts.Say($"{day}時点", $"as of {day}")}  {facts.Say(proof.Model.Definition.Name)}  {Shop(proof, facts)}");
        console.Write(Conditions(proof, words));
        foreach (string line in Outlook(proof, words))
        {
            console.WriteLine(line);
        }

        console.Write(Orders(proof, facts));
    }

    private static string Shop(PlacementProof proof, FactWords facts) => string.Join("  ", Enum.GetValues<ShopFigure>()
        .Select(f => $"{facts.Name(f)} {(proof.Figures.Value(f) is { } value ? facts.Amount(value, proof.Figures.Currency) : "―")}"));

    private static IEnumerable<string> Outlook(PlacementProof proof, PlacementWords words)
    {
        if (words.WayUp(proof) is { } wayUp)
        {
            yield return wayUp;
        }

        if (words.Lapse(proof) is { } lapse)
        {
            yield return lapse;
        }

        if (proof.ChangesOn is { } on && on != proof.LapsesOn)
        {
            yield return words.Facts.Say($"購入がなくても{words.Facts.Day(on)}にランクが変わります", $"on {words.Facts.Day(on)} time alone changes the rank");
        }
    }

    private static Table Conditions(PlacementProof proof, PlacementWords words)
    {
        FactWords facts = words.Facts;
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(facts.Say("ランク", "Rank"), "", facts.Say("条件", "Condition"), facts.Say("いまの値", "Now"), facts.Say("あと", "Missing"));
        foreach (RankProof rank in proof.Tried)
        {
            string name = Markup.Escape(facts.Say(rank.Rank.Name));
            if (rank.Conditions.Count == 0)
            {
                table.AddRow(name, "○", facts.Say("条件なし", "none"), "", "");
            }

            foreach ((int index, ConditionProof condition) in rank.Conditions.Index())
            {
                table.AddRow(
                    index == 0 ? name : "",
                    condition.Holds ? "○" : "×",
                    Markup.Escape(words.Condition(condition, proof)),
                    Markup.Escape(words.Found(condition, proof)),
                    Markup.Escape(words.Missing(condition, proof) ?? ""));
            }
        }

        return table;
    }

    private static Table Orders(PlacementProof proof, FactWords facts)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(facts.Say("注文日", "Ordered on"), facts.Say("注文番号", "Order"));
        table.AddColumn(new TableColumn(facts.Say("金額", "Amount")).RightAligned());
        table.AddColumn(facts.Say("数えない理由", "Not counted"));
        foreach (OrderEvidence order in proof.Orders)
        {
            table.AddRow(
                FactWords.IsoDay(order.OrderedOn),
                Markup.Escape(order.OrderId),
                Markup.Escape(facts.Amount(new Money(order.AmountMinor, proof.Figures.Currency))),
                order.Exclusion is { } exclusion ? facts.Name(exclusion) : "");
        }

        return table;
    }
}
