using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes the proof of one placement.</summary>
internal static class ProofOutput
{
    private const int ValueDecimals = 4;

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
                ProofText.Write(terminal.Console(), customerId, proof, words);
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
                c.Holds,
                Value = Number(c.Value, c.Unit),
                Threshold = Number(c.Threshold, c.Unit),
                Text = words.Condition(c, proof),
                Found = words.Found(c, proof),
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
        Events = KnownEvents(proof),
    });

    /// <summary>Amounts in major units, rounded to four decimals for reading; a day as a date, yes or no as such; null when not known.</summary>
    private static object? Number(Fraction? value, FactUnit unit) => value is not { } known ? null : unit switch
    {
        FactUnit.Date => DateOnly.FromDayNumber((int)known.Floor()),
        FactUnit.Flag => known == 1,
        _ => known.Round(ValueDecimals),
    };

    internal static IEnumerable<EngagementEvent> KnownEvents(PlacementProof proof) =>
        proof.Facts.Events.Where(e => e.On <= proof.Facts.AsOf).OrderBy(e => e.On);
}
