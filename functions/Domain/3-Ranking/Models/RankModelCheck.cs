using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What is wrong with a model's definition.</summary>
/// <param name="RankIndex">The rank it is about, from 0; null when it is about the model or an axis.</param>
/// <param name="Message">What was expected and what to do.</param>
public sealed record RankModelFault(int? RankIndex, string Message);

/// <summary>Checks a definition once at the door, so that placing a customer cannot fail.</summary>
public static partial class RankModelCheck
{
    private const int IdLengthMax = 40;

    // A hundred years: every day counted from today is still a date.
    private const int DaysMax = 36_500;

    // No currency has more; beyond it, products with a factor would leave the exact arithmetic.
    private const int FigureDecimalsMax = 4;

    /// <summary>All faults, in the order of the ranks; empty when the model can place every customer.</summary>
    public static IReadOnlyList<RankModelFault> Faults(RankModelDefinition definition) =>
    [
        .. ModelFaults(definition).Select(m => new RankModelFault(null, m)),
        .. definition.Axes.SelectMany(a => AxisFaults(a, definition)).Select(m => new RankModelFault(null, m)),
        .. definition.Ranks.SelectMany((_, i) => RankFaults(definition, i).Select(m => new RankModelFault(i, m))),
    ];

    private static IEnumerable<string> ModelFaults(RankModelDefinition definition)
    {
        if (!IsId(definition.Id))
        {
            yield return IdMessage("model", definition.Id);
        }

        if (definition.Ranks.Count == 0)
        {
            yield return "a model needs at least one rank";
        }

        if (definition.LapsedAfterDays is < 1 or > DaysMax)
        {
            yield return $"lapsedAfterDays must lie between 1 and {DaysMax}";
        }

        if (definition.Axes.GroupBy(a => a.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return $"axis '{twice.Key}' is declared twice";
        }

        foreach ((ShopFigure figure, decimal value) in definition.FixedFigures)
        {
            if (value is <= 0 or > Money.MinorMax || decimal.Round(value, FigureDecimalsMax) != value)
            {
                yield return $"the fixed value of {ConditionText.NameOf(figure)} must be more than 0, at most {Money.MinorMax}, with at most {FigureDecimalsMax} decimals";
            }
        }
    }

    private static IEnumerable<string> RankFaults(RankModelDefinition definition, int index)
    {
        Rank rank = definition.Ranks[index];
        bool isLast = index == definition.Ranks.Count - 1;
        if (!IsId(rank.Id))
        {
            yield return IdMessage("rank", rank.Id);
        }

        if (definition.Ranks.Take(index).Any(r => r.Id == rank.Id))
        {
            yield return $"rank '{rank.Id}' is declared twice";
        }

        if (isLast && rank.Conditions.Count > 0)
        {
            yield return $"the last rank ('{rank.Id}') must have no conditions, or some customers have no rank";
        }

        if (!isLast && rank.Conditions.Count == 0)
        {
            yield return $"rank '{rank.Id}' has no conditions, so nobody reaches the ranks below it; give it conditions or move it to the end";
        }

        if (rank.LapsedAfterDays is < 1 or > DaysMax)
        {
            yield return $"lapsedAfterDays of rank '{rank.Id}' must lie between 1 and {DaysMax}";
        }

        foreach (string fault in rank.Conditions.Select(c => ConditionFault(c, definition)).OfType<string>())
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> AxisFaults(ScoreAxis axis, RankModelDefinition definition)
    {
        if (!IsId(axis.Id) || Fact.Find(axis.Id) is not null)
        {
            yield return $"an axis cannot be called '{axis.Id}': use lower-case letters, digits and hyphens, and no fact's name";
        }

        if (axis.MaxPoints is < 1 or > ScoreAxis.PointsMax
            || axis.Bands.Any(b => b.Points is < 0 or > ScoreAxis.PointsMax)
            || axis.Additions.Any(a => a.Points is < -ScoreAxis.PointsMax or > ScoreAxis.PointsMax))
        {
            yield return $"points of axis '{axis.Id}' must lie between 0 and {ScoreAxis.PointsMax}, its maximum above 0";
        }

        foreach (Condition condition in axis.Conditions)
        {
            if (condition.Subject is not Subject.OfFact { Fact.Name: not Fact.LapsedName } || condition.Operand is Operand.Score)
            {
                yield return $"'{condition}' on axis '{axis.Id}': an axis is made of facts other than '{Fact.LapsedName}', not of other axes";
            }
            else if (ConditionFault(condition, definition) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static string? ConditionFault(Condition condition, RankModelDefinition definition)
    {
        IEnumerable<string> axes = (condition.Subject as Subject.OfScore)?.AxisIds ?? [];
        axes = axes.Concat((condition.Operand as Operand.Score)?.AxisIds ?? []);
        if (axes.FirstOrDefault(id => definition.Axes.All(a => a.Id != id)) is { } unknown)
        {
            return $"'{unknown}' in '{condition}' is neither a fact nor a declared axis; the facts are {string.Join(", ", Fact.Names)}, tag.NAME, attribute.NAME";
        }

        FactUnit unit = (condition.Subject as Subject.OfFact)?.Fact.Unit ?? FactUnit.Points;
        if (!Fits(unit, condition.Operand))
        {
            return $"'{condition}' compares things of different kinds: {condition.Subject} needs {Expected(unit)}";
        }

        return unit is FactUnit.Flag or FactUnit.Text && condition.Comparison is not (Comparison.Equal or Comparison.NotEqual)
            ? $"'{condition}': {condition.Subject} can only be compared with = or !="
            : null;
    }

    private static bool Fits(FactUnit unit, Operand operand) => unit switch
    {
        FactUnit.Date => operand is Operand.Date,
        FactUnit.Flag => operand is Operand.Flag,
        FactUnit.Text => operand is Operand.Text,
        FactUnit.Amount => operand is Operand.Number or Operand.FigureShare,
        FactUnit.Points => operand is Operand.Number or Operand.Score,
        _ => operand is Operand.Number,
    };

    private static string Expected(FactUnit unit) => unit switch
    {
        FactUnit.Date => "a date such as 2026-01-31",
        FactUnit.Flag => "true or false",
        FactUnit.Text => "\"text\" in double quotes",
        FactUnit.Amount => "an amount, or a factor such as 7 * shop.averageOrderValue",
        FactUnit.Points => "a number or a sum of axes",
        _ => "a number",
    };

    private static bool IsId(string id) => id.Length <= IdLengthMax && Id().IsMatch(id);

    private static string IdMessage(string what, string id) =>
        $"{what} id '{id}' must be lower-case letters, digits and hyphens, at most {IdLengthMax} characters, beginning with a letter";

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex Id();
}
