using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using NodaTime;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Messages get through: another channel stands by, and none expires before it may go.</summary>
internal static class Delivery
{
    public const string FallbackRule = "no-fallback";
    public const string ExpiryRule = "expires-in-quiet-hours";
    public const string HoursRule = "at-in-quiet-hours";
    public const string EndpointRule = "unknown-endpoint";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, LintedShop shop)
    {
        foreach (Step.Send step in journey.Definition.AllSteps.OfType<Step.Send>())
        {
            if (step.Channels is [Channel.Line] && !IsFromLine(journey.Definition.Trigger))
            {
                yield return journey.OfStep(LintSeverity.Warning, FallbackRule, step, $"'{step.Id}' reaches only friends on LINE; write [line, email] to reach the others as well");
            }

            if (step.IsNotice && !shop.Endpoints.Contains(step.MessageId))
            {
                yield return journey.OfStep(LintSeverity.Warning, EndpointRule, step, $"'{step.Id}' tells '{step.MessageId}', of which the settings say nothing: it would be withheld; set Webhooks:{step.MessageId}:Url");
            }

            if (journey.Definition.Purpose == Purpose.Marketing && !step.IsNotice && step.Timing is StepTiming.OnDay { At: { } at } && shop.QuietHours is { } hours && hours.Contains(at))
            {
                yield return journey.OfStep(LintSeverity.Warning, HoursRule, step, $"'{step.Id}' is due at {at:HH:mm}, within the quiet hours from {hours.From:HH:mm} to {hours.Until:HH:mm}, and would go at their end; write another 'at'");
            }

            if (journey.Definition.Purpose == Purpose.Marketing
                && !step.IsNotice
                && shop.QuietHours is { } quiet
                && step.ExpiresAfter is PlanTime.Exactly { Time: var time }
                && time < LengthOf(quiet))
            {
                yield return journey.OfStep(LintSeverity.Warning, ExpiryRule, step, $"'{step.Id}' expires within the quiet hours from {quiet.From:HH:mm} to {quiet.Until:HH:mm}, so who is due then gets nothing; let it live for longer, such as 1d");
            }
        }
    }

    /// <summary>Who begins on LINE is a friend there.</summary>
    private static bool IsFromLine(Trigger trigger) =>
        trigger is Trigger.LineFriendAdded || (trigger is Trigger.EventReceived told && told.Type.StartsWith("line-", StringComparison.Ordinal));

    private static TimeSpan LengthOf(DailyTimes times)
    {
        long ticks = times.Until.TickOfDay - times.From.TickOfDay;
        return TimeSpan.FromTicks(ticks > 0 ? ticks : ticks + NodaConstants.TicksPerDay);
    }
}
