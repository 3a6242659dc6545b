using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes the log of what was learnt.</summary>
internal static class LearningsOutput
{
    public static void Write(Terminal terminal, IReadOnlyList<Learning> learnings, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, learnings.Select(l => new
                {
                    l.At,
                    l.ExperimentId,
                    l.ExperimentKind,
                    Journeys = l.JourneyIds,
                    Verdict = l.Kind,
                    l.Words,
                    l.Hypothesis,
                    l.Metric,
                    l.ArmId,
                    l.BaseId,
                    Due = l.IsDue,
                    Weak = l.IsWeak,
                    l.Arms,
                }));
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, learnings, style.Language);
                break;
            default:
                WriteTable(terminal.Console(), learnings, shop, style.Language);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, IReadOnlyList<Learning> learnings, Language language)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord("at", "experiment", "verdict", "arm", "base", "hypothesis", "words");
        foreach (Learning l in learnings)
        {
            writer.WriteRecord(l.At.ToString("O", CultureInfo.InvariantCulture), l.ExperimentId, l.Kind.ToString(), l.ArmId ?? "", l.BaseId ?? "", l.Hypothesis, WordsOf(l, language));
        }
    }

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<Learning> learnings, ShopSettings shop, Language language)
    {
        bool isJa = language == Language.Ja;
        if (learnings.Count == 0)
        {
            console.WriteLine(isJa ? "まだ記録がありません。" : "Nothing was learnt yet.");
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(isJa ? "日時" : "At", isJa ? "テスト" : "Experiment", isJa ? "仮説" : "Hypothesis", isJa ? "判定" : "Verdict");
        foreach (Learning l in learnings)
        {
            table.AddRow(LifeOutput.Local(l.At, shop), Markup.Escape(l.ExperimentId), Markup.Escape(l.Hypothesis), Markup.Escape(WordsOf(l, language)));
        }

        console.Write(table);
    }

    private static string WordsOf(Learning learning, Language language) => language == Language.Ja ? learning.Words.Ja : learning.Words.En;
}
