using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Verdicts as a marketer says them.</summary>
public static class VerdictWords
{
    /// <summary>What was found, in a sentence or a few, without the figures.</summary>
    public static LocalText Of(Judged judged, Currency currency) => new(
        new VerdictWordsJa(judged, currency).Text(),
        new VerdictWordsEn(judged, currency).Text());
}
