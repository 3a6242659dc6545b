using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What is to be published.</summary>
/// <param name="Drafts">Which drafts; left out for all.</param>
/// <param name="Hypotheses">What is expected of journeys; written into their files. May be left out.</param>
/// <param name="Key">The caller's own mark for this one publication, up to 100 characters: with it, asking again does nothing twice. Not for a preview.</param>
/// <param name="By">Who publishes, as the shop calls them. Not for a preview.</param>
/// <param name="Why">Why, without addresses; needed where there are warnings. Not for a preview.</param>
/// <param name="Policy">What becomes of those inside; 'pin' when it is left out.</param>
internal sealed record PublishRequest(
    IReadOnlyList<ChosenDraft>? Drafts, IReadOnlyList<ExpectedBody>? Hypotheses, string? Key, string? By, string? Why, PublishPolicy? Policy)
{
    /// <summary>The stages in which new versions reach those who enter; left out for everybody at once.</summary>
    public StagesBody? Rollout { get; init; }
}

/// <summary>What becomes of those who are inside a journey that gets a new version.</summary>
internal enum PublishPolicy
{
    /// <summary>They go through to the end of the version with which they began.</summary>
    Pin,

    /// <summary>They go on in the new one at the step before which they stand, as soon as nothing of theirs is under way or put off; not
    /// together with stages, and not in broadcasts.</summary>
    Move,
}

/// <summary>A draft that is to be published.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Tag">As it was seen; when it was changed since, nothing is published. Left out only for a preview.</param>
internal sealed record ChosenDraft(TemplateKind? Kind, string? Name, string? Tag)
{
    [JsonIgnore]
    public TemplateName TemplateName => new(Kind!.Value, Name!);
}

/// <summary>What is expected of a journey (仮説).</summary>
/// <param name="Kind">'journey' or 'campaign'.</param>
/// <param name="Name">The journey's id.</param>
/// <param name="Text">In the shop's own words, up to 500 characters.</param>
/// <param name="Metric">What is compared; 'purchase' when it is left out.</param>
/// <param name="Expected">How large the difference should be: 20%, 3pt, or an amount per customer.</param>
/// <param name="CheckOn">The day of the verdict; a month from now when it is left out.</param>
internal sealed record ExpectedBody(TemplateKind? Kind, string? Name, string? Text, Metric? Metric, string? Expected, DateOnly? CheckOn);

/// <summary>What publishing would do.</summary>
/// <param name="CanPublish">Whether nothing keeps it from being published.</param>
/// <param name="NeedsWhy">Whether there are warnings, so that 'why' is needed.</param>
/// <param name="Policies">What can be done with those inside.</param>
/// <param name="Drafts">What would be published.</param>
/// <param name="Moved">Drafts that are gone, or were changed since they were seen.</param>
/// <param name="Journeys">Journeys that would get a new version.</param>
/// <param name="Models">Rank models that would; everybody is ranked by the new version at once.</param>
/// <param name="Findings">What is to be said of them.</param>
internal sealed record PublishPreview(
    bool CanPublish, bool NeedsWhy, IReadOnlyList<PublishPolicy> Policies, IReadOnlyList<PreviewedDraft> Drafts, IReadOnlyList<TemplateRef> Moved,
    IReadOnlyList<PreviewedJourney> Journeys, IReadOnlyList<PreviewedModel> Models, IReadOnlyList<LintItem> Findings);

/// <summary>A file, by its kind and name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
internal sealed record TemplateRef(TemplateKind Kind, string Name)
{
    public static TemplateRef Of(TemplateName name) => new(name.Kind, name.Name);

    /// <summary>What includes a part.</summary>
    public static TemplateRef[] UsesOf(string part, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) => [.. (uses.GetValueOrDefault(part) ?? []).Select(Of)];
}

/// <summary>A draft that would be published.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="Tag">As it is now.</param>
/// <param name="IsNew">Whether no file of this name was published.</param>
/// <param name="IsStale">Whether other words were published since it was begun; then it cannot be published before somebody has brought both together.</param>
/// <param name="IsUnsent">Whether no journey sends the message, or what includes the part; then it stays a draft.</param>
/// <param name="UsedIn">Of a part: the messages and parts that include it.</param>
internal sealed record PreviewedDraft(TemplateKind Kind, string Name, string Tag, bool IsNew, bool IsStale, bool IsUnsent, IReadOnlyList<TemplateRef> UsedIn)
{
    public static PreviewedDraft Of(PlannedDraft planned, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) => new(
        planned.Draft.Name.Kind,
        planned.Draft.Name.Name,
        planned.Draft.Tag,
        planned.Before is null,
        planned.IsStale,
        planned.IsUnsent,
        planned.Draft.Name.Kind == TemplateKind.Part ? TemplateRef.UsesOf(planned.Draft.Name.Name, uses) : []);
}

