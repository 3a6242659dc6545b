using FollowUpFlows.Domain.Ranking;
using FsCheck;
using FsCheck.Fluent;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Generated conditions.</summary>
internal static class Conditions
{
    /// <summary>Axes that the generated conditions name.</summary>
    public static IReadOnlyList<string> AxisIds { get; } = ["amount", "behaviour", "axis-2"];

    /// <summary>Any subject with any operand: what a text can say, whether it means something or not.</summary>
    public static Gen<Condition> Any { get; } =
        from subject in Gen.OneOf(FactSubject(AnyFact), ScoreSubject)
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from operand in Gen.OneOf(Number, Share, Date, Flag, Text, Score)
        select new Condition(subject, comparison, operand);

    /// <summary>Conditions that a model with the three axes accepts on a rank.</summary>
    public static Gen<Condition> OnRank { get; } = Gen.OneOf(OnFact(AnyFact), OnScore);

    /// <summary>Conditions that a model accepts on an axis.</summary>
    public static Gen<Condition> OnAxis { get; } = OnFact(AnyFact.Where(f => f.Name != "lapsed"), Gen.OneOf(Number));

    private static Gen<Fact> AnyFact => Gen.Elements(
        Fact.Names.Concat(["tag.VIP会員", "tag.a-b_c 2", "attribute.地域", "attribute.好きな 色"]).Select(n => Fact.Find(n)!));

    private static Gen<Subject> ScoreSubject => Axes.Select(Subject (ids) => new Subject.OfScore(ids));

    private static Gen<IReadOnlyList<string>> Axes =>
        Gen.Elements(AxisIds.ToArray()).NonEmptyListOf().Select(IReadOnlyList<string> (ids) => [.. ids.Take(4)]);

    // Up to nine digits before and six after the point.
    private static Gen<decimal> Digits =>
        from digits in Gen.Choose(-999_999_999, 999_999_999)
        from scale in Gen.Choose(0, 6)
        select new decimal(Math.Abs(digits), 0, 0, digits < 0, (byte)scale);

    private static Gen<Operand> Number => Digits.Select(Operand (n) => new Operand.Number(n));

    private static Gen<Operand> Share =>
        from factor in Digits
        from figure in Gen.Elements(Enum.GetValues<ShopFigure>())
        select (Operand)new Operand.FigureShare(factor, figure);

    // Up to ten thousand times the figure.
    private static Gen<Operand> AcceptedShare => Share.Select(Operand (o) =>
        o is Operand.FigureShare share ? share with { Factor = share.Factor % 10_000 } : o);

    private static Gen<Operand> Date =>
        Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(Operand (d) => new Operand.Date(DateOnly.FromDayNumber(d)));

    private static Gen<Operand> Flag => Gen.Elements(true, false).Select(Operand (f) => new Operand.Flag(f));

    // Signs, spaces and words that mean something outside the quotes.
    private static Gen<Operand> Text =>
        Gen.Elements("東京", "a", " ", ">=", "=", "*", "+", "true", "7", "2026-01-31", "shop.averageOrderValue", "'")
            .ListOf().Select(Operand (parts) => new Operand.Text(string.Concat(parts.Take(5))));

    private static Gen<Operand> Score => Axes.Select(Operand (ids) => new Operand.Score(ids));

    private static Gen<Condition> OnScore =>
        from subject in ScoreSubject
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from operand in Gen.OneOf(Number, Score)
        select new Condition(subject, comparison, operand);

    private static Gen<Subject> FactSubject(Gen<Fact> facts) => facts.Select(Subject (f) => new Subject.OfFact(f));

    private static Gen<Condition> OnFact(Gen<Fact> facts, Gen<Operand>? points = null) =>
        from fact in facts
        from comparison in Gen.Elements(fact.Unit is FactUnit.Flag or FactUnit.Text
            ? [Comparison.Equal, Comparison.NotEqual]
            : Enum.GetValues<Comparison>())
        from operand in fact.Unit switch
        {
            FactUnit.Amount => Gen.OneOf(Number, AcceptedShare),
            FactUnit.Date => Date,
            FactUnit.Flag => Flag,
            FactUnit.Text => Text,
            FactUnit.Points or FactUnit.Events => points ?? Gen.OneOf(Number, Score),
            _ => Number,
        }
        select new Condition(new Subject.OfFact(fact), comparison, operand);
}
