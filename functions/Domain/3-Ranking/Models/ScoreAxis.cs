using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>One axis of a score: the points of the first band that holds, plus additions, between 0 and the maximum.</summary>
/// <param name="Id">Lower-case word that conditions name; no fact's name.</param>
/// <param name="MaxPoints">1 to <see cref="PointsMax"/>.</param>
/// <param name="Bands">From the highest; none holds → 0 points.</param>
public sealed record ScoreAxis(string Id, LocalText Name, int MaxPoints, IReadOnlyList<ScoreBand> Bands, IReadOnlyList<ScoreAddition> Additions)
{
    /// <summary>The most points that an axis, a band or an addition may have, and the most times that an addition counts.</summary>
    public const int PointsMax = 1000;

    /// <summary>The conditions of all bands and additions.</summary>
    internal IEnumerable<Condition> Conditions =>
        Bands.Select(b => b.When).Concat(Additions.OfType<ScoreAddition.Once>().Select(a => a.When));
}

/// <summary>A band of an axis.</summary>
public sealed record ScoreBand(int Points, Condition When);

/// <summary>Points on top of the band.</summary>
public abstract record ScoreAddition
{
    private ScoreAddition(int points) => Points = points;

    /// <summary>Points each time.</summary>
    public int Points { get; }

    /// <summary>Added once when the condition holds.</summary>
    public sealed record Once(int Points, Condition When) : ScoreAddition(Points);

    /// <summary>Added for every unit of the fact: per advocacy event.</summary>
    public sealed record PerFact(int Points, Fact Fact) : ScoreAddition(Points);
}
