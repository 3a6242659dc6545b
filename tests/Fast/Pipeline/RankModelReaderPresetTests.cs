using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>The shipped models say what the rules of the product say; nothing here is copied from the files.</summary>
public sealed class RankModelReaderPresetTests
{
    [Fact]
    public void SixRank_Ranks_AreThoseOfTheRules() => Assert.Equal(
        [
            "royal ロイヤル Royal: orderCount >= 8, totalAmount >= 8 * shop.averageOrderValue, daysSinceFirst >= 180",
            "semi-royal 準ロイヤル Semi-royal: orderCount >= 4, totalAmount >= 4 * shop.averageOrderValue, daysSinceFirst >= 90",
            "repeater リピーター Repeater: orderCount >= 3, daysSinceFirst >= 30",
            "early 初期顧客 Early: orderCount >= 2",
            "new 新規顧客 New: orderCount >= 1",
            "prospect 見込み客 Prospect:",
        ],
        RanksOf("six-rank"));

    [Fact]
    public void FiveClass_Ranks_AreThoseOfTheRules() => Assert.Equal(
        [
            "premier 優良客 Premier: orderCount >= 2, daysSinceFirst >= 210, totalAmount >= 7 * shop.averageOrderValue",
            "surge 流行客 Surge: orderCount >= 2, daysSinceFirst >= 90, totalAmount >= 7 * shop.averageOrderValue",
            "steady こつこつ客 Steady: orderCount >= 2, daysSinceFirst >= 90",
            "toddling よちよち客 Toddling: orderCount >= 2",
            "first-time 初回客 First-time: orderCount = 1",
            "prospect 見込み客 Prospect:",
        ],
        RanksOf("five-class"));

    [Fact]
    public void FourStage_Ranks_AreThoseOfTheRules() => Assert.Equal(
        [
            "ambassador アンバサダー Ambassador: amount + behaviour + relationship >= 6, orderCount >= 3, lapsed = false, advocacyCount >= 1",
            "premium プレミアム Premium: amount + behaviour + relationship >= 6, orderCount >= 3",
            "active アクティブ Active: amount + behaviour + relationship >= 3, orderCount >= 2",
            "basic ベーシック Basic:",
        ],
        RanksOf("four-stage"));

    [Theory]
    [InlineData("six-rank", "関係性6ランク", "Six ranks")]
    [InlineData("five-class", "購入分類", "Five classes")]
    [InlineData("four-stage", "会員ステージ", "Four stages")]
    public void Preset_Itself_LapsesAfterHalfAYearAndDemotesAtOnce(string id, string ja, string en)
    {
        RankModelDefinition preset = Shop.Preset(id).Definition;
        Assert.Equal(id, preset.Id);
        Assert.Equal(new LocalText(ja, en), preset.Name);
        Assert.Equal(180, preset.LapsedAfterDays);
        Assert.All(preset.Ranks, r => Assert.Null(r.LapsedAfterDays));
        Assert.IsType<DemotionRule.AtOnce>(preset.Demotion);
        Assert.Empty(preset.FixedFigures); // the presets ship live
    }

    [Theory]
    [InlineData("six-rank")]
    [InlineData("five-class")]
    public void Preset_WithoutScores_WeighsNoEvent(string id)
    {
        RankModelDefinition preset = Shop.Preset(id).Definition;
        Assert.Empty(preset.Axes);
        Assert.Empty(preset.Behaviour.Weights);
        Assert.Empty(preset.Relationship.Weights);
    }

    [Fact]
    public void FourStage_Axes_AreThoseOfTheRules() => Assert.Equal(
        [
            "amount 金額 Amount, at most 3",
            "  3 when totalAmount >= 2 * shop.averageRevenuePerCustomer",
            "  2 when totalAmount >= 1 * shop.averageRevenuePerCustomer",
            "  1 when totalAmount >= 0.5 * shop.averageRevenuePerCustomer",
            "behaviour 行動 Behaviour, at most 3",
            "  3 when orderCount >= 7",
            "  2 when orderCount >= 4",
            "  1 when orderCount >= 2",
            "  +1 when behaviourScore >= 3",
            "relationship 関係性 Relationship, at most 3",
            "  3 when activeSpanDays >= 210",
            "  2 when activeSpanDays >= 90",
            "  1 when activeSpanDays >= 30",
            "  +1 per advocacyCount",
        ],
        Shop.Preset("four-stage").Definition.Axes.SelectMany(Lines));

    [Fact]
    public void FourStage_BehaviourScore_WeighsFourTypesForNinetyDays()
    {
        EngagementScore score = Shop.Preset("four-stage").Definition.Behaviour;
        Assert.Equal(90, score.WithinDays);
        Assert.Equal(
            [new("click", 1), new("login", 2), new("open", 0), new("survey", 2)],
            score.Weights.OrderBy(w => w.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void FourStage_RelationshipScore_WeighsAdvocacyForever()
    {
        EngagementScore score = Shop.Preset("four-stage").Definition.Relationship;
        Assert.Null(score.WithinDays);
        Assert.Equal(
            [new("opinion", 1), new("referral", 3), new("ugc", 2)],
            score.Weights.OrderBy(w => w.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<string> RanksOf(string preset) => Shop.Preset(preset).Ranks
        .Select(r => $"{r.Id} {r.Name.Ja} {r.Name.En}: {string.Join(", ", r.Conditions)}".TrimEnd());

    private static IEnumerable<string> Lines(ScoreAxis axis) =>
    [
        $"{axis.Id} {axis.Name.Ja} {axis.Name.En}, at most {axis.MaxPoints}",
        .. axis.Bands.Select(b => $"  {b.Points} when {b.When}"),
        .. axis.Additions.OfType<ScoreAddition.Once>().Select(a => $"  +{a.Points} when {a.When}"),
        .. axis.Additions.OfType<ScoreAddition.PerFact>().Select(a => $"  +{a.Points} per {a.Fact}"),
    ];
}
