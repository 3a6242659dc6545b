using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>First-time buyers get thanks and know-how; other goods are recommended to those who have come back.</summary>
internal static class FirstTimers
{
    public const string Rule = "cross-sell-to-first-time-buyers";

    private enum Presence
    {
        None,
        Perhaps,
        Sure,
    }

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, IReadOnlyDictionary<string, RankModel> models) =>
        new Walk(journey, models).OfList(journey.Definition.Steps, At(journey.Definition, models)).ToList();

    /// <summary>The rank that a customer with one order has for certain, whatever else is true; null when that depends.</summary>
    internal static Rank HomeOf(RankModel model) =>
        model.Ranks.First(r => r.Conditions.All(c => HoldsForOneOrder(c) == true));

    /// <summary>Null when the condition asks for something else than the number of orders.</summary>
    internal static bool? HoldsFor(Condition condition, int orders) => condition switch
    {
        { Subject: Subject.OfFact { Fact.Name: "orderCount" }, Operand: Operand.Number number } =>
            condition.Comparison.Holds(Fraction.Of(orders).CompareTo(Fraction.Of(number.Value))),
        _ => null,
    };

    private static bool? HoldsForOneOrder(Condition condition) => HoldsFor(condition, 1);

    private static Presence At(JourneyDefinition journey, IReadOnlyDictionary<string, RankModel> models)
    {
        bool? byGate = journey.Gate is { } gate ? IsFor(gate.ModelId, gate.RankIds, models) : null;
        bool? byTrigger = journey.Trigger switch
        {
            Trigger.OrderPlaced { From: > 1 } or Trigger.Registered => false,
            Trigger.OrderPlaced => true,
            Trigger.RankChanged moved => IsFor(moved.ModelId, moved.To, models),
            _ => null,
        };
        return byGate == false || byTrigger == false ? Presence.None
            : byGate == true || (byTrigger == true && byGate is null) ? Presence.Sure
            : Presence.Perhaps;
    }

    /// <summary>Null when no rank is named.</summary>
    private static bool? IsFor(string modelId, IReadOnlyList<string> rankIds, IReadOnlyDictionary<string, RankModel> models) =>
        rankIds.Count == 0 || !models.TryGetValue(modelId, out RankModel? model) ? null : rankIds.Contains(HomeOf(model).Id);

    private sealed class Walk(LintedJourney journey, IReadOnlyDictionary<string, RankModel> models)
    {
        public IEnumerable<LintFinding> OfList(IReadOnlyList<Step> steps, Presence presence)
        {
            foreach (Step step in steps)
            {
                if (presence != Presence.None && step is Step.Send send && journey.CrossSells(send))
                {
                    yield return Finding(send, presence);
                }

                (List<Presence> arms, Presence rest) = Arms(step, presence);
                foreach (LintFinding finding in step.Arms.Zip(arms).SelectMany(a => OfList(a.First, a.Second)))
                {
                    yield return finding;
                }

                bool isAnyBack = step.Arms.Zip(arms).Any(a => a.Second != Presence.None && !Reachability.Ends(a.First));
                presence = isAnyBack ? presence : rest;
            }
        }

        private LintFinding Finding(Step.Send send, Presence presence) => presence == Presence.Sure
            ? journey.OfStep(LintSeverity.Fault, Rule, send, $"'{send.MessageId}' recommends other goods to first-time buyers; send them thanks or know-how, and this behind a second order or in a branch for higher ranks")
            : journey.OfStep(LintSeverity.Warning, Rule, send, $"'{send.MessageId}' recommends other goods, and may reach first-time buyers; say with 'rank' for whom the journey is");

        /// <summary>Who goes through each arm, and who through none.</summary>
        private (List<Presence> Inside, Presence Past) Arms(Step step, Presence presence)
        {
            switch (step)
            {
                case Step.WaitFor wait:
                    return ([wait.Awaited is Awaited.Order ? Presence.None : presence, presence], Presence.None);
                case Step.Branch branch:
                    List<Presence> arms = [];
                    foreach (BranchArm arm in branch.Choices)
                    {
                        arms.Add(Inside(arm.When, presence));
                        presence = TakesAll(arm.When) ? Presence.None : presence;
                    }

                    return (arms, presence);
                case Step.Split split:
                    return ([.. split.Choices.Select(_ => presence)], Presence.None);
                default:
                    return ([], presence);
            }
        }

        private Presence Inside(BranchCondition? when, Presence presence)
        {
            bool? isFor = when?.Gate is { } gate ? IsFor(gate.ModelId, gate.RankIds, models) : null;
            return presence == Presence.None || isFor == false || when?.Facts.Any(f => HoldsForOneOrder(f) == false) == true ? Presence.None
                : isFor == true ? Presence.Sure
                : presence;
        }

        /// <summary>Whether every first-time buyer goes through the arm.</summary>
        private bool TakesAll(BranchCondition? when) =>
            when is null
            || (when.Facts.All(f => HoldsForOneOrder(f) == true)
                && when.Gate is null or { Half: Half.Any }
                && (when.Gate is not { RankIds.Count: > 0 } gate || IsFor(gate.ModelId, gate.RankIds, models) == true));
    }
}
