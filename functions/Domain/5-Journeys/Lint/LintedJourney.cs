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

    internal LintFinding OfStep(LintSeverity severity, string rule, Step step, string message) =>
        new(severity, rule, Definition.Id, step.Id, null, message);

    internal LintFinding OfKey(LintSeverity severity, string rule, string key, string message) =>
        new(severity, rule, Definition.Id, null, key, message);
}

/// <summary>What is true of the shop in which the plan will run.</summary>
/// <param name="SendAt">When a step goes that names a day without a time.</param>
/// <param name="QuietHours">When marketing waits; null for never.</param>
/// <param name="Endpoints">The programs that can be told.</param>
public sealed record LintedShop(LocalTime SendAt, DailyTimes? QuietHours, IReadOnlySet<string> Endpoints);
