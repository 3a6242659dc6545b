using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>Whether a condition compares things that can be compared.</summary>
internal static class ConditionCheck
{
    // Within these, threshold × minor units fits 64 bits for every currency; nobody means anything beyond.
    private const decimal NumberMax = Money.MinorMax;
    private const decimal FactorMax = 10_000;

    /// <summary>What is wrong with the condition; null when nothing is.</summary>
    /// <param name="axes">The declared axes, which the condition may sum.</param>
    public static string? Fault(Condition condition, IReadOnlyList<ScoreAxis> axes)
    {
        IEnumerable<string> named = (condition.Subject as Subject.OfScore)?.AxisIds ?? [];
        named = named.Concat((condition.Operand as Operand.Score)?.AxisIds ?? []);
        if (named.FirstOrDefault(id => axes.All(a => a.Id != id)) is { } unknown)
        {
            return $"'{unknown}' in '{condition}' is neither a fact nor a declared axis; the facts are {string.Join(", ", Fact.Names)}, tag.NAME, attribute.NAME";
        }

        FactUnit unit = condition.Unit;
        if (!Fits(unit, condition.Operand))
        {
            return $"'{condition}' compares things of different kinds: {condition.Subject} needs {Expected(unit)}";
        }

        if (unit is FactUnit.Flag or FactUnit.Text && condition.Comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            return $"'{condition}': {condition.Subject} can only be compared with = or !=";
        }

        return condition.Operand switch
        {
            Operand.Number { Value: var number } when Math.Abs(number) > NumberMax => $"'{condition}': a number goes up to {NumberMax}",
            Operand.FigureShare { Factor: var factor } when Math.Abs(factor) > FactorMax => $"'{condition}': a factor goes up to {FactorMax}",
            _ => null,
        };
    }

    private static bool Fits(FactUnit unit, Operand operand) => unit switch
    {
        FactUnit.Date => operand is Operand.Date,
        FactUnit.Flag => operand is Operand.Flag,
        FactUnit.Text => operand is Operand.Text,
        FactUnit.Amount => operand is Operand.Number or Operand.FigureShare,
        FactUnit.Points or FactUnit.Events => operand is Operand.Number or Operand.Score,
        _ => operand is Operand.Number,
    };

    private static string Expected(FactUnit unit) => unit switch
    {
        FactUnit.Date => "a date such as 2026-01-31",
        FactUnit.Flag => "true or false",
        FactUnit.Text => "\"text\" in double quotes",
        FactUnit.Amount => "an amount, or a factor such as 7 * shop.averageOrderValue",
        FactUnit.Points or FactUnit.Events => "a number or a sum of axes",
        _ => "a number",
    };
}
