using System.Globalization;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Models that a shop writes itself, and the alternatives that the presets name in their comments.</summary>
public sealed class RankModelReaderOwnModelTests
{
    [Theory]
    [InlineData(1, "guest")]
    [InlineData(2, "member")]
    public void Model_OfTwoRanks_Places(int orders, string rank)
    {
        RankModel model = ModelFile.Load("""
            id: two
            ranks:
              - id: member
                when: orderCount >= 2
              - id: guest
            """);
        Assert.Equal(rank, model.Place(Shop.Customer(orders, 1_000, 10), Shop.Figures).Rank.Id);
    }

    [Fact]
    public void Model_ThatSaysOnlyTheLeast_HasTheDefaults()
    {
        RankModelDefinition definition = ModelFile.Load("{ id: one, ranks: [{ id: everybody }] }").Definition;
        Assert.Equal(180, definition.LapsedAfterDays);
        Assert.IsType<DemotionRule.AtOnce>(definition.Demotion);
        Assert.Empty(definition.Axes);
        Assert.Empty(definition.FixedFigures);
        Assert.Equal(new LocalText("one", "one"), definition.Name);
        Assert.Equal(new LocalText("everybody", "everybody"), definition.Ranks[0].Name);
    }

    [Theory]
    [InlineData("name: 会員", "会員", "会員")]
    [InlineData("name: { ja: 会員 }", "会員", "会員")]
    [InlineData("name: { ja: 会員, en: Member }", "会員", "Member")]
    [InlineData("name: { en: Member, ja: 会員 }", "会員", "Member")]
    [InlineData("name: '7: 会員 #1'", "7: 会員 #1", "7: 会員 #1")]
    [InlineData("\"name\": 会員", "会員", "会員")]
    [InlineData("# 名前なし", "m", "m")]
    public void Name_InEveryForm_IsRead(string line, string ja, string en) =>
        Assert.Equal(new LocalText(ja, en), ModelFile.Load($"id: m\n{line}\n{ModelFile.Ranks}").Definition.Name);

    [Fact]
    public void Keys_InQuotesOrOnWindowsLines_MeanTheSame()
    {
        RankModel model = ModelFile.Load("""
            "id": m
            'lapsedAfterDays': "90"
            "ranks":
              - { "id": top, 'when': ["orderCount >= 2", 'totalAmount >= 5000'] }
              - { id: rest }
            """.ReplaceLineEndings("\r\n"));
        Assert.Equal(90, model.Definition.LapsedAfterDays);
        Assert.Equal(["orderCount >= 2", "totalAmount >= 5000"], model.Ranks[0].Conditions.Select(c => c.ToString()));
    }

    [Theory]
    [InlineData(2, 59, false)]
    [InlineData(2, 60, true)] // the rank's own
    [InlineData(1, 89, false)]
    [InlineData(1, 90, true)] // the model's
    [InlineData(0, 0, false)] // a prospect never lapses
    public void LapsedAfterDays_OfARank_OverridesTheModels(int orders, int lastDaysAgo, bool isLapsed)
    {
        RankModel model = ModelFile.Load("""
            id: m
            lapsedAfterDays: 90
            ranks:
              - { id: top, when: orderCount >= 2, lapsedAfterDays: 60 }
              - { id: rest }
            """);
        Assert.Equal(isLapsed, model.Place(Shop.Customer(orders, 1_000, 100, lastDaysAgo), Shop.Figures).IsLapsed);
    }

    [Theory]
    [InlineData(89_599, "steady")] // one yen short of 7 * 12,800
    [InlineData(89_600, "premier")]
    public void ShopFigure_Fixed_ReplacesTheLiveOne(long yen, string rank)
    {
        RankModel model = ModelFile.Load(FiveClass.Replace("{ basis: live }", "{ basis: fixed, value: 12800 }", StringComparison.Ordinal));
        Assert.Equal(rank, model.Place(Shop.Customer(2, yen, 210), Shop.Figures).Rank.Id);
        Assert.Equal("premier", Shop.Preset("five-class").Place(Shop.Customer(2, yen, 210), Shop.Figures).Rank.Id);
    }

