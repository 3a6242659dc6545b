using FollowUpFlows.App.Settings;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What the files of a ZIP would change.</summary>
/// <param name="Mark">What to send back as If-Match, in quotes.</param>
/// <param name="CanImport">Whether some file is new or different, and nothing keeps them from being taken.</param>
/// <param name="Files">Those of the ZIP, and those that only the shop has, by kind and name.</param>
/// <param name="Faults">What keeps the files from being taken.</param>
/// <param name="Ignored">Paths of the ZIP that belong to no configuration.</param>
/// <param name="Findings">What the rules of publishing say of the files that are new or different.</param>
/// <param name="Settings">Settings that differ; an import leaves them as they are.</param>
/// <param name="SettingsUnreadable">Whether 'settings.json' is there and cannot be read.</param>
internal sealed record ConfigurationPreview(
    string Mark, bool CanImport, IReadOnlyList<ConfigurationItem> Files, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Ignored, IReadOnlyList<LintItem> Findings,
    IReadOnlyList<SettingDifference> Settings, bool SettingsUnreadable)
{
    /// <param name="here">The shop's own.</param>
    public static ConfigurationPreview Of(ConfigurationPlan plan, SharedSettings here)
    {
        SharedSettings? there = plan.Settings is { } text ? SharedSettings.Read(text) : null;
        return new ConfigurationPreview(
            plan.Mark,
            plan.Faults.Count == 0 && plan.Taken.Any(),
            [.. plan.Files.Select(f => new ConfigurationItem(f.Name.Kind, f.Name.Name, f.Path, f.State, f.Title, f.ReplacesDraft))],
            [.. plan.Faults.Select(f => new ConfigurationFault(f.File, f.Message))],
            plan.Ignored,
            [.. plan.Judged.Findings.OrderBy(f => f.Severity == LintSeverity.Fault ? 0 : 1).Select(f => LintItem.Of(f, plan.Judged))],
            there is null ? [] : [.. here.DifferencesTo(there).Select(d => new SettingDifference(d.Name, d.Here, d.There))],
            plan.Settings is not null && there is null);
    }
}

/// <summary>A file of an import, or of the shop.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Path">Where it lies in the ZIP, or in a folder of templates.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Title">As people call it; null where it does not say so.</param>
/// <param name="ReplacesDraft">Whether words that somebody is writing would go.</param>
internal sealed record ConfigurationItem(TemplateKind Kind, string Name, string Path, ConfigurationFileState State, LocalText? Title, bool ReplacesDraft);

/// <summary>What keeps files from being taken.</summary>
/// <param name="Path">Of the file in the ZIP; 'ZIP' for the whole.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
internal sealed record ConfigurationFault(string Path, string Detail);

/// <summary>A setting that is another there.</summary>
/// <param name="Name">Of the setting.</param>
/// <param name="Here">In the shop; null where it is not set.</param>
/// <param name="There">In the ZIP; null where it is not set.</param>
internal sealed record SettingDifference(string Name, string? Here, string? There);

/// <summary>Files that were taken.</summary>
/// <param name="Drafts">By kind and name.</param>
internal sealed record ImportedConfiguration(IReadOnlyList<ImportedDraft> Drafts);

/// <summary>A file that is a draft now.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Tag">What to publish or change it with.</param>
internal sealed record ImportedDraft(TemplateKind Kind, string Name, string Tag);
