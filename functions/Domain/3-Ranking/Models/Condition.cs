using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>How the two sides of a condition compare.</summary>
public enum Comparison
{
    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>&gt;</c></summary>
    MoreThan,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&lt;</c></summary>
    LessThan,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,
}

/// <summary>One condition of a rank or of an axis: <c>totalAmount &gt;= 7 * shop.averageOrderValue</c>.</summary>
public sealed record Condition(Subject Subject, Comparison Comparison, Operand Operand)
{
    /// <summary>What the left side's number means.</summary>
    public FactUnit Unit => (Subject as Subject.OfFact)?.Fact.Unit ?? FactUnit.Points;

    /// <summary>The text that <see cref="ConditionText.Parse"/> reads back to the same condition.</summary>
    public override string ToString() => $"{Subject} {Comparison.Symbol()} {Operand}";
}

/// <summary>The left side of a condition.</summary>
public abstract record Subject
{
    private Subject()
    {
    }

    /// <summary>A fact of the customer.</summary>
    public sealed record OfFact(Fact Fact) : Subject
    {
        /// <inheritdoc/>
        public override string ToString() => Fact.Name;
    }

    /// <summary>The sum of points on one or more declared axes.</summary>
    public sealed record OfScore(IReadOnlyList<string> AxisIds) : Subject
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join(" + ", AxisIds);
    }
}

/// <summary>The right side of a condition.</summary>
public abstract record Operand
{
    private Operand()
    {
    }

    /// <summary>A plain number, in the unit of the fact; money in major units.</summary>
    public sealed record Number(decimal Value) : Operand
    {
        internal Fraction Exact { get; } = Fraction.Of(Value);

        /// <inheritdoc/>
        public override string ToString() => ConditionText.Write(Value);
    }

    /// <summary>A multiple of a figure of the shop.</summary>
    public sealed record FigureShare(decimal Factor, ShopFigure Figure) : Operand
    {
        internal Fraction ExactFactor { get; } = Fraction.Of(Factor);

        /// <inheritdoc/>
        public override string ToString() => $"{ConditionText.Write(Factor)} * {ConditionText.NameOf(Figure)}";
    }

    /// <summary>A day.</summary>
    public sealed record Date(DateOnly Value) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => ConditionText.Write(Value);
    }

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>Text, compared letter by letter.</summary>
    public sealed record Text(string Value) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => $"\"{Value}\"";
    }

    /// <summary>The sum of points on declared axes.</summary>
    public sealed record Score(IReadOnlyList<string> AxisIds) : Operand
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join(" + ", AxisIds);
    }
}

/// <summary>What a comparison means and how it is written.</summary>
public static class Comparisons
{
    /// <summary>The sign as a rank model writes it.</summary>
    public static string Symbol(this Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => ">=",
        Comparison.MoreThan => ">",
        Comparison.AtMost => "<=",
        Comparison.LessThan => "<",
        Comparison.Equal => "=",
        _ => "!=",
    };

    internal static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.AtLeast => order >= 0,
        Comparison.MoreThan => order > 0,
        Comparison.AtMost => order <= 0,
        Comparison.LessThan => order < 0,
        Comparison.Equal => order == 0,
        _ => order != 0,
    };
}
