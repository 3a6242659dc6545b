namespace FollowUpFlows.Domain.Ranking;

/// <summary>What of a model moves with the shop's figures, although nobody does anything.</summary>
internal sealed class LiveConditions
{
    private readonly HashSet<Condition> live = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> axes = new(StringComparer.Ordinal);

    public LiveConditions(RankModelDefinition definition)
    {
        List<(Fact Fact, Operand.FigureShare Share)> shares = [];
        foreach (ScoreAxis axis in definition.Axes)
        {
            Condition[] taken = [.. axis.Conditions.Where(c => Take(definition, c, shares))];
            if (taken.Length > 0)
            {
                axes.Add(axis.Id);
            }
        }

        foreach (Condition condition in definition.Ranks.SelectMany(r => r.Conditions))
        {
            Take(definition, condition, shares);
        }

        Shares = shares;
    }

    /// <summary>Every comparison with a figure that is recomputed from the orders.</summary>
    public IReadOnlyList<(Fact Fact, Operand.FigureShare Share)> Shares { get; }

    /// <summary>Whether the condition's truth depends on a live figure, by itself or through an axis.</summary>
    public bool Contains(Condition condition) => live.Contains(condition);

    private bool Take(RankModelDefinition definition, Condition condition, List<(Fact Fact, Operand.FigureShare Share)> shares)
    {
        if (condition is { Subject: Subject.OfFact { Fact: var fact }, Operand: Operand.FigureShare share } && !definition.FixedFigures.ContainsKey(share.Figure))
        {
            shares.Add((fact, share));
            return live.Add(condition);
        }

        return AxisIds(condition).Any(axes.Contains) && live.Add(condition);
    }

    internal static IEnumerable<string> AxisIds(Condition condition) =>
        ((condition.Subject as Subject.OfScore)?.AxisIds ?? []).Concat((condition.Operand as Operand.Score)?.AxisIds ?? []);
}
