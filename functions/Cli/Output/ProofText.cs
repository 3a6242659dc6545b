using System.Globalization;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ranking;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>The proof of one placement as a page to read.</summary>
internal static class ProofText
{
    public static void Write(IAnsiConsole console, string customerId, PlacementProof proof, PlacementWords words)
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
        if (ProofOutput.KnownEvents(proof).Any())
        {
            console.Write(Events(proof, facts));
        }
    }

    private static string Shop(PlacementProof proof, FactWords facts) => string.Join("  ", Enum.GetValues<ShopFigure>()
        .Select(f => $"{facts.Name(f)} {Figure(f, proof, facts)}"));

    /// <summary>The figure that the conditions below compare with, so that the page agrees with itself.</summary>
    private static string Figure(ShopFigure figure, PlacementProof proof, FactWords facts)
    {
        string value = proof.Model.Figure(figure, proof.Figures) is { } known ? facts.Amount(known, proof.Figures.Currency) : "―";
        return proof.Model.Definition.FixedFigures.ContainsKey(figure) ? value + facts.Say("（固定）", " (fixed)") : value;
    }

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

    private static Table Events(PlacementProof proof, FactWords facts)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(facts.Say("日付", "On"), facts.Say("行動", "Event"));
        table.AddColumn(new TableColumn(facts.Say("行動スコア", "Behaviour score")).RightAligned());
        table.AddColumn(new TableColumn(facts.Say("関係性スコア", "Relationship score")).RightAligned());
        foreach (EngagementEvent e in ProofOutput.KnownEvents(proof))
        {
            table.AddRow(
                FactWords.IsoDay(e.On),
                Markup.Escape(e.Type),
                Weight(proof.Model.Definition.Behaviour.Weight(e, proof.Facts.AsOf)),
                Weight(proof.Model.Definition.Relationship.Weight(e, proof.Facts.AsOf)));
        }

        return table;
    }

    private static string Weight(int points) => points == 0 ? "" : points.ToString("+0;-0", CultureInfo.InvariantCulture);
}
