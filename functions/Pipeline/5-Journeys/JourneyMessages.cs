using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The messages of one version of a journey.</summary>
/// <param name="Layout">Null when no step sends e-mail.</param>
public sealed record JourneyMessages(
    MessageLayout? Layout,
    IReadOnlyDictionary<string, EmailTemplate> Emails,
    IReadOnlyDictionary<string, LineTemplate> Lines);
