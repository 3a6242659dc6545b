using System.Globalization;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>Conditions as people write them: <c>orderCount &gt;= 2</c>, <c>totalAmount &gt;= 7 * shop.averageOrderValue</c>,
/// <c>amount + behaviour &gt;= 6</c>, <c>tag.vip = true</c>, <c>firstOrderDate &lt; 2026-01-01</c>.</summary>
public static partial class ConditionText
{
    /// <summary>What a condition looks like, for error messages.</summary>
    public const string Shape = "FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"";

    private static readonly (string Name, ShopFigure Figure)[] Figures =
    [
        ("shop.averageOrderValue", ShopFigure.AverageOrderValue),
        ("shop.averageRevenuePerCustomer", ShopFigure.AverageRevenuePerCustomer),
    ];

    /// <summary>The condition, or what is wrong with the text. A name that is no fact is taken for an axis:
    /// whether the axis exists is the model's to say (<see cref="RankModelCheck.Faults"/>).</summary>
    public static (Condition? Condition, string? Fault) Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return (null, $"'{text}' is not a condition; write {Shape}");
        }

        Subject? subject = ParseSubject(match.Groups["subject"].Value);
        if (subject is null)
        {
            return (null, $"'{match.Groups["subject"].Value}' is no fact and no sum of axes; the facts are {string.Join(", ", Fact.Names)}, tag.NAME, attribute.NAME");
        }

        string right = match.Groups["operand"].Value;
        return ParseOperand(right) is { } operand
            ? (new Condition(subject, ParseComparison(match.Groups["sign"].Value), operand), null)
            : (null, $"'{right}' cannot be compared with; write a number, a factor such as 7 * {Figures[0].Name}, a date (2026-01-31), true, false, \"text\" or a sum of axes");
    }

    /// <summary>The name of the figure in a model: <c>shop.averageOrderValue</c>.</summary>
    public static string NameOf(ShopFigure figure) => Array.Find(Figures, f => f.Figure == figure).Name;

    internal static string Write(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Write(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Subject? ParseSubject(string text)
    {
        if (Fact.Find(text) is { } fact)
        {
            return new Subject.OfFact(fact);
        }

        return AxisIds(text) is { } axes ? new Subject.OfScore(axes) : null;
    }

    private static Comparison ParseComparison(string sign) => sign switch
    {
        ">=" or "≥" or "≧" => Comparison.AtLeast,
        "<=" or "≤" or "≦" => Comparison.AtMost,
        ">" => Comparison.MoreThan,
        "<" => Comparison.LessThan,
        "!=" or "≠" => Comparison.NotEqual,
        _ => Comparison.Equal,
    };

    private static Operand? ParseOperand(string text)
    {
        if (text is "true" or "false")
        {
            return new Operand.Flag(text == "true");
        }

        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"' && !text[1..^1].Contains('"', StringComparison.Ordinal))
        {
            return new Operand.Text(text[1..^1]);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return new Operand.Date(date);
        }

        if (ParseNumber(text) is { } number)
        {
            return new Operand.Number(number);
        }

        if (ParseFigureShare(text) is { } share)
        {
            return share;
        }

        return AxisIds(text) is { } axes ? new Operand.Score(axes) : null;
    }

    private static Operand.FigureShare? ParseFigureShare(string text)
    {
        string[] parts = text.Split(['*', '×'], StringSplitOptions.TrimEntries);
        decimal? factor = parts.Length switch { 1 => 1m, 2 => ParseNumber(parts[0]), _ => null };
        int figure = Array.FindIndex(Figures, f => f.Name == parts[^1]);
        return factor is { } known && figure >= 0 ? new Operand.FigureShare(known, Figures[figure].Figure) : null;
    }

    private static decimal? ParseNumber(string text) =>
        text.Length <= NumberLengthMax
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;

    private static string[]? AxisIds(string text)
    {
        string[] ids = text.Split('+', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(ids, id => AxisId().IsMatch(id)) ? ids : null;
    }

    // Fifteen digits keep every product of a factor and a figure inside the exact arithmetic.
    private const int NumberLengthMax = 16;

    [GeneratedRegex(@"^\s*(?<subject>[^<>=!≥≧≤≦≠]+?)\s*(?<sign>(?>>=|<=|!=|==?|[≥≧≤≦≠<>]))\s*(?<operand>\S.*?)\s*$")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[a-z][a-zA-Z0-9-]*$")]
    private static partial Regex AxisId();
}
