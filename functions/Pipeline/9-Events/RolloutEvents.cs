using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a roll-out tells others.</summary>
internal static class RolloutEvents
{
    /// <param name="entry">With an alarm.</param>
    public static DomainEvent Stopped(string journeyId, Rollout stopped, RolloutEntry entry) => new(
        EventTypes.RolloutStopped,
        OpaqueId.Of(26, EventTypes.RolloutStopped, journeyId, RowKeys.Sortable(entry.At)),
        $"journeys/{journeyId}",
        entry.At,
        EventData.Write(new RolloutStoppedData(
            journeyId,
            stopped.Version,
            stopped.BaseVersion,
            entry.Alarm!.Harm,
            entry.Alarm.Rate.Trials,
            entry.Alarm.Rate.Hits,
            entry.Alarm.BaseRate.Trials,
            entry.Alarm.BaseRate.Hits)));
}

/// <param name="Messages">Of the new version.</param>
/// <param name="Harmed">Of these.</param>
/// <param name="BaseMessages">Of the version before, in the same days.</param>
internal sealed record RolloutStoppedData(
    string JourneyId, int Version, int BaseVersion, RolloutHarm Cause, long Messages, long Harmed, long BaseMessages, long BaseHarmed);
