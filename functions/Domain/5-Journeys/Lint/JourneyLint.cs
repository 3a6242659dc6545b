using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Judges plans that can be read: what would go wrong when they run.</summary>
public static class JourneyLint
{
    /// <summary>By journey in the order given: first what each says by itself, then what the journeys of a plan, and all of them, say together.</summary>
    /// <param name="journeys">All that will run side by side.</param>
    /// <param name="models">By id; the ranks that journeys name are in them.</param>
    public static IReadOnlyList<LintFinding> Findings(
        IReadOnlyList<LintedJourney> journeys, IReadOnlyDictionary<string, RankModel> models, LintedShop shop) =>
    [
        .. journeys.SelectMany(j => (IEnumerable<LintFinding>)
        [
            .. Reachability.Findings(j),
            .. FirstTimers.Findings(j, models),
            .. DueOrder.Findings(j, shop),
            .. Delivery.Findings(j, shop),
            .. CalendarSense.Findings(j, models),
            .. Lawfulness.Findings(j, shop),
            .. Experiments.Findings(j, shop),
        ]),
        .. journeys.Where(j => j.Definition.Plan is not null)
            .GroupBy(j => j.Definition.Plan!, StringComparer.Ordinal)
            .SelectMany(plan => PlanCoverage.Findings([.. plan], models)),
        .. OverContact.Findings(journeys, models, shop),
    ];
}
