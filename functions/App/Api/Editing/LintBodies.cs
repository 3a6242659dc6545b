using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What is to be judged.</summary>
/// <param name="Files">Texts that are not saved, over the drafts; at most 20. May be left out.</param>
/// <param name="WithDrafts">False leaves the drafts out; else all of them count.</param>
internal sealed record LintRequest(IReadOnlyList<LintedText>? Files, bool? WithDrafts);

/// <summary>A text that is not saved.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Text">The whole file.</param>
internal sealed record LintedText(TemplateKind? Kind, string? Name, string? Text)
{
    [JsonIgnore]
    public TemplateName TemplateName => new(Kind!.Value, Name!);
}

/// <summary>What is to be said of the files.</summary>
/// <param name="Faults">How many findings keep them from being published.</param>
/// <param name="Warnings">How many do not.</param>
/// <param name="Findings">By file and line.</param>
internal sealed record LintBody(int Faults, int Warnings, IReadOnlyList<LintItem> Findings)
{
    public static LintBody Of(JudgedDrafts judged)
    {
        LintItem[] items = [.. judged.Findings.Select(f => LintItem.Of(f, judged))];
        return new LintBody(items.Count(i => i.Severity == LintSeverity.Fault), items.Count(i => i.Severity == LintSeverity.Warning), items);
    }
}

/// <summary>Something that the writer should know.</summary>
/// <param name="Severity">A fault keeps the file from being published; a warning does not.</param>
/// <param name="Rule">Which rule; kept for ever.</param>
/// <param name="Kind">What the file is; null where no one file is meant, and so is the name.</param>
/// <param name="Name">The id of what the file holds.</param>
/// <param name="File">Where it lies in a folder of templates.</param>
/// <param name="Line">From 1; null when it is about the file as a whole.</param>
/// <param name="Column">Where the line's text begins, from 1; null without a line.</param>
/// <param name="Step">The step of the journey; null when no one step is meant.</param>
/// <param name="What">What is wrong, in words for everybody.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Detail">The same with the names and values at this place, in English.</param>
internal sealed record LintItem(
    LintSeverity Severity, string Rule, TemplateKind? Kind, string? Name, string File, int? Line, int? Column, string? Step, LocalText What, LocalText Fix, string Detail)
{
    public static LintItem Of(TemplateFinding finding, JudgedDrafts judged)
    {
        TemplateName? name = judged.Names.GetValueOrDefault(finding.File);
        (LocalText what, LocalText fix) = LintWords.Of(finding.Rule);
        return new LintItem(
            finding.Severity, finding.Rule, name?.Kind, name?.Name, finding.File, finding.Line, ColumnOf(finding, judged.Set), finding.StepId, what, fix, finding.Message);
    }

    /// <summary>All that is to be said of a publication.</summary>
    public static IReadOnlyList<LintItem> Of(PublishPlan plan) => [.. plan.Findings.Select(f => Of(f, plan.Judged))];

    private static int? ColumnOf(TemplateFinding finding, TemplateSet set)
    {
        if (finding.Line is not { } line || !set.Files.TryGetValue(finding.File, out string? text))
        {
            return null;
        }

        string found = text.ReplaceLineEndings("\n").Split('\n').ElementAtOrDefault(line - 1) ?? "";
        return found.Length - found.TrimStart().Length + 1;
    }
}
