using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Journeys;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes what was found in templates.</summary>
internal static class FindingsOutput
{
    private static readonly string[] Columns = ["severity", "rule", "file", "line", "step", "message"];

    public static void Write(Terminal terminal, CheckedTemplates templates, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, templates);
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, templates.Findings);
                break;
            default:
                WriteTable(terminal.Console(), templates);
                break;
        }
    }

    private static void WriteJson(TextWriter output, CheckedTemplates templates) => Json.Write(output, new
    {
        Journeys = templates.Journeys.Select(j => j.Bundle.Definition.Id),
        RankModels = templates.Models.Select(m => m.Model.Id),
        Faults = Count(templates, LintSeverity.Fault),
        Warnings = Count(templates, LintSeverity.Warning),
        Findings = templates.Findings.Select(f => new { f.Severity, f.Rule, f.File, f.Line, Step = f.StepId, f.Message }),
    });

    private static void WriteCsv(TextWriter output, IEnumerable<TemplateFinding> findings)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord(Columns);
        foreach (TemplateFinding finding in findings)
        {
            writer.WriteRecord(Word(finding.Severity), finding.Rule, finding.File, Line(finding), finding.StepId ?? "", finding.Message);
        }
    }

    private static void WriteTable(IAnsiConsole console, CheckedTemplates templates)
    {
        if (templates.Findings.Count > 0)
        {
            Table table = new() { Border = TableBorder.Simple };
            table.AddColumns("", "Where", "Step", "What to do", "Rule");
            foreach (TemplateFinding finding in templates.Findings)
            {
                string where = finding.Line is null ? finding.File : $"{finding.File}:{finding.Line}";
                table.AddRow(new[] { Word(finding.Severity), where, finding.StepId ?? "", finding.Message, finding.Rule }.Select(Markup.Escape).ToArray());
            }

            console.Write(table);
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"journeys: {templates.Journeys.Count}, rank models: {templates.Models.Count}, faults: {Count(templates, LintSeverity.Fault)}, warnings: {Count(templates, LintSeverity.Warning)}"));
    }

    private static int Count(CheckedTemplates templates, LintSeverity severity) => templates.Findings.Count(f => f.Severity == severity);

    private static string Word(LintSeverity severity) => severity == LintSeverity.Fault ? "fault" : "warning";

    private static string Line(TemplateFinding finding) => finding.Line?.ToString(CultureInfo.InvariantCulture) ?? "";
}
