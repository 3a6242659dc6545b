using FollowUpFlows.Domain.Journeys.Lint;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Whether a message needs the customer's consent.</summary>
public enum MessagePurpose
{
    /// <summary>Promotes something, however softly: only with consent.</summary>
    Marketing,

    /// <summary>Needed to carry out what the customer asked for.</summary>
    Transactional,
}

/// <summary>An e-mail as a marketer wrote it, checked: it can be rendered for every customer.</summary>
public sealed class EmailTemplate
{
    internal EmailTemplate(string id, MessagePurpose purpose, EmailContent content)
    {
        Id = id;
        Purpose = purpose;
        Content = content;
    }

    /// <summary>The file's name without <c>.email.md</c>; journeys name it. Kept for ever.</summary>
    public string Id { get; }

    /// <summary><see cref="MessagePurpose.Marketing"/> unless the file says otherwise.</summary>
    public MessagePurpose Purpose { get; }

    /// <summary>What it is about, as its author declares it; null when nothing is declared.</summary>
    public MessageContent? Declares { get; internal init; }

    /// <summary>Ids of the parts that it includes, those inside of parts too.</summary>
    public IReadOnlySet<string> Parts { get; internal init; } = new HashSet<string>();

    internal EmailContent Content { get; }
}

/// <param name="Defaults">Texts for missing values by the field's full name.</param>
internal sealed record EmailContent(
    TextTemplate Subject,
    TextTemplate? Preheader,
    EmailBody Body,
    IReadOnlyDictionary<string, string> Defaults);
