using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What a condition asks for, in words, for every fact, comparison and operand.</summary>
public sealed class PlacementWordsConditionTests
{
    [Theory]
    [InlineData(">=", "購入回数が1,234回以上", "orders: at least 1,234")]
    [InlineData(">", "購入回数が1,234回を超える", "orders: more than 1,234")]
    [InlineData("<=", "購入回数が1,234回以下", "orders: at most 1,234")]
    [InlineData("<", "購入回数が1,234回未満", "orders: less than 1,234")]
    [InlineData("=", "購入回数が1,234回", "orders: 1,234")]
    [InlineData("!=", "購入回数が1,234回以外", "orders: not 1,234")]
    public void Number_InEveryComparison_IsSaid(string sign, string ja, string en) => AssertSays($"orderCount {sign} 1234", ja, en);

    [Theory]
    [InlineData(">=", "初回購入日が2026年1月31日以降", "date of first order: 2026-01-31 or later")]
    [InlineData(">", "初回購入日が2026年1月31日より後", "date of first order: after 2026-01-31")]
    [InlineData("<=", "初回購入日が2026年1月31日以前", "date of first order: 2026-01-31 or earlier")]
    [InlineData("<", "初回購入日が2026年1月31日より前", "date of first order: before 2026-01-31")]
    [InlineData("=", "初回購入日が2026年1月31日", "date of first order: 2026-01-31")]
    [InlineData("!=", "初回購入日が2026年1月31日以外", "date of first order: not 2026-01-31")]
    public void Date_InEveryComparison_IsSaid(string sign, string ja, string en) => AssertSays($"firstOrderDate {sign} 2026-01-31", ja, en);

    [Theory]
    [InlineData("consented = true", "配信同意あり", "has consented to messages")]
    [InlineData("consented != true", "配信同意なし", "has not consented to messages")]
    [InlineData("lineFriend = true", "LINE友だちである", "is a LINE friend")]
    [InlineData("lineFriend = false", "LINE友だちではない", "is not a LINE friend")]
    [InlineData("lapsed = false", "離脱していない", "has not lapsed")]
    [InlineData("lapsed != false", "離脱している", "has lapsed")]
    [InlineData("tag.VIP会員 = true", "タグ「VIP会員」あり", "has tag 'VIP会員'")]
    [InlineData("tag.VIP会員 = false", "タグ「VIP会員」なし", "does not have tag 'VIP会員'")]
    [InlineData("attribute.地域 = \"東京\"", "「地域」が「東京」", "'地域': '東京'")]
    [InlineData("attribute.地域 != \"東京\"", "「地域」が「東京」以外", "'地域': not '東京'")]
    public void Trait_IsSaidAsAStatement(string condition, string ja, string en) => AssertSays(condition, ja, en);

    [Theory]
    [InlineData("totalAmount >= 30000", "累計購入金額が30,000円以上", "total amount: at least ¥30,000")]
    [InlineData("averageOrderValue < 5000", "平均注文単価が5,000円未満", "average order: less than ¥5,000")]
    [InlineData("lastOrderDate < 2026-06-01", "最終購入日が2026年6月1日より前", "date of last order: before 2026-06-01")]
    [InlineData("daysSinceFirst >= 1", "初回購入からの日数が1日以上", "days since first order: at least 1 day")]
    [InlineData("daysSinceLast > 30", "最終購入からの日数が30日を超える", "days since last order: more than 30 days")]
    [InlineData("activeSpanDays >= 1000", "在籍日数が1,000日以上", "days from first to last order: at least 1,000 days")]
    [InlineData("discountShare <= 0.3", "値引き率が30%以下", "discount share: at most 30%")]
    [InlineData("marginShare >= 0.255", "粗利率が25.5%以上", "margin share: at least 25.5%")]
    [InlineData("behaviourScore >= 3", "行動スコアが3点以上", "behaviour score: at least 3 points")]
    [InlineData("relationshipScore >= 1", "関係性スコアが1点以上", "relationship score: at least 1 point")]
    [InlineData("advocacyCount >= 1", "紹介・口コミ・ご意見が1件以上", "referrals, posts and opinions: at least 1")]
    [InlineData("amount + relation >= 4", "金額＋関係性が4点以上", "Amount + Relationship: at least 4 points")]
    [InlineData("amount > relation", "金額が関係性を超える", "Amount: more than Relationship")]
    [InlineData("advocacyCount >= amount", "紹介・口コミ・ご意見が金額以上", "referrals, posts and opinions: at least Amount")]
    public void Fact_IsSaidWithItsUnit(string condition, string ja, string en) => AssertSays(condition, ja, en);

