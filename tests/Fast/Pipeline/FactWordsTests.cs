using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>The vocabulary behind the sentences: names, amounts, units, reasons.</summary>
public sealed class FactWordsTests
{
    private static readonly FactWords Ja = new(Language.Ja);
    private static readonly FactWords En = new(Language.En);
    private static readonly Currency Pounds = Currency.Find("GBP")!;

    private static readonly Dictionary<string, (string Ja, string En)> Names = new()
    {
        ["orderCount"] = ("購入回数", "orders"),
        ["totalAmount"] = ("累計購入金額", "total amount"),
        ["averageOrderValue"] = ("平均注文単価", "average order"),
        ["firstOrderDate"] = ("初回購入日", "date of first order"),
        ["lastOrderDate"] = ("最終購入日", "date of last order"),
        ["daysSinceFirst"] = ("初回購入からの日数", "days since first order"),
        ["daysSinceLast"] = ("最終購入からの日数", "days since last order"),
        ["activeSpanDays"] = ("在籍日数", "days from first to last order"),
        ["discountShare"] = ("値引き率", "discount share"),
        ["marginShare"] = ("粗利率", "margin share"),
        ["behaviourScore"] = ("行動スコア", "behaviour score"),
        ["relationshipScore"] = ("関係性スコア", "relationship score"),
        ["advocacyCount"] = ("紹介・口コミ・ご意見", "referrals, posts and opinions"),
        ["consented"] = ("配信同意", "consent to messages"),
        ["lineFriend"] = ("LINE友だち", "LINE friend"),
        ["lapsed"] = ("離脱", "lapsed"),
    };

    [Fact]
    public void Facts_AllHaveANameInBothLanguages() =>
        Assert.All(Fact.Names, n => Assert.Equal(Names[n], (Ja.Name(Fact.Find(n)!), En.Name(Fact.Find(n)!))));

    [Theory]
    [InlineData("tag.VIP会員", "タグ「VIP会員」", "tag 'VIP会員'")]
    [InlineData("tag.orderCount", "タグ「orderCount」", "tag 'orderCount'")]
    [InlineData("attribute.地域", "「地域」", "'地域'")]
    [InlineData("attribute.x", "「x」", "'x'")]
    public void Fact_OfTheShopsOwn_IsNamedInQuotes(string fact, string ja, string en) =>
        Assert.Equal((ja, en), (Ja.Name(Fact.Find(fact)!), En.Name(Fact.Find(fact)!)));

    [Theory]
    [InlineData(ShopFigure.AverageOrderValue, "店全体の平均注文単価", "the shop's average order")]
    [InlineData(ShopFigure.AverageRevenuePerCustomer, "店全体の1人あたり平均購入金額", "the shop's revenue per customer")]
    public void Figure_HasItsName(ShopFigure figure, string ja, string en) => Assert.Equal((ja, en), (Ja.Name(figure), En.Name(figure)));

    [Theory]
    [InlineData(OrderExclusion.Test, "テスト注文", "test order")]
    [InlineData(OrderExclusion.Cancelled, "キャンセル", "cancelled")]
    [InlineData(OrderExclusion.Unpaid, "未入金", "not paid")]
    [InlineData(OrderExclusion.FullyReturned, "全額返品", "fully returned")]
    public void Exclusion_HasItsReason(OrderExclusion exclusion, string ja, string en) =>
        Assert.Equal((ja, en), (Ja.Name(exclusion), En.Name(exclusion)));

    [Theory]
    [InlineData("JPY", 0, "0円", "¥0")]
    [InlineData("JPY", 999, "999円", "¥999")]
    [InlineData("JPY", 1_000, "1,000円", "¥1,000")]
    [InlineData("JPY", 1_000_000_000_000, "1,000,000,000,000円", "¥1,000,000,000,000")]
    [InlineData("GBP", 123_450, "1,234.50 GBP", "1,234.50 GBP")]
    [InlineData("GBP", 5, "0.05 GBP", "0.05 GBP")]
    [InlineData("KRW", 2_300, "2,300 KRW", "2,300 KRW")]
    [InlineData("KWD", 1_234_567, "1,234.567 KWD", "1,234.567 KWD")]
    public void Amount_HasTheDecimalsOfItsCurrency(string currency, long minor, string ja, string en)
    {
        Money money = new(minor, Currency.Find(currency)!);
        Assert.Equal((ja, en), (Ja.Amount(money), En.Amount(money)));
    }

