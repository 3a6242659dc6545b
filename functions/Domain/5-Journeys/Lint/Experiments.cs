namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Experiments compare something, and nobody misses what belongs to their purchase for one.</summary>
internal static class Experiments
{
    public const string OneArmRule = "split-with-one-arm";
    public const string WeightRule = "split-weights";
    public const string TransactionalRule = "holdout-in-transactional";
    public const string HoldoutsRule = "split-with-several-holdouts";
    public const string HypothesisRule = "no-hypothesis";
    public const string ComparisonRule = "no-holdout";
    public const string CheckRule = "check-before-the-window-ends";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, LintedShop shop) => [.. OfJourney(journey), .. OfHypothesis(journey, shop)];

    private static IEnumerable<LintFinding> OfHypothesis(LintedJourney journey, LintedShop shop)
    {
        JourneyDefinition definition = journey.Definition;
        Step.Split? split = definition.AllSteps.OfType<Step.Split>().FirstOrDefault();
        if (definition.Hypothesis is not { } hypothesis)
        {
            if (split is not null)
            {
                yield return journey.OfStep(LintSeverity.Warning, HypothesisRule, split, $"'{split.Id}' compares arms, and nobody said what is expected of them; add 'hypothesis'");
            }

            yield break;
        }

        if (split is null && definition.Holdout == 0 && !shop.HoldsOut)
        {
            yield return journey.OfKey(LintSeverity.Warning, ComparisonRule, "hypothesis", "there is nobody to compare with, so that only before and after can be compared; add 'holdout: 0.1' or a 'split'");
        }

        if (DaysOf(hypothesis.Window) >= DaysOf(hypothesis.CheckAfter))
        {
            yield return journey.OfKey(LintSeverity.Warning, CheckRule, "hypothesis", "on the day of the verdict nobody's window has passed; let 'checkAfter' be longer than 'window'");
        }
    }

    private static double DaysOf(PlanTime time) => time switch
    {
        PlanTime.Days days => days.Count,
        PlanTime.Exactly exactly => exactly.Time.TotalDays,
        _ => throw new ArgumentOutOfRangeException(nameof(time)),
    };

    private static IEnumerable<LintFinding> OfJourney(LintedJourney journey)
    {
        JourneyDefinition definition = journey.Definition;
        if (definition is { Purpose: Purpose.Transactional, Holdout: > 0 })
        {
            yield return journey.OfKey(
                LintSeverity.Fault, TransactionalRule, "holdout", "what belongs to a purchase reaches everybody; remove 'holdout', or make the journey marketing");
        }

        foreach (LintFinding finding in definition.AllSteps.OfType<Step.Split>().SelectMany(s => OfSplit(journey, s)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> OfSplit(LintedJourney journey, Step.Split split)
    {
        if (split.Choices.Count == 1)
        {
            yield return journey.OfStep(LintSeverity.Warning, OneArmRule, split, $"'{split.Id}' has one arm, so nothing is compared; add another one, or one without steps to see whether the message does anything");
        }

        if (split.Choices.All(c => c.Weight == 0))
        {
            yield return journey.OfStep(LintSeverity.Fault, WeightRule, split, $"no arm of '{split.Id}' has any weight; write weight: 1 for arms of the same size");
        }
        else if (split.Choices.FirstOrDefault(c => c.Weight == 0) is { } none)
        {
            yield return journey.OfStep(LintSeverity.Warning, WeightRule, split, $"nobody falls into the arm '{none.Id}' of '{split.Id}': its weight is 0");
        }

        if (split.Choices.Count(c => c.Steps.Count == 0) > 1)
        {
            yield return journey.OfStep(LintSeverity.Warning, HoldoutsRule, split, $"several arms of '{split.Id}' have no steps, and are the same holdout; leave one of them");
        }

        if (journey.Definition.Purpose == Purpose.Transactional && split.HeldOut is { } held)
        {
            yield return journey.OfStep(LintSeverity.Fault, TransactionalRule, split, $"who falls into the arm '{held.Id}' of '{split.Id}' would miss what belongs to their purchase; give it steps, or make the journey marketing");
        }
    }
}
