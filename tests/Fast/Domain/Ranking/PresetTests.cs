using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>The shipped models, each boundary on both sides. Average order 10,000 yen, 40,000 yen per customer.</summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData(8, 80_000, 180, "royal")]
    [InlineData(7, 80_000, 180, "semi-royal")]
    [InlineData(8, 79_999, 180, "semi-royal")]
    [InlineData(8, 80_000, 179, "semi-royal")]
    [InlineData(4, 40_000, 90, "semi-royal")]
    [InlineData(3, 40_000, 90, "repeater")]
    [InlineData(4, 39_999, 90, "repeater")]
    [InlineData(4, 40_000, 89, "repeater")]
    [InlineData(3, 0, 30, "repeater")]
    [InlineData(2, 0, 30, "early")]
    [InlineData(3, 0, 29, "early")]
    [InlineData(9, 900_000, 0, "early")]
    [InlineData(1, 900_000, 900, "new")]
    [InlineData(0, 0, 0, "prospect")]
    public void SixRank_Place(int orders, long yen, int tenureDays, string rank) =>
        Assert.Equal(rank, Place("six-rank", orders, yen, tenureDays));

    [Theory]
    [InlineData(2, 70_000, 210, "premier")]
    [InlineData(2, 70_000, 209, "surge")]
    [InlineData(2, 70_000, 90, "surge")]
    [InlineData(2, 69_999, 210, "steady")]
    [InlineData(2, 69_999, 90, "steady")]
    [InlineData(2, 70_000, 89, "toddling")]
    [InlineData(2, 0, 0, "toddling")]
    [InlineData(1, 70_000, 210, "first-time")]
    [InlineData(0, 0, 0, "prospect")]
    public void FiveClass_Place(int orders, long yen, int tenureDays, string rank) =>
        Assert.Equal(rank, Place("five-class", orders, yen, tenureDays));

    [Theory]
    // amount axis: 20,000 / 40,000 / 80,000 yen; behaviour: 2 / 4 / 7 orders; relationship: 30 / 90 / 210 days
    [InlineData(7, 80_000, 210, "premium")] // 3 + 3 + 3
    [InlineData(4, 40_000, 90, "premium")]  // 2 + 2 + 2 = 6
    [InlineData(4, 39_999, 90, "active")]   // 1 + 2 + 2
    [InlineData(4, 40_000, 89, "active")]   // 2 + 2 + 1
    [InlineData(3, 40_000, 90, "active")]   // 2 + 1 + 2
    [InlineData(3, 80_000, 90, "premium")]  // 3 + 1 + 2 = 6, three orders are enough
    [InlineData(2, 80_000, 210, "active")]  // 3 + 1 + 3 = 7, but two orders
    [InlineData(2, 20_000, 30, "active")]   // 1 + 1 + 1 = 3
    [InlineData(2, 19_999, 30, "basic")]    // 0 + 1 + 1
    [InlineData(2, 20_000, 29, "basic")]    // 1 + 1 + 0
    [InlineData(1, 80_000, 0, "basic")]     // 3 + 0 + 0, but one order
    [InlineData(0, 0, 0, "basic")]
    public void FourStage_Place(int orders, long yen, int spanDays, string rank) =>
        Assert.Equal(rank, Place("four-stage", orders, yen, spanDays));

    [Theory]
    [InlineData("referral", 0, "ambassador")]
    [InlineData("ugc", 3_000, "ambassador")] // advocacy does not grow old
    [InlineData("opinion", 0, "ambassador")]
    [InlineData("referral", -1, "premium")]  // tomorrow's
    [InlineData("click", 0, "premium")]
    public void FourStage_AdvocacyEvent_MakesAPremiumCustomerAnAmbassador(string type, int daysAgo, string rank)
    {
        CustomerFacts facts = Shop.Customer(7, 80_000, 210) with { Events = [Event(type, daysAgo)] };
        Assert.Equal(rank, Shop.Preset("four-stage").Place(facts, Shop.Figures).Rank.Id);
    }

    [Theory]
    [InlineData(179, "ambassador", false)]
    [InlineData(180, "premium", true)]
    public void FourStage_Ambassador_MustBeCurrent(int lastDaysAgo, string rank, bool isLapsed)
    {
        CustomerFacts facts = Shop.Customer(7, 80_000, 400, lastDaysAgo) with { Events = [Event("ugc", 10)] };
        Placement placement = Shop.Preset("four-stage").Place(facts, Shop.Figures);
        Assert.Equal(rank, placement.Rank.Id);
        Assert.Equal(isLapsed, placement.IsLapsed);
    }

    [Theory]
    [InlineData("survey,click", 90, "active")]  // 2 + 1 = 3 points lift the behaviour axis by one
    [InlineData("survey,click", 91, "basic")]
    [InlineData("survey,open", 0, "basic")]     // opens are switched off
    [InlineData("login,login", 0, "active")]
    public void FourStage_BehaviourScoreOfThree_AddsAPoint(string types, int daysAgo, string rank)
    {
        // 1 + 1 + 0 without events
        CustomerFacts facts = Shop.Customer(2, 20_000, 29) with { Events = [.. types.Split(',').Select(t => Event(t, daysAgo))] };
        Assert.Equal(rank, Shop.Preset("four-stage").Place(facts, Shop.Figures).Rank.Id);
    }

    [Fact]
    public void FourStage_RelationshipAxis_IsFullAtThree()
    {
        // 0 + 1 + min(3, 0 + 5): with an unlimited axis the sum would be 6 and not 4
        CustomerFacts facts = Shop.Customer(3, 0, 0) with { Events = [.. Enumerable.Repeat(Event("ugc", 1), 5)] };
        Assert.Equal("active", Shop.Preset("four-stage").Place(facts, Shop.Figures).Rank.Id);
    }

    [Theory]
    [InlineData("six-rank")]
    [InlineData("five-class")]
    [InlineData("four-stage")]
    public void Lapsed_FromDayOneHundredEighty_AndNeverWithoutOrders(string model)
    {
        RankModel preset = Shop.Preset(model);
        Assert.False(preset.Place(Shop.Customer(1, 1, 179, 179), Shop.Figures).IsLapsed);
        Assert.True(preset.Place(Shop.Customer(1, 1, 180, 180), Shop.Figures).IsLapsed);
        Assert.False(preset.Place(Shop.Customer(0, 0, 0), Shop.Figures).IsLapsed);
    }

    [Theory]
    [InlineData("six-rank", "new")]
    [InlineData("five-class", "first-time")]
    [InlineData("four-stage", "basic")]
    public void Place_ShopWithoutFigures_StillPlaces(string model, string rank) =>
        Assert.Equal(rank, Shop.Preset(model).Place(Shop.Customer(1, 1_000, 5), Shop.Figures with { OrderCount = 0, CustomerCount = 0 }).Rank.Id);

    private static string Place(string model, int orders, long yen, int firstDaysAgo) =>
        Shop.Preset(model).Place(Shop.Customer(orders, yen, firstDaysAgo), Shop.Figures).Rank.Id;

    private static EngagementEvent Event(string type, int daysAgo) => new(type, Shop.Today.AddDays(-daysAgo));
}
