using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using NodaTime;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>A journey with what its messages declare.</summary>
/// <param name="Contents">By message and channel; a message that declares nothing is missing.</param>
public sealed record LintedJourney(JourneyDefinition Definition, IReadOnlyDictionary<(string MessageId, Channel Channel), MessageContent> Contents)
{
    /// <summary>Whether the step recommends other goods, on any of its channels.</summary>
    internal bool CrossSells(Step.Send step) =>
        step.Channels.Any(c => Contents.TryGetValue((step.MessageId, c), out MessageContent content) && content == MessageContent.CrossSell);

    /// <summary>Whether the step advertises, on any of its channels.</summary>
    internal bool Promotes(Step.Send step) => step.Channels.Any(c =>
        Contents.TryGetValue((step.MessageId, c), out MessageContent content) && content is MessageContent.CrossSell or MessageContent.Offer);

    internal LintFinding OfStep(LintSeverity severity, string rule, Step step, string message) =>
        new(severity, rule, Definition.Id, step.Id, null, message);

    internal LintFinding OfKey(LintSeverity severity, string rule, string key, string message) =>
        new(severity, rule, Definition.Id, null, key, message);
}

/// <summary>What is true of the shop in which the plan will run.</summary>
/// <param name="SendAt">When a step goes that names a day without a time.</param>
/// <param name="QuietHours">When marketing waits; null for never.</param>
/// <param name="Endpoints">The programs that can be told.</param>
public sealed record LintedShop(LocalTime SendAt, DailyTimes? QuietHours, IReadOnlySet<string> Endpoints)
{
    /// <summary>Settings without which the sender is not stated as the law wants it.</summary>
    public IReadOnlyList<string> SenderMissing { get; init; } = [];

    /// <summary>Whether e-mails go to people, and not to the outbox of somebody who tries things out.</summary>
    public bool MailLeaves { get; init; }

    /// <summary>When and how often marketing may be sent.</summary>
    public SendRules Limits { get; init; } = SendRules.Unlimited;

    /// <summary>The shop's own rank model; null when it is not known here.</summary>
    public string? RankModelId { get; init; }

    /// <summary>Whether some customers are kept out of all marketing.</summary>
    public bool HoldsOut { get; init; }

    /// <summary>The shop's; null when they are not known here.</summary>
    public IReadOnlySet<string>? Topics { get; init; }
}
