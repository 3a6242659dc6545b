using System.Globalization;
using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>A placement's proof in sentences, for marketer, desk and customer.</summary>
public sealed class PlacementWords(Language language)
{
    private readonly FactWords words = new(language);

    /// <summary>The vocabulary behind the sentences.</summary>
    public FactWords Facts => words;

    /// <summary>The rank and its half: 準ロイヤル（現在）.</summary>
    public string Placement(Placement placement) => words.Say(
        $"{placement.Rank.Name.Ja}（{(placement.IsLapsed ? "離脱" : "現在")}）",
        $"{placement.Rank.Name.En} ({(placement.IsLapsed ? "lapsed" : "current")})");

    /// <summary>What a condition asks for: 購入回数が8回以上.</summary>
    public string Condition(ConditionProof proof, PlacementProof whole)
    {
        if (proof.Condition is { Subject: Subject.OfFact { Fact: var flag }, Operand: Operand.Flag { Value: var wanted } })
        {
            return words.State(flag, wanted == (proof.Condition.Comparison == Comparison.Equal));
        }

        string subject = Subject(proof.Condition.Subject, whole);
        string operand = Operand(proof, whole);
        return proof.Unit == FactUnit.Date ? Period(proof.Condition.Comparison, subject, operand) : Range(proof.Condition.Comparison, subject, operand);
    }

    /// <summary>What was found, with the axes behind a score.</summary>
    public string Found(ConditionProof proof, PlacementProof whole)
    {
        if (proof.Condition.Subject is Subject.OfFact { Fact: { Unit: FactUnit.Text, Name: var name } })
        {
            return whole.Facts.Traits.Attributes.GetValueOrDefault(name["attribute.".Length..], "―");
        }

        if (proof.Condition.Subject is Subject.OfFact { Fact: { Unit: FactUnit.Flag } flag })
        {
            return words.State(flag, proof.Value == 1);
        }

        string value = words.Value(proof.Value, proof.Unit, whole.Figures.Currency);
        return proof.Axes.Count == 0
            ? value
            : words.Say(
                $"{value}（{string.Join("＋", proof.Axes.Select(a => a.Axis.Name.Ja + a.Points))}）",
                $"{value} ({string.Join(" + ", proof.Axes.Select(a => $"{a.Axis.Name.En} {a.Points}"))})");
    }

    /// <summary>The smallest change in words: あと2,300円; null when there is none to name.</summary>
    public string? Missing(ConditionProof proof, PlacementProof whole) => proof.Shortfall switch
    {
        Shortfall.Orders { Count: var n } => words.Say($"あと{Number(n)}回", $"{FactWords.Plural(Number(n), "more order")}"),
        Shortfall.Amount { Money: var money } => words.Say($"あと{words.Amount(money)}", $"{words.Amount(money)} more"),
        Shortfall.OrderOf { Money: var money } => words.Say($"あと1回（{words.Amount(money)}以上）", $"1 more order of {words.Amount(money)} or more"),
        Shortfall.Days { Count: var days, On: var on } => words.Say($"{Number(days)}日後（{words.Day(on)}）", $"in {FactWords.Plural(Number(days), "day")} ({words.Day(on)})"),
        Shortfall.OrderFrom { On: var on } when on <= whole.Facts.AsOf => words.Say("あと1回", "1 more order"),
        Shortfall.OrderFrom { On: var on } => words.Say($"{words.Day(on)}以降にあと1回", $"1 more order on {words.Day(on)} or later"),
        Shortfall.FirstOrderThenDays { ThenDays: 0 } => words.Say("初回購入", "a first order"),
        Shortfall.FirstOrderThenDays { ThenDays: var days } when IsSpan(proof) => words.Say(
            $"初回購入の{Number(days)}日後以降にあと1回",
            $"1 more order, {FactWords.Plural(Number(days), "day")} or more after a first order"),
        Shortfall.FirstOrderThenDays { ThenDays: var days } => words.Say($"初回購入から{Number(days)}日後", $"{FactWords.Plural(Number(days), "day")} after a first order"),
        Shortfall.Points { Count: var n } when proof.Unit == FactUnit.Events => words.Say($"あと{Number(n)}件", $"{Number(n)} more"),
        Shortfall.Points { Count: var n } => words.Say($"あと{Number(n)}点", $"{FactWords.Plural(Number(n), "more point")}"),
        Shortfall.Trait => Condition(proof, whole),
        _ => null,
    };

