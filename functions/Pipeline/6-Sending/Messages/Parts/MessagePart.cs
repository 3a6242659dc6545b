using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A piece of messages that is written once (部品): a signature, a greeting. Messages include it as <c>{{> id}}</c>; what was
/// published or sent keeps the words that it had then.</summary>
public sealed class MessagePart
{
    internal MessagePart(string id, LocalText name, TextTemplate text)
    {
        Id = id;
        Name = name;
        Text = text;
    }

    /// <summary>The file's name without <c>.md</c>; messages name it. Kept for ever.</summary>
    public string Id { get; }

    /// <summary>For people.</summary>
    public LocalText Name { get; }

    /// <summary>Whether it is words alone, without what only Markdown understands: LINE shows those as they stand.</summary>
    public required bool IsPlain { get; init; }

    /// <summary>Checked but for values that may be missing: whether that matters is known only where it is included.</summary>
    internal TextTemplate Text { get; }

    /// <summary>Parts that it includes itself, and what those include.</summary>
    internal IReadOnlySet<string> Inner { get; init; } = new HashSet<string>();

    /// <summary>How many parts stand inside each other here: 1 when it includes none.</summary>
    internal int Depth { get; init; } = 1;

    /// <summary>The part alone, to be looked at as an e-mail.</summary>
    internal EmailTemplate AsEmail()
    {
        string title = Name.Ja;
        TextTemplate subject = new([new TemplateNode.Literal(1, title)], _ => title);
        return new EmailTemplate(Id, MessagePurpose.Transactional, new EmailContent(subject, null, new EmailBody(Text), new Dictionary<string, string>()));
    }
}
