using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>The journeys of a plan share out the ranks: none is left out, none has two.</summary>
internal static class PlanCoverage
{
    public const string GapRule = "ranks-without-a-journey";
    public const string TwiceRule = "two-journeys-for-one-cause";

    public static IEnumerable<LintFinding> Findings(IReadOnlyList<LintedJourney> plan, IReadOnlyDictionary<string, RankModel> models) =>
        [.. Gaps(plan, models), .. Twice(plan)];

    private static IEnumerable<LintFinding> Gaps(IReadOnlyList<LintedJourney> plan, IReadOnlyDictionary<string, RankModel> models)
    {
        IEnumerable<LintedJourney> moving = plan.Where(j => j.Definition.OnRankChange is RankChangePolicy.Move or RankChangePolicy.FinishThenMove);
        foreach (LintedJourney journey in moving.DistinctBy(j => j.Definition.Gate!.ModelId))
        {
            if (models.TryGetValue(journey.Definition.Gate!.ModelId, out RankModel? model) && Left(plan, model) is { Count: > 0 } left)
            {
                yield return journey.OfKey(LintSeverity.Warning, GapRule, "onRankChange", $"no journey of the plan '{journey.Definition.Plan}' takes over {string.Join(", ", left)}: who gets there leaves the plan; write a journey for them if you do not mean that");
            }
        }
    }

    private static List<string> Left(IReadOnlyList<LintedJourney> plan, RankModel model)
    {
        List<string> left = [];
        foreach (Rank rank in model.Ranks)
        {
            bool isCurrentTaken = plan.Any(j => Takes(j.Definition, model, new Standing(rank.Id, IsLapsed: false)));
            bool isLapsedTaken = plan.Any(j => Takes(j.Definition, model, new Standing(rank.Id, IsLapsed: true)));
            if (!isCurrentTaken || !isLapsedTaken)
            {
                left.Add(isCurrentTaken ? $"{rank.Id} (lapsed)" : isLapsedTaken ? $"{rank.Id} (current)" : rank.Id);
            }
        }

        return left;
    }

    internal static bool Takes(JourneyDefinition journey, RankModel model, Standing standing) =>
        journey.Gate is not { } gate || (gate.ModelId == model.Id && gate.Admits(standing));

    private static IEnumerable<LintFinding> Twice(IReadOnlyList<LintedJourney> plan)
    {
        foreach ((int index, LintedJourney later) in plan.Index())
        {
            foreach (JourneyDefinition earlier in plan.Take(index).Select(j => j.Definition))
            {
                if (Overlap(earlier.Gate, later.Definition.Gate) && Overlap(earlier.Trigger, later.Definition.Trigger))
                {
                    yield return later.OfKey(LintSeverity.Warning, TwiceRule, "trigger", $"the same cause can start '{earlier.Id}' and this journey, both of the plan '{earlier.Plan}', for the same ranks: only one of them begins; tell them apart by 'rank' or 'trigger'");
                }
            }
        }
    }

    private static bool Overlap(RankGate? one, RankGate? other) =>
        one is null || other is null
        || (one.ModelId == other.ModelId && Overlap(one.RankIds, other.RankIds) && (one.Half == other.Half || one.Half == Half.Any || other.Half == Half.Any));

    private static bool Overlap(Trigger one, Trigger other) => (one, other) switch
    {
        (Trigger.OrderPlaced a, Trigger.OrderPlaced b) => a.From <= (b.To ?? int.MaxValue) && b.From <= (a.To ?? int.MaxValue) && Overlap(a.Skus, b.Skus),
        (Trigger.RankChanged a, Trigger.RankChanged b) => a.ModelId == b.ModelId && Overlap(a.From, b.From) && Overlap(a.To, b.To)
            && (a.Direction == b.Direction || a.Direction == RankDirection.Any || b.Direction == RankDirection.Any),
        _ => one == other,
    };

    /// <summary>Of lists that mean everything when they are empty.</summary>
    private static bool Overlap(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 || other.Count == 0 || one.Intersect(other, StringComparer.Ordinal).Any();
}
