using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>What marketing can be about (section <c>Topics</c> of the settings); customers refuse topics one by one.</summary>
/// <param name="Id">As journeys name it: lower-case letters, digits and hyphens; kept for ever, because refusals refer to it.</param>
/// <param name="Name">As customers read it.</param>
public sealed record Topic(string Id, LocalText Name);
