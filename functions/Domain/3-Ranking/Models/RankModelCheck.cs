using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What is wrong with a model's definition.</summary>
/// <param name="Place">Where, as a path of the template: <c>ranks[2].when[0]</c>, <c>axes[0]</c>; empty for the model itself.</param>
/// <param name="Message">What was expected and what to do.</param>
public sealed record RankModelFault(string Place, string Message);

/// <summary>Checks a definition once at the door, so that placing a customer cannot fail.</summary>
public static partial class RankModelCheck
{
    private const int IdLengthMax = 40;

    /// <summary>All faults: of the model, then of the axes and of the ranks in their order; empty when the model can place every customer.</summary>
    public static IReadOnlyList<RankModelFault> Faults(RankModelDefinition definition) =>
    [
        .. ModelFaults(definition),
        .. definition.Axes.SelectMany((axis, i) => AxisFaults(axis, $"axes[{i}]")),
        .. definition.Ranks.SelectMany((_, i) => RankFaults(definition, i)),
    ];

    private static IEnumerable<RankModelFault> ModelFaults(RankModelDefinition definition)
    {
        if (!IsId(definition.Id))
        {
            yield return new("id", IdMessage("model", definition.Id));
        }

        if (definition.Ranks.Count == 0)
        {
            yield return new("", "a model needs at least one rank");
        }

        if (!IsDays(definition.LapsedAfterDays))
        {
            yield return new("lapsedAfterDays", $"lapsedAfterDays must lie between 1 and {RankModelDefinition.DaysMax}");
        }

        if (definition.Demotion is DemotionRule.Grace { Days: var days } && !IsDays(days))
        {
            yield return new("demotion", $"graceDays must lie between 1 and {RankModelDefinition.DaysMax}");
        }

        foreach ((string name, EngagementScore score) in new[] { ("behaviour", definition.Behaviour), ("relationship", definition.Relationship) })
        {
            if (score.WithinDays is < 0 or > RankModelDefinition.DaysMax)
            {
                yield return new($"scores.{name}.withinDays", $"withinDays must lie between 0 and {RankModelDefinition.DaysMax}");
            }
        }

        if (definition.Axes.GroupBy(a => a.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return new("axes", $"axis '{twice.Key}' is declared twice");
        }

        foreach ((ShopFigure figure, decimal value) in definition.FixedFigures)
        {
            if (value is <= 0 or > Money.MinorMax || decimal.Round(value, Currency.MinorDigitsMax) != value)
            {
                yield return new("shopFigures", $"the fixed value of {ConditionText.NameOf(figure)} must be more than 0, at most {Money.MinorMax}, with at most {Currency.MinorDigitsMax} decimals");
            }
        }
    }

    private static IEnumerable<RankModelFault> RankFaults(RankModelDefinition definition, int index)
    {
        Rank rank = definition.Ranks[index];
        string place = $"ranks[{index}]";
        bool isLast = index == definition.Ranks.Count - 1;
        if (!IsId(rank.Id))
        {
            yield return new($"{place}.id", IdMessage("rank", rank.Id));
        }

        if (definition.Ranks.Take(index).Any(r => r.Id == rank.Id))
        {
            yield return new($"{place}.id", $"rank '{rank.Id}' is declared twice");
        }

        if (isLast && rank.Conditions.Count > 0)
        {
            yield return new($"{place}.when", $"the last rank ('{rank.Id}') must have no conditions, or some customers have no rank");
        }

        if (!isLast && rank.Conditions.Count == 0)
        {
            yield return new(place, $"rank '{rank.Id}' has no conditions, so nobody reaches the ranks below it; give it conditions or move it to the end");
        }

        if (rank.LapsedAfterDays is { } days && !IsDays(days))
        {
            yield return new($"{place}.lapsedAfterDays", $"lapsedAfterDays of rank '{rank.Id}' must lie between 1 and {RankModelDefinition.DaysMax}");
        }

        foreach ((int i, Condition condition) in rank.Conditions.Index())
        {
            if (ConditionCheck.Fault(condition, definition.Axes) is { } fault)
            {
                yield return new($"{place}.when[{i}]", fault);
            }
        }
    }

    private static IEnumerable<RankModelFault> AxisFaults(ScoreAxis axis, string place)
    {
        if (!IsId(axis.Id) || Fact.Find(axis.Id) is not null)
        {
            yield return new($"{place}.id", $"an axis cannot be called '{axis.Id}': use lower-case letters, digits and hyphens, and no fact's name");
        }

        if (axis.MaxPoints is < 1 or > ScoreAxis.PointsMax
            || axis.Bands.Any(b => b.Points is < 0 or > ScoreAxis.PointsMax)
            || axis.Additions.Any(a => a.Points is < -ScoreAxis.PointsMax or > ScoreAxis.PointsMax))
        {
            yield return new(place, $"axis '{axis.Id}': max must lie between 1 and {ScoreAxis.PointsMax}, the points of a band between 0 and {ScoreAxis.PointsMax}, those of an addition between -{ScoreAxis.PointsMax} and {ScoreAxis.PointsMax}");
        }

        IEnumerable<(string Place, Condition? When)> conditions = axis.Bands.Select((b, i) => ($"{place}.bands[{i}].when", (Condition?)b.When))
            .Concat(axis.Additions.Select((a, i) => ($"{place}.add[{i}].when", (a as ScoreAddition.Once)?.When)));
        foreach ((string at, Condition? condition) in conditions)
        {
            if (condition is not null && AxisConditionFault(axis, condition) is { } fault)
            {
                yield return new(at, fault);
            }
        }
    }

    private static string? AxisConditionFault(ScoreAxis axis, Condition condition) =>
        condition.Subject is not Subject.OfFact { Fact.Name: not Fact.LapsedName } || condition.Operand is Operand.Score
            ? $"'{condition}' on axis '{axis.Id}': an axis is made of facts other than '{Fact.LapsedName}', not of other axes"
            : ConditionCheck.Fault(condition, []);

    private static bool IsDays(int days) => days is >= 1 and <= RankModelDefinition.DaysMax;

    private static bool IsId(string id) => id.Length <= IdLengthMax && Id().IsMatch(id);

    private static string IdMessage(string what, string id) =>
        $"{what} id '{id}' must be lower-case letters, digits and hyphens, at most {IdLengthMax} characters, beginning with a letter";

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex Id();
}