    [Theory]
    [InlineData(20_000, 3, "6,667円", "6,666.67 GBP")]
    [InlineData(10_000, 3, "3,333円", "3,333.33 GBP")]
    [InlineData(1, 2, "1円", "0.50 GBP")] // half away from zero
    [InlineData(499_999, 1_000_000, "0円", "0.50 GBP")]
    public void Amount_ThatIsNotWhole_IsRounded(long numerator, long denominator, string yen, string pounds)
    {
        Fraction major = Fraction.Of(numerator, denominator);
        Assert.Equal(yen, Ja.Amount(major, Currency.Yen));
        Assert.Equal(pounds, En.Amount(major, Pounds));
    }

    [Theory]
    [InlineData(Comparison.AtLeast, "288,521円", "288,520.21 GBP")]
    [InlineData(Comparison.LessThan, "288,521円", "288,520.21 GBP")]
    [InlineData(Comparison.MoreThan, "288,520円", "288,520.20 GBP")]
    [InlineData(Comparison.AtMost, "288,520円", "288,520.20 GBP")]
    public void Threshold_BetweenTwoAmounts_IsTheOneThatDecides(Comparison comparison, string yen, string pounds)
    {
        Fraction major = Fraction.Of(288_520_201, 1_000);
        Assert.Equal(yen, Ja.Threshold(major, comparison, Currency.Yen));
        Assert.Equal(pounds, En.Threshold(major, comparison, Pounds));
    }

    [Theory]
    [InlineData(Comparison.AtLeast)]
    [InlineData(Comparison.MoreThan)]
    [InlineData(Comparison.AtMost)]
    [InlineData(Comparison.LessThan)]
    [InlineData(Comparison.Equal)]
    [InlineData(Comparison.NotEqual)]
    public void Threshold_ThatIsAnAmount_IsItself(Comparison comparison)
    {
        Assert.Equal("288,520円", Ja.Threshold(288_520, comparison, Currency.Yen));
        Assert.Equal("139.10 GBP", En.Threshold(Fraction.Of(1391, 10), comparison, Pounds));
    }

    [Theory]
    [InlineData(FactUnit.Orders, "1", "1回", "1")]
    [InlineData(FactUnit.Orders, "12345", "12,345回", "12,345")]
    [InlineData(FactUnit.Amount, "2300", "2,300円", "¥2,300")]
    [InlineData(FactUnit.Days, "0", "0日", "0 days")]
    [InlineData(FactUnit.Days, "1", "1日", "1 day")]
    [InlineData(FactUnit.Days, "1000", "1,000日", "1,000 days")]
    [InlineData(FactUnit.Share, "0", "0%", "0%")]
    [InlineData(FactUnit.Share, "0.3", "30%", "30%")]
    [InlineData(FactUnit.Share, "0.2549", "25.49%", "25.49%")]
    [InlineData(FactUnit.Share, "1", "100%", "100%")]
    [InlineData(FactUnit.Points, "1", "1点", "1 point")]
    [InlineData(FactUnit.Points, "1234.5", "1,234.5点", "1,234.5 points")]
    [InlineData(FactUnit.Points, "-2", "-2点", "-2 points")]
    [InlineData(FactUnit.Flag, "1", "はい", "yes")]
    [InlineData(FactUnit.Flag, "0", "いいえ", "no")]
    public void Value_HasItsUnit(FactUnit unit, string value, string ja, string en)
    {
        Fraction number = Fraction.Of(decimal.Parse(value, CultureInfo.InvariantCulture));
        Assert.Equal((ja, en), (Ja.Value(number, unit, Currency.Yen), En.Value(number, unit, Currency.Yen)));
    }

    [Fact]
    public void Value_OfADate_IsTheDay()
    {
        DateOnly day = new(2026, 1, 9);
        Assert.Equal("2026年1月9日", Ja.Value(day.DayNumber, FactUnit.Date, Currency.Yen));
        Assert.Equal("2026-01-09", FactWords.IsoDay(day));
    }

    [Fact]
    public void Value_NotKnown_IsADashInEveryUnit() =>
        Assert.All(Enum.GetValues<FactUnit>(), u => Assert.Equal("―", Ja.Value(null, u, Currency.Yen)));

    [Theory]
    [InlineData(0, "0件", "0")]
    [InlineData(1, "1件", "1")]
    [InlineData(1_200, "1,200件", "1,200")]
    public void Events_AreCountedInPieces(long count, string ja, string en) => Assert.Equal((ja, en), (Ja.Value(count, FactUnit.Events, Currency.Yen), En.Value(count, FactUnit.Events, Currency.Yen)));

    [Fact]
    public void Text_InTwoForms_IsTheOneOfTheLanguage()
    {
        Assert.Equal("優良客", Ja.Say(new LocalText("優良客", "Premier")));
        Assert.Equal("Premier", En.Say(new LocalText("優良客", "Premier")));
    }
}
