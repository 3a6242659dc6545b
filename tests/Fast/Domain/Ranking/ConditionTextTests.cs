using System.Globalization;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>Conditions as text: every spelling that is read, and every one that is refused.</summary>
public sealed class ConditionTextTests
{
    [Fact]
    public void Condition_WrittenAndRead_IsTheSame() => Law.Holds(Conditions.Any, written =>
    {
        (Condition? read, string? fault) = ConditionText.Parse(written.ToString());
        return fault is null && Same(written, read!);
    });

    [Fact]
    public void Condition_InAnySpacing_IsTheSame() => Law.Holds(Conditions.Any, written =>
    {
        string sign = written.Comparison.Symbol();
        string tight = ConditionText.Parse($"{written.Subject}{sign}{written.Operand}").Condition!.ToString();
        string loose = ConditionText.Parse($" \t{written.Subject}  {sign}　{written.Operand} \n").Condition!.ToString();
        return tight == written.ToString() && loose == written.ToString();
    });

    [Theory]
    [InlineData(">=", Comparison.AtLeast, ">=")]
    [InlineData("≥", Comparison.AtLeast, ">=")]
    [InlineData("≧", Comparison.AtLeast, ">=")]
    [InlineData(">", Comparison.MoreThan, ">")]
    [InlineData("<=", Comparison.AtMost, "<=")]
    [InlineData("≤", Comparison.AtMost, "<=")]
    [InlineData("≦", Comparison.AtMost, "<=")]
    [InlineData("<", Comparison.LessThan, "<")]
    [InlineData("=", Comparison.Equal, "=")]
    [InlineData("==", Comparison.Equal, "=")]
    [InlineData("!=", Comparison.NotEqual, "!=")]
    [InlineData("≠", Comparison.NotEqual, "!=")]
    public void Parse_EverySpellingOfASign_IsRead(string sign, Comparison comparison, string written)
    {
        Condition condition = Parse($"orderCount {sign} 2");
        Assert.Equal(comparison, condition.Comparison);
        Assert.Equal($"orderCount {written} 2", condition.ToString());
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("+2", "2")]
    [InlineData("-2", "-2")]
    [InlineData("0.30", "0.30")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1234567890123456", "1234567890123456")] // 16 characters
    [InlineData("0.12345678901234", "0.12345678901234")]
    public void Parse_Number_IsReadDigitForDigit(string text, string number) => Assert.Equal(
        decimal.Parse(number, CultureInfo.InvariantCulture),
        Assert.IsType<Operand.Number>(Parse($"marginShare >= {text}").Operand).Value);

    [Theory]
    [InlineData("7 * shop.averageOrderValue", "7", ShopFigure.AverageOrderValue)]
    [InlineData("7*shop.averageOrderValue", "7", ShopFigure.AverageOrderValue)]
    [InlineData("7 × shop.averageOrderValue", "7", ShopFigure.AverageOrderValue)]
    [InlineData("shop.averageOrderValue", "1", ShopFigure.AverageOrderValue)]
    [InlineData("0.5 * shop.averageRevenuePerCustomer", "0.5", ShopFigure.AverageRevenuePerCustomer)]
    [InlineData("1234567890123456 * shop.averageOrderValue", "1234567890123456", ShopFigure.AverageOrderValue)]
    public void Parse_MultipleOfAFigure_IsRead(string text, string factor, ShopFigure figure) => Assert.Equal(
        new Operand.FigureShare(decimal.Parse(factor, CultureInfo.InvariantCulture), figure),
        Parse($"totalAmount >= {text}").Operand);

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("9999-12-31")]
    public void Parse_Date_IsRead(string text) => Assert.Equal(
        new Operand.Date(DateOnly.Parse(text, CultureInfo.InvariantCulture)),
        Parse($"firstOrderDate < {text}").Operand);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Parse_Flag_IsRead(string text, bool value) => Assert.Equal(new Operand.Flag(value), Parse($"consented = {text}").Operand);

    [Theory]
    [InlineData("\"東京\"", "東京")]
    [InlineData("\"\"", "")]
    [InlineData("\" a b \"", " a b ")]
    [InlineData("\"true\"", "true")]
    [InlineData("\"a >= b\"", "a >= b")]
    public void Parse_Text_IsReadBetweenItsQuotes(string text, string value) =>
        Assert.Equal(new Operand.Text(value), Parse($"attribute.地域 = {text}").Operand);

    [Theory]
    [InlineData("amount >= 6", "amount")]
    [InlineData("amount + behaviour + relationship >= 6", "amount,behaviour,relationship")]
    [InlineData("amount+amount >= 6", "amount,amount")]
    [InlineData("ordercount >= 6", "ordercount")] // whether the axis exists is the model's to say
    public void Parse_NameThatIsNoFact_IsTakenForAxes(string text, string axes) =>
        Assert.Equal(axes.Split(','), Assert.IsType<Subject.OfScore>(Parse(text).Subject).AxisIds);

    [Fact]
    public void Parse_SumOfAxesOnTheRight_IsRead() =>
        Assert.Equal(["amount", "axis-2"], Assert.IsType<Operand.Score>(Parse("behaviourScore >= amount + axis-2").Operand).AxisIds);

