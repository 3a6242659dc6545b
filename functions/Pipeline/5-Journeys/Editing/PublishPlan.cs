using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Which drafts are to be published.</summary>
/// <param name="Drafts">Null for all there are. With a tag only the draft that was seen; without one whatever it says.</param>
/// <param name="Expected">What is to be written into journeys, each once.</param>
public sealed record PublishChoice(IReadOnlyList<(TemplateName Name, string? Tag)>? Drafts, IReadOnlyList<ExpectedOf> Expected)
{
    /// <summary>In which the journeys' new versions reach customers; null for everybody at once.</summary>
    public RolloutPlan? Stages { get; init; }

    /// <summary>Whether those inside older versions go on in the new ones (<see cref="PublicationWay"/>).</summary>
    public bool MovesInside { get; init; }
}

/// <summary>What a publication would do.</summary>
/// <param name="Drafts">By kind and name.</param>
/// <param name="Moved">Drafts that are gone, or changed since they were seen.</param>
/// <param name="Judged">The drafts over what is published.</param>
/// <param name="Findings">What is to be said of them.</param>
/// <param name="Journeys">Those that get a new version, by path.</param>
/// <param name="Models">Rank models that do.</param>
public sealed record PublishPlan(
    IReadOnlyList<PlannedDraft> Drafts,
    IReadOnlyList<TemplateName> Moved,
    JudgedDrafts Judged,
    IReadOnlyList<TemplateFinding> Findings,
    IReadOnlyList<PlannedJourney> Journeys,
    IReadOnlyList<PlannedModel> Models)
{
    /// <summary>Whether something keeps it from being published.</summary>
    public bool IsFaulty => Findings.Any(f => f.Severity == LintSeverity.Fault);

    /// <summary>Whether somebody must say why it is published all the same.</summary>
    public bool NeedsReason => Findings.Any(f => f.Severity == LintSeverity.Warning);
}

/// <summary>A draft that is to be published.</summary>
/// <param name="Text">As it will be published.</param>
/// <param name="Before">The file as it is published; null for a new one.</param>
/// <param name="IsUnsent">A message that no journey sends: it stays a draft, because messages are published with journeys.</param>
public sealed record PlannedDraft(Draft Draft, string Text, PublishedFile? Before, bool IsUnsent)
{
    /// <summary>Whether other words were published since it was begun, which it would undo.</summary>
    public bool IsStale => Before is not null && Before.Hash != Draft.BasedOn && Before.Text != Text;
}

/// <summary>A journey that gets a new version.</summary>
/// <param name="Before">Its newest version; null for a new journey.</param>
/// <param name="Files">Paths of the files that are new or say something else.</param>
public sealed record PlannedJourney(TemplateName Name, LocalText Title, int? Before, IReadOnlyList<string> Files, StepChanges Steps)
{
    /// <summary>Whether the version can reach customers in stages: there is one before it, and it is no broadcast.</summary>
    public bool RollsOut { get; init; }

    /// <summary>The version, for those inside to go on in; null where nobody can: it is the first, or a broadcast.</summary>
    public JourneyDefinition? InsideTo { get; init; }
}

/// <summary>A rank model that gets a new version.</summary>
/// <param name="Before">Its newest version; null for a new model.</param>
public sealed record PlannedModel(string Id, int? Before);

/// <summary>What became of a publication.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome()
    {
    }

    /// <summary>It stands.</summary>
    /// <param name="Left">Drafts that stay, because no journey sends them.</param>
    public sealed record Done(DateTimeOffset At, string By, string? Why, IReadOnlyList<PublishedTemplate> Versions, IReadOnlyList<TemplateName> Left) : PublishOutcome;

    /// <summary>Nothing was published.</summary>
    public sealed record Refused(PublishRefusal Reason, IReadOnlyList<TemplateName> Names, PublishPlan? Plan) : PublishOutcome;
}

/// <summary>Why nothing was published.</summary>
public enum PublishRefusal
{
    /// <summary>There are no drafts to publish.</summary>
    Nothing,

    /// <summary>A draft is gone, or was changed since it was seen.</summary>
    DraftMoved,

    /// <summary>Other words were published since a draft was begun.</summary>
    Stale,

    /// <summary>What is expected cannot be written into a journey's file.</summary>
    ExpectedNotWritten,

    /// <summary>The findings hold a fault.</summary>
    Faulty,

    /// <summary>There are warnings, and nobody says why it is published all the same.</summary>
    Unexplained,

    /// <summary>Somebody else published just now.</summary>
    Raced,

    /// <summary>Something else was published with this key.</summary>
    KeyUsed,
}
