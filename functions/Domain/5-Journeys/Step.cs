using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>One part of a journey.</summary>
/// <param name="Id">Unique in the journey, kept for ever: it is part of the ledger's keys.</param>
public abstract record Step(string Id, StepTiming Timing)
{
    /// <summary>Sends a message over the first channel that can be used.</summary>
    /// <param name="Channels">In the order of preference, at least one, none twice.</param>
    /// <param name="MessageId">A message template that exists for each of the channels.</param>
    public sealed record Send(string Id, StepTiming Timing, IReadOnlyList<Channel> Channels, string MessageId) : Step(Id, Timing);

    /// <summary>Only waits.</summary>
    public sealed record Wait(string Id, StepTiming Timing) : Step(Id, Timing);
}
