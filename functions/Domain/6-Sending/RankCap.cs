using FollowUpFlows.Domain.Journeys;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Domain.Sending;

/// <summary>How often customers of some ranks may be sent marketing, by all journeys together (距離感).</summary>
/// <param name="RankIds">Of the shop's own rank model; empty for all ranks.</param>
public sealed record RankCap(FrequencyCap Cap, IReadOnlyList<string> RankIds, Half Half)
{
    /// <summary>Whether it is for somebody of that standing.</summary>
    /// <param name="standing">Under the shop's own rank model; null for somebody who has none: only a cap for everybody is theirs.</param>
    public bool Holds(Standing? standing) => standing is { } at
        ? new RankGate("", RankIds, Half).Admits(at)
        : RankIds.Count == 0 && Half == Half.Any;
}