    /// <summary>The way to the rank above in one line: 準ロイヤルまで: あと1回・あと2,300円; null at the top.</summary>
    public string? WayUp(PlacementProof whole)
    {
        if (whole.Above is not { } above)
        {
            return null;
        }

        IEnumerable<string> steps = above.Conditions.Where(c => !c.Holds).Select(c => Step(c, whole));
        return words.Say($"{above.Rank.Name.Ja}まで: {string.Join("・", steps)}", $"To {above.Rank.Name.En}: {string.Join(", ", steps)}");
    }

    /// <summary>When the customer lapses or lapsed; null without orders.</summary>
    public string? Lapse(PlacementProof whole)
    {
        if (whole.LapsesOn is not { } on)
        {
            return null;
        }

        string day = words.Day(on);
        return whole.Placement.IsLapsed
            ? words.Say($"{day}から離脱しています", $"lapsed since {day}")
            : words.Say($"購入がなければ{day}に離脱します", $"lapses on {day} without another order");
    }

    private string Step(ConditionProof proof, PlacementProof whole)
    {
        if (Missing(proof, whole) is not { } missing)
        {
            return words.Say($"{Condition(proof, whole)}（具体的な目安は出せません）", $"{Condition(proof, whole)} (no single step gets there)");
        }

        // Without its name, "1 more" could be one of anything.
        return proof is { Shortfall: Shortfall.Points, Condition.Subject: Subject.OfFact { Fact: var fact } }
            ? words.Say($"{words.Name(fact)}が{missing}", $"{words.Name(fact)}: {missing}")
            : missing;
    }

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private string Range(Comparison comparison, string subject, string operand) => comparison switch
    {
        Comparison.AtLeast => words.Say($"{subject}が{operand}以上", $"{subject}: at least {operand}"),
        Comparison.MoreThan => words.Say($"{subject}が{operand}を超える", $"{subject}: more than {operand}"),
        Comparison.AtMost => words.Say($"{subject}が{operand}以下", $"{subject}: at most {operand}"),
        Comparison.LessThan => words.Say($"{subject}が{operand}未満", $"{subject}: less than {operand}"),
        Comparison.Equal => words.Say($"{subject}が{operand}", $"{subject}: {operand}"),
        _ => words.Say($"{subject}が{operand}以外", $"{subject}: not {operand}"),
    };

    private string Period(Comparison comparison, string subject, string day) => comparison switch
    {
        Comparison.AtLeast => words.Say($"{subject}が{day}以降", $"{subject}: {day} or later"),
        Comparison.MoreThan => words.Say($"{subject}が{day}より後", $"{subject}: after {day}"),
        Comparison.AtMost => words.Say($"{subject}が{day}以前", $"{subject}: {day} or earlier"),
        Comparison.LessThan => words.Say($"{subject}が{day}より前", $"{subject}: before {day}"),
        _ => Range(comparison, subject, day),
    };

    private string Subject(Subject subject, PlacementProof whole) => subject switch
    {
        Subject.OfFact of => words.Name(of.Fact),
        Subject.OfScore score => Axes(score.AxisIds, whole),
        _ => throw new NotSupportedException(subject.ToString()),
    };

    private string Operand(ConditionProof proof, PlacementProof whole) => proof.Condition.Operand switch
    {
        Operand.FigureShare share => words.Say($"{Multiple(share)}（{Threshold(proof, whole)}）", $"{Multiple(share)} ({Threshold(proof, whole)})"),
        Operand.Number _ when proof.Unit == FactUnit.Amount => Threshold(proof, whole),
        Operand.Score score => Axes(score.AxisIds, whole),
        Operand.Text text => words.Say($"「{text.Value}」", $"'{text.Value}'"),
        _ => words.Value(proof.Threshold, proof.Unit, whole.Figures.Currency),
    };

    private static bool IsSpan(ConditionProof proof) => proof.Condition.Subject is Subject.OfFact { Fact.Name: "activeSpanDays" };

    private string Threshold(ConditionProof proof, PlacementProof whole) => proof.Threshold is { } threshold
        ? words.Threshold(threshold, proof.Condition.Comparison, whole.Figures.Currency)
        : words.Value(null, FactUnit.Amount, whole.Figures.Currency);

    private string Axes(IReadOnlyList<string> axisIds, PlacementProof whole) => string.Join(
        words.Say("＋", " + "),
        axisIds.Select(id => words.Say(whole.Model.Definition.Axes.First(a => a.Id == id).Name)));

    private string Multiple(Operand.FigureShare share)
    {
        string figure = words.Name(share.Figure);
        string factor = share.Factor.ToString("#,##0.################", CultureInfo.InvariantCulture);
        return share.Factor == 1 ? figure : words.Say($"{figure}の{factor}倍", $"{factor} × {figure}");
    }
}
