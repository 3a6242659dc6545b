using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What an import of files would change. Nothing that the shop has is ever removed by one.</summary>
/// <param name="Mark">The same as long as neither the files nor what they meet changes.</param>
/// <param name="Files">By kind and name.</param>
/// <param name="Judged">Those that are new or different, over what is published.</param>
/// <param name="Faults">What keeps the files from being taken at all, drafts or not.</param>
/// <param name="Ignored">Paths that belong to no configuration.</param>
/// <param name="Settings">The text of the settings; null without any.</param>
public sealed record ConfigurationPlan(
    string Mark, IReadOnlyList<ConfigurationFile> Files, JudgedDrafts Judged, IReadOnlyList<TemplateFault> Faults, IReadOnlyList<string> Ignored, string? Settings)
{
    /// <summary>Those that become drafts.</summary>
    public IEnumerable<ConfigurationFile> Taken => Files.Where(f => f.State is ConfigurationFileState.Added or ConfigurationFileState.Changed);
}

/// <summary>A file of an import, or of the shop.</summary>
/// <param name="Text">As the import has it; null for one that only the shop has.</param>
/// <param name="Title">As people call it; null where it does not say so.</param>
/// <param name="Published">Null for a new file.</param>
/// <param name="Draft">What somebody is writing of it; null when nobody is.</param>
public sealed record ConfigurationFile(
    TemplateName Name, string Path, ConfigurationFileState State, LocalText? Title, string? Text, PublishedFile? Published, Draft? Draft)
{
    /// <summary>Whether words that somebody is writing would go.</summary>
    public bool ReplacesDraft => State is ConfigurationFileState.Added or ConfigurationFileState.Changed && Draft is not null && Draft.Text != Text;
}

/// <summary>What becomes of a file.</summary>
public enum ConfigurationFileState
{
    /// <summary>The shop has none of this name.</summary>
    Added,

    /// <summary>The shop has published other words.</summary>
    Changed,

    /// <summary>The shop has published the same.</summary>
    Equal,

    /// <summary>Only the shop has it; it stays.</summary>
    OnlyHere,
}

/// <summary>What became of an import.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>The files are drafts.</summary>
    public sealed record Done(IReadOnlyList<Draft> Drafts) : ImportOutcome;

    /// <summary>Something has changed since it was looked at.</summary>
    public sealed record Moved : ImportOutcome;

    /// <summary>Nothing was taken.</summary>
    public sealed record Refused(ConfigurationPlan Plan) : ImportOutcome;

    /// <summary>Somebody is writing files that it would replace, and nobody said that it may.</summary>
    public sealed record WouldReplace(IReadOnlyList<TemplateName> Names) : ImportOutcome;
}