    [Theory]
    [InlineData("7 * shop.averageOrderValue", "店全体の平均注文単価の7倍（70,000円）以上", "at least 7 × the shop's average order (¥70,000)")]
    [InlineData("0.50 * shop.averageOrderValue", "店全体の平均注文単価の0.5倍（5,000円）以上", "at least 0.5 × the shop's average order (¥5,000)")]
    [InlineData("1500 * shop.averageOrderValue", "店全体の平均注文単価の1,500倍（15,000,000円）以上", "at least 1,500 × the shop's average order (¥15,000,000)")]
    [InlineData("1 * shop.averageRevenuePerCustomer", "店全体の1人あたり平均購入金額（40,000円）以上", "at least the shop's revenue per customer (¥40,000)")]
    [InlineData("shop.averageRevenuePerCustomer", "店全体の1人あたり平均購入金額（40,000円）以上", "at least the shop's revenue per customer (¥40,000)")]
    public void MultipleOfAFigure_IsSaidWithItsAmount(string operand, string ja, string en) =>
        AssertSays($"totalAmount >= {operand}", $"累計購入金額が{ja}", $"total amount: {en}");

    [Theory]
    [InlineData(">=", "（288,521円）以上", "あと521円")]
    [InlineData(">", "（288,520円）を超える", "あと521円")]
    [InlineData("<=", "（288,520円）以下", null)]
    [InlineData("<", "（288,521円）未満", null)]
    public void MultipleOfAFigure_ThatIsNoWholeYen_IsSaidAsTheYenThatDecide(string sign, string ja, string? missing)
    {
        ShopFigures figures = new(Currency.Yen, 2_885_202, 70, 30); // 7 averages are 288,520.2 yen
        PlacementProof proof = Prove($"totalAmount {sign} 7 * shop.averageOrderValue", Shop.Customer(2, 288_000, 100), figures);
        ConditionProof condition = proof.Tried[0].Conditions[0];
        PlacementWords words = new(Language.Ja);
        Assert.Equal($"累計購入金額が店全体の平均注文単価の7倍{ja}", words.Condition(condition, proof));
        Assert.Equal(missing, words.Missing(condition, proof));
    }

    [Theory]
    [InlineData("totalAmount >= 30000.2", "累計購入金額が30,001円以上")]
    [InlineData("totalAmount < 30000.2", "累計購入金額が30,001円未満")]
    [InlineData("totalAmount > 30000.7", "累計購入金額が30,000円を超える")]
    [InlineData("totalAmount <= 30000.7", "累計購入金額が30,000円以下")]
    public void Amount_ThatIsNoWholeYen_IsSaidAsTheYenThatDecide(string condition, string ja)
    {
        PlacementProof proof = Prove(condition, Shop.Customer(2, 12_345, 100), Shop.Figures);
        Assert.Equal(ja, new PlacementWords(Language.Ja).Condition(proof.Tried[0].Conditions[0], proof));
    }

    [Fact]
    public void Amounts_OfAShopInPounds_HaveTwoDecimals()
    {
        Currency pounds = Currency.Find("GBP")!;
        CustomerFacts customer = new(Shop.Customer(2, 123_450, 100).Purchases with { Currency = pounds });
        PlacementProof proof = Prove("totalAmount >= 7 * shop.averageOrderValue", customer, new ShopFigures(pounds, 1_000_000, 30, 10));
        ConditionProof condition = proof.Tried[0].Conditions[0];
        PlacementWords ja = new(Language.Ja);
        PlacementWords en = new(Language.En);
        Assert.Equal("累計購入金額が店全体の平均注文単価の7倍（2,333.34 GBP）以上", ja.Condition(condition, proof));
        Assert.Equal("total amount: at least 7 × the shop's average order (2,333.34 GBP)", en.Condition(condition, proof));
        Assert.Equal(("1,234.50 GBP", "1,234.50 GBP"), (ja.Found(condition, proof), en.Found(condition, proof)));
        Assert.Equal(("あと1,098.84 GBP", "1,098.84 GBP more"), (ja.Missing(condition, proof), en.Missing(condition, proof)));
    }

    [Fact]
    public void MultipleOfAFigure_OfAShopWithoutOrders_HasNoAmount()
    {
        PlacementProof proof = Prove("totalAmount >= 7 * shop.averageOrderValue", Shop.Customer(0, 0, 0), new ShopFigures(Currency.Yen, 0, 0, 0));
        ConditionProof condition = proof.Tried[0].Conditions[0];
        Assert.Equal("累計購入金額が店全体の平均注文単価の7倍（―）以上", new PlacementWords(Language.Ja).Condition(condition, proof));
        Assert.Equal("total amount: at least 7 × the shop's average order (―)", new PlacementWords(Language.En).Condition(condition, proof));
    }

    private static void AssertSays(string condition, string ja, string en)
    {
        PlacementProof proof = Prove(condition, Shop.Customer(2, 12_345, 100, 10), Shop.Figures);
        ConditionProof first = proof.Tried[0].Conditions[0];
        Assert.Equal(ja, new PlacementWords(Language.Ja).Condition(first, proof));
        Assert.Equal(en, new PlacementWords(Language.En).Condition(first, proof));
    }

    private static PlacementProof Prove(string condition, CustomerFacts customer, ShopFigures figures)
    {
        RankModel model = ModelFile.Load($$"""
            id: m
            axes: [{ id: amount, name: { ja: 金額, en: Amount }, max: 3 }, { id: relation, name: { ja: 関係性, en: Relationship }, max: 3 }]
            ranks:
              - { id: top, when: ['{{condition}}'] }
              - { id: rest }
            """);
        return PlacementProof.Of(model, customer, figures, [], new OrderRules());
    }
}
