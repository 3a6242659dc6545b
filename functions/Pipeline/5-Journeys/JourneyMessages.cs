using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The messages of one version of a journey.</summary>
/// <param name="Layout">Null when no step sends e-mail.</param>
public sealed record JourneyMessages(
    MessageLayout? Layout,
    IReadOnlyDictionary<string, EmailTemplate> Emails,
    IReadOnlyDictionary<string, LineTemplate> Lines)
{
    /// <summary>What each message declares to be about; one that declares nothing is missing.</summary>
    internal IReadOnlyDictionary<(string MessageId, Channel Channel), MessageContent> Contents() => Emails
        .Select(m => ((m.Key, Channel.Email), m.Value.Declares))
        .Concat(Lines.Select(m => ((m.Key, Channel.Line), m.Value.Declares)))
        .Where(m => m.Declares is not null)
        .ToDictionary(m => m.Item1, m => m.Declares!.Value);
}
