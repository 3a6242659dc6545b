using FollowUpFlows.Domain.Journeys.Lint;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A LINE message as a marketer wrote it, checked: rendering it can only come up against LINE's size limits.</summary>
public sealed class LineTemplate
{
    internal LineTemplate(string id, LineValue messages, IReadOnlyDictionary<string, string> defaults)
    {
        Id = id;
        Messages = messages;
        Defaults = defaults;
    }

    /// <summary>The file's name without <c>.line.yaml</c>; the e-mail of the same id says the same. Kept for ever.</summary>
    public string Id { get; }

    /// <summary>What it is about, as its author declares it; null when nothing is declared.</summary>
    public MessageContent? Declares { get; internal init; }

    /// <summary>Ids of the parts that it includes, those inside of parts too.</summary>
    public IReadOnlySet<string> Parts { get; internal init; } = new HashSet<string>();

    /// <summary>The message objects, in LINE's shape.</summary>
    internal LineValue Messages { get; }

    internal IReadOnlyDictionary<string, string> Defaults { get; }
}
