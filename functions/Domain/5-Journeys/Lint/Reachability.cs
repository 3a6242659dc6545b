namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Every step can be reached: nothing follows the end of a journey, and no arm of a branch stands behind one that takes all.</summary>
internal static class Reachability
{
    public const string Rule = "unreachable";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey) => OfList(journey, journey.Definition.Steps);

    /// <summary>Whether nobody gets behind the list.</summary>
    public static bool Ends(IReadOnlyList<Step> steps) => steps.Any(Ends);

    /// <summary>Whether the earlier arm takes everybody whom the later one is for.</summary>
    public static bool Covers(BranchCondition? earlier, BranchCondition? later) => earlier is null
        || (later is not null
            && earlier.Facts.All(f => later.Facts.Any(l => l.ToString() == f.ToString()))
            && (earlier.Gate is null || (later.Gate is { } gate && Covers(earlier.Gate, gate))));

    private static bool Ends(Step step) => step switch
    {
        Step.Exit => true,
        Step.WaitFor wait => Ends(wait.Then) && Ends(wait.Else),
        Step.Branch branch => branch.Choices.Any(c => c.When is null) && branch.Choices.All(c => Ends(c.Steps)),
        Step.Split split => split.Choices.Any(c => c.Steps.Count > 0) && split.Choices.All(c => c.Steps.Count == 0 || Ends(c.Steps)),
        _ => false,
    };

    private static bool Covers(RankGate earlier, RankGate later) =>
        earlier.ModelId == later.ModelId
        && (earlier.RankIds.Count == 0 || (later.RankIds.Count > 0 && later.RankIds.All(r => earlier.RankIds.Contains(r))))
        && (earlier.Half == Half.Any || earlier.Half == later.Half);

    private static IEnumerable<LintFinding> OfList(LintedJourney journey, IReadOnlyList<Step> steps)
    {
        foreach ((int index, Step step) in steps.Index())
        {
            if (index > 0 && Ends(steps[index - 1]))
            {
                yield return journey.OfStep(LintSeverity.Fault, Rule, step, $"nobody reaches '{step.Id}': the journey always ends at '{steps[index - 1].Id}'; remove it, or move it up");
            }

            foreach (LintFinding finding in OfArms(journey, step).Concat(step.Arms.SelectMany(a => OfList(journey, a))))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<LintFinding> OfArms(LintedJourney journey, Step step)
    {
        if (step is not Step.Branch branch)
        {
            yield break;
        }

        foreach ((int index, BranchArm arm) in branch.Choices.Index())
        {
            int earlier = branch.Choices.Take(index).ToList().FindIndex(c => Covers(c.When, arm.When));
            if (earlier >= 0)
            {
                string taker = branch.Choices[earlier].When is null ? "'otherwise' before it takes everybody" : $"arm {earlier + 1} takes everybody whom it is for";
                yield return journey.OfStep(LintSeverity.Fault, Rule, branch, $"nobody goes through arm {index + 1} of '{branch.Id}': {taker}; put it before, or remove it");
            }
        }
    }
}
