using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>What a journey as a whole tells others.</summary>
internal static class JourneyEvents
{
    public static DomainEvent Paused(JourneyPause pause) => new(
        EventTypes.JourneyPaused,
        OpaqueId.Of(26, EventTypes.JourneyPaused, pause.JourneyId, RowKeys.Sortable(pause.At)),
        $"journeys/{pause.JourneyId}",
        pause.At,
        EventData.Write(new JourneyPausedData(pause.JourneyId, pause.Cause, pause.Tally.Delivered, pause.Tally.Bounced, pause.Tally.Complained)));
}
