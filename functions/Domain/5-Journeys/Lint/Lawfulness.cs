using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>What the law wants of marketing, and what customers may refuse.</summary>
internal static class Lawfulness
{
    public const string SenderRule = "sender-not-stated";
    public const string PromotionRule = "promotion-in-transactional";
    public const string TopicRule = "unknown-topic";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, LintedShop shop)
    {
        JourneyDefinition definition = journey.Definition;
        Step.Send[] sends = [.. definition.AllSteps.OfType<Step.Send>()];
        if (definition.Purpose == Purpose.Marketing && shop.SenderMissing.Count > 0 && sends.Any(s => s.Channels.Contains(Channel.Email)))
        {
            yield return journey.OfKey(
                shop.MailLeaves ? LintSeverity.Fault : LintSeverity.Warning,
                SenderRule,
                "purpose",
                $"by law (特定電子メール法) every marketing e-mail shows who sends it; set {string.Join(", ", shop.SenderMissing)}");
        }

        foreach (Step.Send step in sends.Where(s => definition.Purpose == Purpose.Transactional && journey.Promotes(s)))
        {
            yield return journey.OfStep(
                LintSeverity.Warning,
                PromotionRule,
                step,
                $"'{step.Id}' advertises in a transactional journey, which goes to people who refused advertising; move it to a marketing journey");
        }

        if (definition.Topic is { } topic && shop.Topics is { } known && !known.Contains(topic))
        {
            yield return journey.OfKey(
                LintSeverity.Warning, TopicRule, "topic", $"'{topic}' is no topic of the shop, so nobody can refuse it by itself; add Topics:{topic} to the settings");
        }
    }
}
