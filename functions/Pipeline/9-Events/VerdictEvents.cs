using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a verdict tells others.</summary>
internal static class VerdictEvents
{
    public static DomainEvent Reached(Learning learning) => new(
        EventTypes.VerdictReached,
        OpaqueId.Of(26, EventTypes.VerdictReached, learning.Place),
        $"experiments/{learning.ExperimentId}",
        learning.At,
        EventData.Write(new VerdictReachedData(
            learning.ExperimentId, learning.ExperimentKind, learning.JourneyIds, learning.Kind, learning.ArmId, learning.BaseId, learning.Metric, learning.IsDue, learning.IsWeak)));
}

/// <param name="ArmId">Null where the verdict is about all arms.</param>
internal sealed record VerdictReachedData(
    string ExperimentId,
    ExperimentKind ExperimentKind,
    IReadOnlyList<string> JourneyIds,
    VerdictKind Kind,
    string? ArmId,
    string? BaseId,
    Metric Metric,
    bool IsDue,
    bool IsWeak);
