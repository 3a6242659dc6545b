using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Journeys of the calendar come when they are meant to, and come back.</summary>
internal static class CalendarSense
{
    public const string NeverRule = "never-before-the-lapse";
    public const string OnceRule = "yearly-only-once";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, IReadOnlyDictionary<string, RankModel> models)
    {
        JourneyDefinition definition = journey.Definition;
        if (definition.Trigger is Trigger.BeforeLapse lapse && models.TryGetValue(lapse.ModelId, out RankModel? model))
        {
            int[] days = [.. model.Ranks.Where(r => MayEnter(definition.Gate, lapse.ModelId, r)).Select(r => r.LapsedAfterDays ?? model.Definition.LapsedAfterDays)];
            if (days.Length > 0 && days.All(d => d <= lapse.BeforeDays))
            {
                yield return journey.OfKey(LintSeverity.Fault, NeverRule, "trigger", $"'{lapse.ModelId}' counts its customers as lapsed after {days.Max()} days, so {lapse.BeforeDays} days before is not after their order; write fewer days");
            }

            if (definition.Gate is { Half: Half.Lapsed } gate && gate.ModelId == lapse.ModelId)
            {
                yield return journey.OfKey(LintSeverity.Fault, NeverRule, "rank", "'half: lapsed' admits nobody before the lapse; write current");
            }
        }

        if (definition is { Trigger: Trigger.Birthday or Trigger.Anniversary, ReEntry: ReEntry.Once })
        {
            yield return journey.OfKey(LintSeverity.Warning, OnceRule, "reentry", "the day comes back every year, and 'once' lets it begin the journey in one year only; leave it out for every year");
        }
    }

    private static bool MayEnter(RankGate? gate, string modelId, Rank rank) =>
        gate is null || gate.ModelId != modelId || gate.RankIds.Count == 0 || gate.RankIds.Contains(rank.Id);
}
