using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>A journey as it was published: it and its messages never change again.</summary>
/// <param name="Version">≥ 1, in the order of publication.</param>
public sealed record PublishedJourney(JourneyDefinition Definition, int Version, JourneyMessages Messages);
