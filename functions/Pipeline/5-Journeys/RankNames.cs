using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Whether the models have the ranks that a journey names.</summary>
internal static class RankNames
{
    /// <summary>One fault for each name that means nothing, at its place in the journey's file.</summary>
    /// <param name="lines">Null where the file is not at hand.</param>
    /// <param name="models">By id.</param>
    public static IEnumerable<TemplateFault> Faults(string path, JourneyDefinition journey, JourneyLines? lines, IReadOnlyDictionary<string, RankModel> models) =>
        Faults(path, Uses(journey, lines), models);

    /// <summary>The same for rich menus.</summary>
    /// <param name="hasFile">Whether the file is at hand.</param>
    public static IEnumerable<TemplateFault> Faults(string path, RichMenuSet menus, bool hasFile, IReadOnlyDictionary<string, RankModel> models) =>
        Faults(path, menus.Rules.Select(r => (hasFile ? r.Line : (int?)null, r.Gate.ModelId, (IEnumerable<string>)r.Gate.RankIds)), models);

    private static IEnumerable<TemplateFault> Faults(
        string path, IEnumerable<(int? Line, string ModelId, IEnumerable<string> RankIds)> uses, IReadOnlyDictionary<string, RankModel> models)
    {
        foreach ((int? line, string modelId, IEnumerable<string> rankIds) in uses)
        {
            if (!models.TryGetValue(modelId, out RankModel? model))
            {
                yield return new TemplateFault(path, line, $"there is no rank model '{modelId}'; the models are {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}");
                continue;
            }

            foreach (string rankId in rankIds.Where(r => model.PositionOf(r) is null))
            {
                yield return new TemplateFault(path, line, $"the rank model '{modelId}' has no rank '{rankId}'; its ranks are {string.Join(", ", model.Ranks.Select(r => r.Id))}");
            }
        }
    }

    private static IEnumerable<(int? Line, string ModelId, IEnumerable<string> RankIds)> Uses(JourneyDefinition journey, JourneyLines? lines)
    {
        if (journey.Gate is { } gate)
        {
            yield return (lines?.Keys["rank"], gate.ModelId, gate.RankIds);
        }

        if (journey.Trigger is Trigger.RankChanged trigger)
        {
            yield return (lines?.Keys["trigger"], trigger.ModelId, trigger.From.Concat(trigger.To));
        }

        if (journey.Trigger is Trigger.BeforeLapse lapse)
        {
            yield return (lines?.Keys["trigger"], lapse.ModelId, []);
        }

        if (journey.Trigger is Trigger.Broadcast { Segment.Gate: { } segment })
        {
            yield return (lines?.Keys["trigger"], segment.ModelId, segment.RankIds);
        }

        foreach (Step.Branch branch in journey.AllSteps.OfType<Step.Branch>())
        {
            foreach (RankGate arm in branch.Choices.Select(c => c.When?.Gate).OfType<RankGate>())
            {
                yield return (lines?.Steps[branch.Id], arm.ModelId, arm.RankIds);
            }
        }
    }
}