    [Theory]
    [InlineData("tag.VIP = true", "tag.VIP", FactUnit.Flag)]
    [InlineData("tag.VIP会員 = true", "tag.VIP会員", FactUnit.Flag)]
    [InlineData("tag.春 の 新作 = true", "tag.春 の 新作", FactUnit.Flag)]
    [InlineData("tag.a+b=true", "tag.a+b", FactUnit.Flag)]
    [InlineData("attribute.地域 = \"東京\"", "attribute.地域", FactUnit.Text)]
    [InlineData("attribute.tag.x != \"\"", "attribute.tag.x", FactUnit.Text)]
    public void Parse_TagOrAttribute_KeepsItsName(string text, string name, FactUnit unit)
    {
        Fact fact = Assert.IsType<Subject.OfFact>(Parse(text).Subject).Fact;
        Assert.Equal((name, unit), (fact.Name, fact.Unit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("orderCount")]
    [InlineData("orderCount 2")]
    [InlineData("orderCount >=")]
    [InlineData(">= 2")]
    [InlineData("orderCount ＞ 2")] // full width
    [InlineData("orderCount >= \"a\nb\"")]
    public void Parse_TextWithoutThreeParts_SaysWhatAConditionLooksLike(string text) => Assert.Equal(
        $"'{text}' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"",
        Fault(text));

    [Theory]
    [InlineData("購入回数 >= 2", "購入回数")]
    [InlineData("2 >= orderCount", "2")]
    [InlineData("Amount >= 2", "Amount")]
    [InlineData("amount + >= 2", "amount +")]
    [InlineData("amount - behaviour >= 2", "amount - behaviour")]
    [InlineData("tag. = true", "tag.")]
    [InlineData("attribute. = \"x\"", "attribute.")]
    [InlineData("shop.averageOrderValue >= 2", "shop.averageOrderValue")]
    public void Parse_UnknownSubject_ListsTheFacts(string text, string subject) => Assert.Equal(
        $"'{subject}' is no fact and no sum of axes; the facts are activeSpanDays, advocacyCount, averageOrderValue, behaviourScore, consented, "
        + "daysSinceFirst, daysSinceLast, discountShare, firstOrderDate, lapsed, lastOrderDate, lineFriend, marginShare, orderCount, "
        + "relationshipScore, totalAmount, tag.NAME, attribute.NAME",
        Fault(text));

    [Theory]
    [InlineData("1,000")]
    [InlineData("２")]
    [InlineData("30%")]
    [InlineData("1e3")]
    [InlineData("12345678901234567")] // 17 characters
    [InlineData("2026-02-29")]
    [InlineData("2026/01/31")]
    [InlineData("True")]
    [InlineData("\"open")]
    [InlineData("\"")]
    [InlineData("\"a\"b\"")]
    [InlineData("'text'")]
    [InlineData("7 * shop.averageBasket")]
    [InlineData("shop.averageOrderValue * 7")]
    [InlineData("x * shop.averageOrderValue")]
    [InlineData("2 * 3 * shop.averageOrderValue")]
    [InlineData("2 and consented = true")]
    public void Parse_UnknownOperand_SaysWhatCanBeComparedWith(string operand) => AssertNotComparable($"orderCount >= {operand}", operand);

    [Theory]
    [InlineData("orderCount => 2", "> 2")]
    [InlineData("orderCount <> 2", "> 2")]
    [InlineData("orderCount === 2", "= 2")]
    [InlineData("orderCount >> 2", "> 2")]
    public void Parse_SignOfAnotherLanguage_IsRefused(string text, string operand) => AssertNotComparable(text, operand);

    [Theory]
    [InlineData(ShopFigure.AverageOrderValue, "shop.averageOrderValue")]
    [InlineData(ShopFigure.AverageRevenuePerCustomer, "shop.averageRevenuePerCustomer")]
    public void NameOf_Figure_IsTheWordOfTheModels(ShopFigure figure, string name) => Assert.Equal(name, ConditionText.NameOf(figure));

    private static void AssertNotComparable(string text, string operand) => Assert.Equal(
        $"'{operand}' cannot be compared with; write a number, a factor such as 7 * shop.averageOrderValue, a date (2026-01-31), true, false, \"text\" or a sum of axes",
        Fault(text));

    private static Condition Parse(string text)
    {
        (Condition? condition, string? fault) = ConditionText.Parse(text);
        Assert.Null(fault);
        return condition!;
    }

    private static string Fault(string text)
    {
        (Condition? condition, string? fault) = ConditionText.Parse(text);
        Assert.Null(condition);
        return fault!;
    }

    private static bool Same(Condition a, Condition b) =>
        a.Comparison == b.Comparison
        && (a.Subject, b.Subject) switch
        {
            (Subject.OfFact x, Subject.OfFact y) => x.Fact.Name == y.Fact.Name && x.Fact.Unit == y.Fact.Unit,
            (Subject.OfScore x, Subject.OfScore y) => x.AxisIds.SequenceEqual(y.AxisIds),
            _ => false,
        }
        && (a.Operand, b.Operand) switch
        {
            (Operand.Score x, Operand.Score y) => x.AxisIds.SequenceEqual(y.AxisIds),
            (var x, var y) => x == y,
        };
}
