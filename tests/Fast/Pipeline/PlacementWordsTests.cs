using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>A placement's sentences: the rank, the way up, the lapse, what was found and what is missing.</summary>
public sealed class PlacementWordsTests
{
    private static readonly PlacementWords Ja = new(Language.Ja);
    private static readonly PlacementWords En = new(Language.En);

    [Theory]
    [InlineData(179, "準ロイヤル（現在）", "Semi-royal (current)", "購入がなければ2026年11月22日に離脱します", "lapses on 2026-11-22 without another order")]
    [InlineData(180, "準ロイヤル（離脱）", "Semi-royal (lapsed)", "2026年11月21日から離脱しています", "lapsed since 2026-11-21")]
    [InlineData(181, "準ロイヤル（離脱）", "Semi-royal (lapsed)", "2026年11月20日から離脱しています", "lapsed since 2026-11-20")]
    [InlineData(10, "準ロイヤル（現在）", "Semi-royal (current)", "購入がなければ2027年5月10日に離脱します", "lapses on 2027-05-10 without another order")]
    public void Placement_WithTheDayOfLapse_IsSaid(int lastDaysAgo, string ja, string en, string lapseJa, string lapseEn)
    {
        PlacementProof proof = Prove(Shop.Preset("six-rank"), Shop.Customer(4, 40_000, 200, lastDaysAgo));
        Assert.Equal((ja, en), (Ja.Placement(proof.Placement), En.Placement(proof.Placement)));
        Assert.Equal((lapseJa, lapseEn), (Ja.Lapse(proof), En.Lapse(proof)));
    }

    [Fact]
    public void Lapse_OfAProspect_IsNotSaid()
    {
        PlacementProof proof = Prove(Shop.Preset("six-rank"), Shop.Customer(0, 0, 0));
        Assert.Equal("見込み客（現在）", Ja.Placement(proof.Placement));
        Assert.Null(Ja.Lapse(proof));
        Assert.Null(En.Lapse(proof));
    }

    [Theory]
    [InlineData(3, 30_000, 80, "準ロイヤルまで: あと1回・あと10,000円・10日後（2026年12月1日）", "To Semi-royal: 1 more order, ¥10,000 more, in 10 days (2026-12-01)")]
    [InlineData(4, 39_999, 90, "準ロイヤルまで: あと1円", "To Semi-royal: ¥1 more")] // what holds is not said
    [InlineData(4, 40_000, 90, "ロイヤルまで: あと4回・あと40,000円・90日後（2027年2月19日）", "To Royal: 4 more orders, ¥40,000 more, in 90 days (2027-02-19)")]
    [InlineData(2, 500, 10, "リピーターまで: あと1回・20日後（2026年12月11日）", "To Repeater: 1 more order, in 20 days (2026-12-11)")]
    [InlineData(0, 0, 0, "新規顧客まで: あと1回", "To New: 1 more order")]
    [InlineData(8, 80_000, 180, null, null)] // the top
    public void WayUp_NamesEveryStepToTheRankAbove(int orders, long yen, int firstDaysAgo, string? ja, string? en)
    {
        PlacementProof proof = Prove(Shop.Preset("six-rank"), Shop.Customer(orders, yen, firstDaysAgo));
        Assert.Equal((ja, en), (Ja.WayUp(proof), En.WayUp(proof)));
    }

    [Theory]
    [InlineData("orderCount = 1", "上まで: 購入回数が1回（具体的な目安は出せません）", "To Top: orders: 1 (no single step gets there)")]
    [InlineData("consented = true", "上まで: 配信同意あり", "To Top: has consented to messages")]
    [InlineData("advocacyCount >= 3", "上まで: 紹介・口コミ・ご意見があと1件", "To Top: referrals, posts and opinions: 1 more")]
    [InlineData("behaviourScore >= 3", "上まで: 行動スコアがあと2点", "To Top: behaviour score: 2 more points")]
    [InlineData("activeSpanDays >= 101", "上まで: 2026年11月22日以降にあと1回", "To Top: 1 more order on 2026-11-22 or later")]
    public void WayUp_ByOtherThanBuying_NamesTheCondition(string condition, string ja, string en)
    {
        PlacementProof proof = Prove(Model(condition), Customer);
        Assert.Equal((ja, en), (Ja.WayUp(proof), En.WayUp(proof)));
    }

    [Theory]
    [InlineData("orderCount >= 3", "2回", "2")]
    [InlineData("totalAmount >= 20000", "12,345円", "¥12,345")]
    [InlineData("averageOrderValue >= 20000", "6,172.5円", "¥6,172.5")] // 6,172.5
    [InlineData("firstOrderDate < 2026-01-01", "2026年8月13日", "2026-08-13")]
    [InlineData("daysSinceLast < 5", "10日", "10 days")]
    [InlineData("discountShare >= 0.5", "20%", "20%")]
    [InlineData("marginShare >= 0.5", "―", "―")] // no cost is known
    [InlineData("behaviourScore >= 3", "1点", "1 point")]
    [InlineData("advocacyCount >= 3", "2件", "2")]
    [InlineData("consented = true", "配信同意なし", "has not consented to messages")]
    [InlineData("lineFriend = false", "LINE友だちである", "is a LINE friend")]
    [InlineData("lapsed = true", "離脱していない", "has not lapsed")]
    [InlineData("tag.VIP = false", "タグ「VIP」あり", "has tag 'VIP'")]
    [InlineData("attribute.地域 = \"大阪\"", "東京", "東京")]
    [InlineData("attribute.職業 = \"教員\"", "―", "―")] // nothing known
    public void Found_SaysTheFactInItsUnit(string condition, string ja, string en)
    {
        PlacementProof proof = Prove(Model(condition), Customer);
        ConditionProof first = proof.Tried[0].Conditions[0];
        Assert.False(first.Holds);
        Assert.Equal((ja, en), (Ja.Found(first, proof), En.Found(first, proof)));
    }

