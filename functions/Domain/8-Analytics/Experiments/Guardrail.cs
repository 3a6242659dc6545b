namespace FollowUpFlows.Domain.Analytics;

/// <summary>What must not get worse, whatever is gained (ガードレール).</summary>
/// <param name="ArmId">Whose messages do harm.</param>
/// <param name="BaseId">To which is compared; null where the share alone is too high.</param>
public sealed record GuardrailAlarm(GuardrailKind Kind, string ArmId, string? BaseId, Proportion Rate);

/// <summary>What is watched.</summary>
public enum GuardrailKind
{
    /// <summary>Refusals of marketing.</summary>
    Unsubscribe,

    /// <summary>Messages called spam.</summary>
    Complaint,
}

/// <summary>Watches every arm that gets something.</summary>
public static class Guardrails
{
    /// <summary>From this share of refusals on an arm does harm even by itself.</summary>
    public const double UnsubscribeMax = 0.02;

    /// <summary>The same of complaints: mail providers block senders above it.</summary>
    public const double ComplaintMax = 0.003;

    private const double Alpha = 0.01;

    /// <summary>Arms that lie above the limit for certain, or above the control. Whoever gets nothing has nothing to refuse: so a holdout is
    /// no measure.</summary>
    /// <param name="observations">Of all arms, in the order in which they came in.</param>
    /// <param name="control">The arm to which others are compared; null when there is one arm that gets something.</param>
    public static IReadOnlyList<GuardrailAlarm> Of(IReadOnlyList<ArmFigures> arms, IReadOnlyList<Observation> observations, ExperimentArm? control) =>
    [
        .. arms.Where(a => !a.Arm.IsHoldout).SelectMany(a => (IEnumerable<GuardrailAlarm?>)
        [
            Of(GuardrailKind.Unsubscribe, a, a.Unsubscribed, UnsubscribeMax, o => o.HasUnsubscribed, observations, control),
            Of(GuardrailKind.Complaint, a, a.Complained, ComplaintMax, o => o.HasComplained, observations, control),
        ]).OfType<GuardrailAlarm>(),
    ];

    private static GuardrailAlarm? Of(
        GuardrailKind kind, ArmFigures arm, Proportion rate, double max, Func<Observation, bool> isHarm, IReadOnlyList<Observation> observations, ExperimentArm? control)
    {
        if (rate.Wilson(1 - (2 * Alpha)).Low > max)
        {
            return new GuardrailAlarm(kind, arm.Arm.Id, null, rate);
        }

        if (control is null || control.Id == arm.Arm.Id)
        {
            return null;
        }

        SequentialRates test = new(harmOnly: true);
        foreach (Observation each in observations.Where(o => o.IsComplete && (o.ArmId == control.Id || o.ArmId == arm.Arm.Id)))
        {
            test.Take(each.ArmId == arm.Arm.Id, isHarm(each));
        }

        return test.PValue <= Alpha ? new GuardrailAlarm(kind, arm.Arm.Id, control.Id, rate) : null;
    }
}
