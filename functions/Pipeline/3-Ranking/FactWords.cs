using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Facts, figures, amounts and causes in the words of a shop.</summary>
public sealed class FactWords(Language language)
{
    /// <summary>The language that is spoken.</summary>
    public Language Language { get; } = language;

    /// <summary>The two forms of a text; the one of the language.</summary>
    public string Say(string ja, string en) => Language == Language.Ja ? ja : en;

    /// <summary>The name in the language.</summary>
    public string Say(LocalText text) => Say(text.Ja, text.En);

    /// <summary>The fact's name: 累計購入金額, total amount.</summary>
    public string Name(Fact fact) => fact.Name switch
    {
        "orderCount" => Say("購入回数", "orders"),
        "totalAmount" => Say("累計購入金額", "total amount"),
        "averageOrderValue" => Say("平均注文単価", "average order"),
        "firstOrderDate" => Say("初回購入日", "date of first order"),
        "lastOrderDate" => Say("最終購入日", "date of last order"),
        "daysSinceFirst" => Say("初回購入からの日数", "days since first order"),
        "daysSinceLast" => Say("最終購入からの日数", "days since last order"),
        "activeSpanDays" => Say("在籍日数", "days from first to last order"),
        "discountShare" => Say("値引き率", "discount share"),
        "marginShare" => Say("粗利率", "margin share"),
        "behaviourScore" => Say("行動スコア", "behaviour score"),
        "relationshipScore" => Say("関係性スコア", "relationship score"),
        "advocacyCount" => Say("紹介・口コミ・ご意見", "referrals, posts and opinions"),
        "consented" => Say("配信同意", "consent to messages"),
        "lineFriend" => Say("LINE友だち", "LINE friend"),
        "lapsed" => Say("離脱", "lapsed"),
        { } name when name.StartsWith("tag.", StringComparison.Ordinal) => Say($"タグ「{name[4..]}」", $"tag '{name[4..]}'"),
        { } name => Say($"「{name["attribute.".Length..]}」", $"'{name["attribute.".Length..]}'"),
    };

    /// <summary>A fact of yes or no as a statement: 配信同意あり, 離脱していない.</summary>
    public string State(Fact fact, bool isTrue) => (fact.Name, isTrue) switch
    {
        ("consented", true) => Say("配信同意あり", "has consented to messages"),
        ("consented", false) => Say("配信同意なし", "has not consented to messages"),
        ("lineFriend", true) => Say("LINE友だちである", "is a LINE friend"),
        ("lineFriend", false) => Say("LINE友だちではない", "is not a LINE friend"),
        ("lapsed", true) => Say("離脱している", "has lapsed"),
        ("lapsed", false) => Say("離脱していない", "has not lapsed"),
        (_, true) => Say($"{Name(fact)}あり", $"has {Name(fact)}"),
        (_, false) => Say($"{Name(fact)}なし", $"does not have {Name(fact)}"),
    };

    /// <summary>The figure's name.</summary>
    public string Name(ShopFigure figure) => figure == ShopFigure.AverageOrderValue
        ? Say("店全体の平均注文単価", "the shop's average order")
        : Say("店全体の1人あたり平均購入金額", "the shop's revenue per customer");

    /// <summary>An exact amount: 2,300円, 1,234.50 GBP.</summary>
    public string Amount(Money money)
    {
        string digits = money.Major.ToString($"N{money.Currency.MinorDigits}", CultureInfo.InvariantCulture);
        return money.Currency == Currency.Yen ? Say($"{digits}円", $"¥{digits}") : $"{digits} {money.Currency}";
    }

    /// <summary>An amount in major units that need not be whole, rounded to the currency's decimals for reading.</summary>
    public string Amount(Fraction major, Currency currency) => Amount(new Money(RoundToMinor(major, currency), currency));

    /// <summary>A threshold as the whole amount that decides: reaching 288,520.2 yen is reaching 288,521.</summary>
    public string Threshold(Fraction major, Comparison comparison, Currency currency)
    {
        Fraction minor = major * currency.MinorPerMajor;
        bool isFromBelow = comparison is Comparison.AtLeast or Comparison.LessThan;
        return Amount(new Money(isFromBelow ? minor.Ceiling() : minor.Floor(), currency));
    }

    /// <summary>A value in the fact's unit; a dash when it is not known.</summary>
    public string Value(Fraction? value, FactUnit unit, Currency currency)
    {
        if (value is not { } known)
        {
            return "―";
        }

        string number = Number(known);
        return unit switch
        {
            FactUnit.Orders => Say($"{number}回", number),
            FactUnit.Amount => Precise(known, currency),
            FactUnit.Days => Say($"{number}日", Plural(number, "day")),
            FactUnit.Share => (known * 100L).Round(2).ToString("0.##", CultureInfo.InvariantCulture) + "%",
            FactUnit.Points => Say($"{number}点", Plural(number, "point")),
            FactUnit.Events => Say($"{number}件", number),
            FactUnit.Date => Day(DateOnly.FromDayNumber((int)known.Floor())),
            FactUnit.Flag => known == 1 ? Say("はい", "yes") : Say("いいえ", "no"),
            _ => number,
        };
    }

    /// <summary>Why an order does not count.</summary>
    public string Name(OrderExclusion exclusion) => exclusion switch
    {
        OrderExclusion.Test => Say("テスト注文", "test order"),
        OrderExclusion.Cancelled => Say("キャンセル", "cancelled"),
        OrderExclusion.Unpaid => Say("未入金", "not paid"),
        _ => Say("全額返品", "fully returned"),
    };

    /// <summary>A day in a sentence: 2026年1月9日, 2026-01-09.</summary>
    public string Day(DateOnly day) => Say($"{day.Year}年{day.Month}月{day.Day}日", IsoDay(day));

    /// <summary>A day in a column: 2026-01-09.</summary>
    public static string IsoDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Beside a threshold, 9,999.6 yen must not read as 10,000.</summary>
    private string Precise(Fraction major, Currency currency)
    {
        Fraction minor = major * currency.MinorPerMajor;
        if (minor == minor.Floor())
        {
            return Amount(new Money(minor.Floor(), currency));
        }

        string digits = major.Round(currency.MinorDigits + 2).ToString($"#,##0.{new string('#', currency.MinorDigits + 2)}", CultureInfo.InvariantCulture);
        return currency == Currency.Yen ? Say($"{digits}円", $"¥{digits}") : $"{digits} {currency}";
    }

    private static string Number(Fraction value) => value.Round(2).ToString("#,##0.##", CultureInfo.InvariantCulture);

    private static long RoundToMinor(Fraction major, Currency currency) => (long)(major * currency.MinorPerMajor).Round(0);

    internal static string Plural(string number, string unit) => number == "1" ? $"{number} {unit}" : $"{number} {unit}s";
}
