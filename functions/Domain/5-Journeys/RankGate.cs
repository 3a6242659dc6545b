namespace FollowUpFlows.Domain.Journeys;

/// <summary>Which ranks a journey, or an arm of it, is for.</summary>
/// <param name="ModelId">The rank model.</param>
/// <param name="RankIds">Empty for all ranks of the model.</param>
public sealed record RankGate(string ModelId, IReadOnlyList<string> RankIds, Half Half)
{
    /// <summary>Whether somebody of that standing may pass.</summary>
    /// <param name="standing">Under <see cref="ModelId"/>.</param>
    public bool Admits(Standing standing) =>
        (RankIds.Count == 0 || RankIds.Contains(standing.RankId))
        && (Half == Half.Any || standing.IsLapsed == (Half == Half.Lapsed));
}

/// <summary>Which half of a rank is meant (現在／離脱).</summary>
public enum Half
{
    /// <summary>Both.</summary>
    Any,

    /// <summary>Those who bought within the rank's number of days, and prospects.</summary>
    Current,

    /// <summary>Those who have been quiet for longer.</summary>
    Lapsed,
}

/// <summary>Where a customer stands under a model, after the movement rule.</summary>
/// <param name="RankId">The held rank.</param>
public readonly record struct Standing(string RankId, bool IsLapsed);
