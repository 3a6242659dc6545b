using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>What was learnt (学びの記録): a verdict as it was given, kept for ever.</summary>
/// <param name="At">When, on the shop clock, UTC.</param>
/// <param name="Hypothesis">In the words of its author; empty where nobody said.</param>
/// <param name="Words">What a marketer reads.</param>
public sealed record Learning(
    DateTimeOffset At, string ExperimentId, ExperimentKind ExperimentKind, IReadOnlyList<string> JourneyIds, VerdictKind Kind, string Hypothesis, Metric Metric, LocalText Words)
{
    /// <summary>The arm that the verdict is about; null where it is about all.</summary>
    public string? ArmId { get; init; }

    /// <summary>To which it was compared; null where <see cref="ArmId"/> is.</summary>
    public string? BaseId { get; init; }

    /// <summary>The day for the verdict had come.</summary>
    public bool IsDue { get; init; }

    /// <summary>Before was compared with after.</summary>
    public bool IsWeak { get; init; }

    /// <summary>The figures behind it.</summary>
    public IReadOnlyList<LearntArm> Arms { get; init; } = [];

    /// <summary>The place in the list of all, the latest first.</summary>
    public required string Place { get; init; }

    /// <summary>Whether every word occurs somewhere in it, in any case.</summary>
    /// <param name="query">Words parted by blanks.</param>
    public bool Matches(string query)
    {
        string text = string.Join('\n', [ExperimentId, .. JourneyIds, Hypothesis, Words.Ja, Words.En, Kind.ToString(), Metric.ToString()]);
        return query.Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries).All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>An arm at the time of a verdict.</summary>
/// <param name="Customers">Whose window had passed and who counted for the metric.</param>
/// <param name="Mean">Of the metric: a rate, or minor units per customer.</param>
public sealed record LearntArm(string Id, long Customers, long Hits, double Mean);
