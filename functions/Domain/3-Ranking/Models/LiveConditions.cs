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
        Ranks = [.. definition.Ranks.Select(r => OutlookOf(definition, r))];
    }

    /// <summary>Every comparison with a figure that is recomputed from the orders.</summary>
    public IReadOnlyList<(Fact Fact, Operand.FigureShare Share)> Shares { get; }

    /// <summary>Whether the condition's truth depends on a live figure, by itself or through an axis.</summary>
    public bool Contains(Condition condition) => live.Contains(condition);

    /// <summary>What of each rank's conditions is certain and what is open, in the order of the ranks.</summary>
    public IReadOnlyList<RankOutlook> Ranks { get; }

    private RankOutlook OutlookOf(RankModelDefinition definition, Rank rank)
    {
        Condition[] open = [.. rank.Conditions.Where(Contains)];
        string[] ids = [.. open.SelectMany(AxisIds).Distinct(StringComparer.Ordinal)];
        return new RankOutlook([.. rank.Conditions.Where(c => !Contains(c))], open.Length > 0, [.. ids.Select(id => definition.Axes.First(a => a.Id == id))]);
    }

    private bool Take(RankModelDefinition definition, Condition condition, List<(Fact Fact, Operand.FigureShare Share)> shares)
    {
        if (condition is { Subject: Subject.OfFact { Fact: var fact }, Operand: Operand.FigureShare share } && !definition.FixedFigures.ContainsKey(share.Figure))
        {
            shares.Add((fact, share));
            return live.Add(condition);
        }

        return AxisIds(condition).Any(axes.Contains) && live.Add(condition);
    }

    private static IEnumerable<string> AxisIds(Condition condition) =>
        ((condition.Subject as Subject.OfScore)?.AxisIds ?? []).Concat((condition.Operand as Operand.Score)?.AxisIds ?? []);
}

/// <summary>A rank's conditions parted by what they depend on.</summary>
/// <param name="Certain">Depend on the customer alone.</param>
/// <param name="IsOpen">Whether there are others.</param>
/// <param name="Axes">That the others sum.</param>
internal sealed record RankOutlook(Condition[] Certain, bool IsOpen, ScoreAxis[] Axes);
