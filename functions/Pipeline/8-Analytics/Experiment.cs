using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Something that can be judged: arms side by side, or before and after.</summary>
/// <param name="Id">Of a split; <c>JOURNEY:holdout</c>, <c>JOURNEY:versions</c>, and <c>holdout</c> for the whole shop.</param>
/// <param name="JourneyIds">In which it runs; empty for the whole shop.</param>
/// <param name="Name">For people: of the journey.</param>
/// <param name="Arms">At least two.</param>
/// <param name="Since">When it began, on the shop clock, UTC.</param>
public sealed record Experiment(
    string Id, ExperimentKind Kind, IReadOnlyList<string> JourneyIds, LocalText Name, IReadOnlyList<ExperimentArm> Arms, Hypothesis Hypothesis, DateTimeOffset Since)
{
    /// <summary>When the verdict is due, UTC.</summary>
    public required DateTimeOffset CheckAt { get; init; }

    /// <summary>By which customers are parted; null where no step does that.</summary>
    internal Step.Split? Split { get; init; }

    /// <summary>Steps whose messages belong to it; empty for all of its journeys.</summary>
    internal IReadOnlySet<string> StepIds { get; init; } = new HashSet<string>();

    /// <summary>Of the whole shop's holdout.</summary>
    public const string ShopHoldoutId = "holdout";

    /// <summary>Of versions: when customers were drawn to both side by side, as in a roll-out; null where they were not.</summary>
    public DrawnPeriod? Drawn { get; init; }

    /// <summary>Nobody is parted by chance.</summary>
    public bool IsWeak => Kind == ExperimentKind.Versions && Drawn is null;
}

/// <summary>How customers are parted.</summary>
public enum ExperimentKind
{
    /// <summary>By a step of a journey.</summary>
    Split,

    /// <summary>Some are kept out of a journey.</summary>
    Holdout,

    /// <summary>Some are kept out of all marketing.</summary>
    ShopHoldout,

    /// <summary>Those of a version are compared with those of the version before: during a roll-out parted by chance, else not at all.</summary>
    Versions,
}