    [Fact]
    public void Found_OfAScore_NamesTheAxes()
    {
        PlacementProof proof = Prove(Shop.Preset("four-stage"), Shop.Customer(2, 40_000, 100, 10));
        ConditionProof score = proof.Tried[0].Conditions[0];
        Assert.Equal("5点（金額2＋行動1＋関係性2）", Ja.Found(score, proof));
        Assert.Equal("5 points (Amount 2 + Behaviour 1 + Relationship 2)", En.Found(score, proof));
        Assert.Equal("あと1点", Ja.Missing(score, proof));
        Assert.Equal("プレミアムまで: あと1点・あと1回", Ja.WayUp(proof));
    }

    [Theory]
    [InlineData("orderCount >= 3", "あと1回", "1 more order")]
    [InlineData("orderCount >= 2000", "あと1,998回", "1,998 more orders")]
    [InlineData("totalAmount >= 14645", "あと2,300円", "¥2,300 more")]
    [InlineData("totalAmount > 12345", "あと1円", "¥1 more")]
    [InlineData("averageOrderValue >= 7000", "あと1回（8,655円以上）", "1 more order of ¥8,655 or more")]
    [InlineData("daysSinceFirst >= 101", "1日後（2026年11月22日）", "in 1 day (2026-11-22)")]
    [InlineData("daysSinceFirst >= 1100", "1,000日後（2029年8月17日）", "in 1,000 days (2029-08-17)")]
    [InlineData("daysSinceLast < 5", "あと1回", "1 more order")]
    [InlineData("activeSpanDays >= 100", "あと1回", "1 more order")] // an order today is far enough
    [InlineData("activeSpanDays >= 101", "2026年11月22日以降にあと1回", "1 more order on 2026-11-22 or later")]
    [InlineData("behaviourScore >= 2", "あと1点", "1 more point")]
    [InlineData("behaviourScore >= 1001", "あと1,000点", "1,000 more points")]
    [InlineData("advocacyCount >= 4", "あと2件", "2 more")]
    [InlineData("tag.優待 = true", "タグ「優待」あり", "has tag '優待'")]
    [InlineData("attribute.地域 = \"大阪\"", "「地域」が「大阪」", "'地域': '大阪'")]
    [InlineData("lapsed = true", "170日後（2027年5月10日）", "in 170 days (2027-05-10)")]
    [InlineData("orderCount < 2", null, null)]
    [InlineData("discountShare >= 0.5", null, null)]
    [InlineData("firstOrderDate < 2026-01-01", null, null)]
    [InlineData("orderCount >= 2", null, null)] // holds
    public void Missing_OfACustomer_IsTheSmallestChange(string condition, string? ja, string? en) => AssertMissing(condition, Customer, ja, en);

    [Theory]
    [InlineData("orderCount >= 1", "あと1回", "1 more order")]
    [InlineData("totalAmount >= 7 * shop.averageOrderValue", "あと70,000円", "¥70,000 more")]
    [InlineData("daysSinceFirst >= 90", "初回購入から90日後", "90 days after a first order")]
    [InlineData("daysSinceFirst >= 1", "初回購入から1日後", "1 day after a first order")]
    [InlineData("daysSinceFirst >= 0", "初回購入", "a first order")]
    [InlineData("activeSpanDays >= 90", "初回購入の90日後以降にあと1回", "1 more order, 90 days or more after a first order")]
    public void Missing_OfAProspect_BeginsWithAFirstOrder(string condition, string ja, string en) =>
        AssertMissing(condition, Shop.Customer(0, 0, 0), ja, en);

    [Fact]
    public void Missing_OfALapsedCustomer_IsAnOrder() => AssertMissing("lapsed = false", Shop.Customer(2, 1_000, 400, 200), "あと1回", "1 more order");

    private static CustomerFacts Customer
    {
        get
        {
            CustomerFacts facts = Shop.Customer(2, 12_345, 100, 10);
            return facts with
            {
                Purchases = facts.Purchases with { ChargedMinor = 8_000, DiscountMinor = 2_000 },
                Events = [new("click", Shop.Today), new("opinion", Shop.Today), new("referral", Shop.Today)],
                Traits = new CustomerTraits
                {
                    IsLineFriend = true,
                    Tags = new HashSet<string> { "VIP" },
                    Attributes = new Dictionary<string, string> { ["地域"] = "東京" },
                },
            };
        }
    }

    private static void AssertMissing(string condition, CustomerFacts customer, string? ja, string? en)
    {
        PlacementProof proof = Prove(Model(condition), customer);
        ConditionProof first = proof.Tried[0].Conditions[0];
        Assert.Equal((ja, en), (Ja.Missing(first, proof), En.Missing(first, proof)));
    }

    private static RankModel Model(string condition) => ModelFile.Load($$"""
        id: m
        scores:
          behaviour: { weights: { click: 1 } }
          relationship: { weights: { referral: 3, opinion: 1 } }
        ranks:
          - { id: top, name: { ja: 上, en: Top }, when: ['{{condition}}'] }
          - { id: rest }
        """);

    private static PlacementProof Prove(RankModel model, CustomerFacts customer) =>
        PlacementProof.Of(model, customer, Shop.Figures, [], new OrderRules());
}