/// <summary>A journey that would get a new version.</summary>
/// <param name="Kind">'journey' or 'campaign'.</param>
/// <param name="Id">The journey.</param>
/// <param name="Title">For people.</param>
/// <param name="Before">Its newest version; null for a new journey.</param>
/// <param name="After">The version that it would get.</param>
/// <param name="Files">Files that are new or say something else, with those of messages.</param>
/// <param name="StepsAdded">Steps that are new.</param>
/// <param name="StepsRemoved">Steps that are gone.</param>
/// <param name="StepsChanged">Steps that are different, or whose message is.</param>
/// <param name="Inside">Who stands where now.</param>
/// <param name="CountedAt">When they were counted, on the shop clock.</param>
/// <param name="RollsOut">Whether it can reach those who enter in stages; a new journey and a broadcast cannot.</param>
internal sealed record PreviewedJourney(
    TemplateKind Kind, string Id, LocalText Title, int? Before, int After, IReadOnlyList<string> Files, IReadOnlyList<string> StepsAdded,
    IReadOnlyList<string> StepsRemoved, IReadOnlyList<string> StepsChanged, IReadOnlyList<StandingItem> Inside, DateTimeOffset CountedAt, bool RollsOut)
{
    public static PreviewedJourney Of(PlannedJourney planned, Counted<IReadOnlyList<StepCount>> standing) => new(
        planned.Name.Kind,
        planned.Name.Name,
        planned.Title,
        planned.Before,
        (planned.Before ?? 0) + 1,
        planned.Files,
        planned.Steps.Added,
        planned.Steps.Removed,
        planned.Steps.Changed,
        [.. standing.Value.Select(StandingItem.Of)],
        standing.CountedAt,
        planned.RollsOut);
}

/// <summary>Customers who stand before a step.</summary>
/// <param name="Version">The version that they go through.</param>
/// <param name="Step">The step that comes next; null for those who have the last one behind them.</param>
/// <param name="Inside">How many, at least 1.</param>
/// <param name="Move">What 'move' would do with them; null where there is nobody to move: in a new journey, or a broadcast.</param>
internal sealed record StandingItem(int Version, string? Step, int Inside, StandingMove? Move)
{
    public static StandingItem Of(StepCount count) => new(count.Version, count.StepId, count.Inside, count.Place is { } place ? StandingMove.Of(place) : null);
}

/// <summary>What becomes of people who stand alike when those inside go on in the new version.</summary>
/// <param name="Outcome">Whether they go on in it.</param>
/// <param name="Step">With which step; null where they do not.</param>
/// <param name="Reason">Why they stay; null where they do not.</param>
internal sealed record StandingMove(StandingMoveOutcome Outcome, string? Step, StayReason? Reason)
{
    public static StandingMove Of(StandingPlace place) =>
        new(place.Stays is not null ? StandingMoveOutcome.Stay : place.Ends ? StandingMoveOutcome.End : StandingMoveOutcome.Go, place.StepId, place.Stays);
}

/// <summary>What a new version is for somebody inside.</summary>
internal enum StandingMoveOutcome
{
    /// <summary>They go on in it.</summary>
    Go,

    /// <summary>Nothing of it remains for them: the journey ends.</summary>
    End,

    /// <summary>They go through to the end of theirs.</summary>
    Stay,
}

/// <summary>A rank model that would get a new version.</summary>
/// <param name="Id">The model.</param>
/// <param name="Before">Its newest version; null for a new model.</param>
/// <param name="After">The version that it would get.</param>
internal sealed record PreviewedModel(string Id, int? Before, int After);

/// <summary>A publication.</summary>
/// <param name="At">When it was asked for first, on the shop clock.</param>
/// <param name="By">Who did.</param>
/// <param name="Why">Why; null when they did not say.</param>
/// <param name="Versions">What stands now.</param>
/// <param name="Left">Drafts that stay, because no journey sends them.</param>
internal sealed record PublishedBody(DateTimeOffset At, string By, string? Why, IReadOnlyList<PublishedItem> Versions, IReadOnlyList<TemplateRef> Left);

/// <summary>A journey or rank model as it stands after a publication.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The journey or model.</param>
/// <param name="Version">The newest version.</param>
/// <param name="IsNew">Whether it is new; false where the files were the same before.</param>
internal sealed record PublishedItem(TemplateKind Kind, string Id, int Version, bool IsNew);