    [Theory]
    [InlineData("shopFigures: { averageOrderValue: { basis: fixed, value: 0.0001 } }", ShopFigure.AverageOrderValue, "0.0001")]
    [InlineData("shopFigures: { averageOrderValue: { value: 139.10, basis: fixed } }", ShopFigure.AverageOrderValue, "139.10")]
    [InlineData("shopFigures: { averageRevenuePerCustomer: { basis: fixed, value: 1000000000000 } }", ShopFigure.AverageRevenuePerCustomer, "1000000000000")]
    public void ShopFigure_Fixed_KeepsItsValueExactly(string line, ShopFigure figure, string value)
    {
        (ShopFigure key, decimal read) = Assert.Single(ModelFile.Load($"id: m\n{line}\n{ModelFile.Ranks}").Definition.FixedFigures);
        Assert.Equal(figure, key);
        Assert.Equal(value, read.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(209, "premier", "surge")]
    [InlineData(210, "premier", "premier")]
    public void FiveClass_BySpanOfOrders_LooksAtTheLastOrderNotAtToday(int span, string byDefault, string bySpan) =>
        AssertPlaces(Shop.Customer(2, 70_000, 300, 300 - span), "daysSinceFirst", "activeSpanDays", byDefault, bySpan);

    [Theory]
    [InlineData(89, "steady", "toddling")]
    [InlineData(90, "steady", "steady")]
    public void FiveClass_BySpanOfOrders_HoldsTheLowerBoundToo(int span, string byDefault, string bySpan) =>
        AssertPlaces(Shop.Customer(2, 69_999, 300, 300 - span), "daysSinceFirst", "activeSpanDays", byDefault, bySpan);

    [Theory]
    [InlineData(69_999, "steady", "steady")]
    [InlineData(70_000, "premier", "steady")] // 7 * 10,000 per order
    [InlineData(279_999, "premier", "steady")]
    [InlineData(280_000, "premier", "premier")] // 7 * 40,000 per customer
    public void FiveClass_ByRevenuePerCustomer_AsksForMore(long yen, string byDefault, string byRevenue) =>
        AssertPlaces(Shop.Customer(2, yen, 210), "averageOrderValue", "averageRevenuePerCustomer", byDefault, byRevenue);

    [Theory]
    [InlineData("demotion: at-once", "2026-11-21")]
    [InlineData("demotion: month-end", "2026-11-30")]
    [InlineData("demotion: { graceDays: 1 }", "2026-11-22")]
    [InlineData("demotion: { graceDays: 36500 }", "2126-10-28")]
    [InlineData("# at once where nothing is said", "2026-11-21")]
    public void Demotion_InEveryForm_IsRead(string line, string dueOn) => Assert.Equal(
        DateOnly.Parse(dueOn, CultureInfo.InvariantCulture),
        ModelFile.Load($"id: m\n{line}\n{ModelFile.Ranks}").Definition.Demotion.DueOn(Shop.Today));

    [Fact]
    public void Scores_OfAnOwnModel_AreReadWithAxes()
    {
        RankModelDefinition definition = ModelFile.Load("""
            id: m
            scores:
              behaviour: { withinDays: 0, weights: { click: 5, 来店: 10, complaint: -3 } }
            axes:
              - id: warmth
                max: 10
                add: [{ points: -2, when: tag.クレーム = true }, { points: 3, per: behaviourScore }, { points: 1, per: orderCount }]
            ranks:
              - { id: top, when: warmth >= 5 }
              - { id: rest }
            """).Definition;
        Assert.Equal(0, definition.Behaviour.WithinDays);
        Assert.Equal([5, 10, -3], new[] { "click", "来店", "complaint" }.Select(w => definition.Behaviour.Weights[w]));
        ScoreAxis axis = Assert.Single(definition.Axes);
        Assert.Equal(new LocalText("warmth", "warmth"), axis.Name);
        Assert.Empty(axis.Bands);
        Assert.Equal([-2, 3, 1], axis.Additions.Select(a => a.Points));
        Assert.Equal("tag.クレーム = true", Assert.IsType<ScoreAddition.Once>(axis.Additions[0]).When.ToString());
        Assert.Equal(["behaviourScore", "orderCount"], axis.Additions.OfType<ScoreAddition.PerFact>().Select(a => a.Fact.Name));
    }

    private static string FiveClass => File.ReadAllText(Repository.PathOf("templates", "ranks", "five-class.yaml"));

    private static void AssertPlaces(CustomerFacts customer, string word, string alternative, string byDefault, string byAlternative)
    {
        Assert.Equal(byDefault, Shop.Preset("five-class").Place(customer, Shop.Figures).Rank.Id);
        RankModel model = ModelFile.Load(FiveClass.Replace(word, alternative, StringComparison.Ordinal));
        Assert.Equal(byAlternative, model.Place(customer, Shop.Figures).Rank.Id);
    }
}
