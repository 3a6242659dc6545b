using System.Collections.Frozen;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>Every fact and every comparison, each on both sides of its threshold.</summary>
public sealed class ConditionTests
{
    // 4 orders, 30,000 yen, first 100 days ago, last 20 days ago
    private static readonly CustomerFacts Anna = Shop.Customer(4, 30_000, 100, 20) with
    {
        Traits = new CustomerTraits
        {
            Consented = true,
            Attributes = new Dictionary<string, string> { ["都道府県"] = "東京都" },
            Tags = new[] { "vip" }.ToFrozenSet(),
        },
        Events =
        [
            new EngagementEvent("referral", Shop.Today.AddDays(-400)),
            new EngagementEvent("click", Shop.Today),
        ],
    };

    private static readonly CustomerFacts Nobody = Shop.Customer(0, 0, 0);

    [Theory]
    [InlineData("orderCount >= 4", "orderCount >= 5")]
    [InlineData("orderCount > 3", "orderCount > 4")]
    [InlineData("orderCount <= 4", "orderCount <= 3")]
    [InlineData("orderCount < 5", "orderCount < 4")]
    [InlineData("orderCount = 4", "orderCount = 3")]
    [InlineData("orderCount != 3", "orderCount != 4")]
    [InlineData("totalAmount >= 30000", "totalAmount >= 30000.5")]
    [InlineData("averageOrderValue >= 7500", "averageOrderValue >= 7500.1")]
    [InlineData("firstOrderDate <= 2026-08-13", "firstOrderDate <= 2026-08-12")]
    [InlineData("lastOrderDate >= 2026-11-01", "lastOrderDate >= 2026-11-02")]
    [InlineData("daysSinceFirst >= 100", "daysSinceFirst >= 101")]
    [InlineData("daysSinceLast <= 20", "daysSinceLast <= 19")]
    [InlineData("activeSpanDays >= 80", "activeSpanDays >= 81")]
    [InlineData("totalAmount >= 3 * shop.averageOrderValue", "totalAmount >= 3.01 * shop.averageOrderValue")]
    [InlineData("totalAmount >= 0.75 * shop.averageRevenuePerCustomer", "totalAmount >= shop.averageRevenuePerCustomer")]
    [InlineData("consented = true", "consented = false")]
    [InlineData("lineFriend = false", "lineFriend = true")]
    [InlineData("lapsed = false", "lapsed = true")]
    [InlineData("tag.vip = true", "tag.VIP = true")]
    [InlineData("attribute.都道府県 = \"東京都\"", "attribute.都道府県 = \"大阪府\"")]
    [InlineData("attribute.都道府県 != \"大阪府\"", "attribute.都道府県 != \"東京都\"")]
    public void Condition_OnEachSideOfItsThreshold(string holds, string fails)
    {
        Assert.True(Models.Holds(holds, Anna), holds);
        Assert.False(Models.Holds(fails, Anna), fails);
    }

    [Theory]
    [InlineData("daysSinceLast >= 0")]
    [InlineData("daysSinceLast < 10000")]
    [InlineData("daysSinceFirst != 5")]
    [InlineData("averageOrderValue <= 1")]
    [InlineData("marginShare >= -1")]
    [InlineData("firstOrderDate <= 9999-12-31")]
    [InlineData("attribute.city != \"Paris\"")]
    public void Condition_OnSomethingUnknown_NeverHolds(string condition) =>
        Assert.False(Models.Holds(condition, Nobody));

    [Theory]
    [InlineData("discountShare >= 0.2", "discountShare > 0.2")]  // 2,000 given on goods that would have cost 10,000
    [InlineData("marginShare >= 0.25", "marginShare > 0.25")]    // 6,000 cost behind 8,000
    public void Share_IsExact(string holds, string fails)
    {
        PurchaseSummary purchases = Shop.Customer(1, 8_000, 10).Purchases with { DiscountMinor = 2_000, CostMinor = 6_000, CostedMinor = 8_000 };
        Assert.True(Models.Holds(holds, new CustomerFacts(purchases)));
        Assert.False(Models.Holds(fails, new CustomerFacts(purchases)));
    }

    [Fact]
    public void Threshold_OfAnAverageThatIsNoWholeNumber_IsNotRounded()
    {
        // 10,000 yen over 3 orders: seven times the average is 23,333.33 yen
        ShopFigures thirds = new(Currency.Yen, 10_000, 3, 3);
        Assert.False(Models.Holds("totalAmount >= 7 * shop.averageOrderValue", Shop.Customer(2, 23_333, 1), thirds));
        Assert.True(Models.Holds("totalAmount >= 7 * shop.averageOrderValue", Shop.Customer(2, 23_334, 1), thirds));
    }

    [Fact]
    public void Amount_IsInMajorUnits()
    {
        PurchaseSummary pounds = Shop.Customer(1, 1_999, 1).Purchases with { Currency = Currency.Find("GBP")! };
        Assert.True(Models.Holds("totalAmount >= 19.99", new CustomerFacts(pounds)));
        Assert.False(Models.Holds("totalAmount >= 20", new CustomerFacts(pounds)));
    }

    [Fact]
    public void FixedFigure_WinsOverTheLiveOne()
    {
        RankModelDefinition definition = Models.Definition("totalAmount >= 3 * shop.averageOrderValue");
        RankModel pinned = new(definition with { FixedFigures = new Dictionary<ShopFigure, decimal> { [ShopFigure.AverageOrderValue] = 10_000.5m } });
        Assert.Equal("top", new RankModel(definition).Place(Anna, Shop.Figures).Rank.Id);
        Assert.Equal("rest", pinned.Place(Anna, Shop.Figures).Rank.Id);
    }

    [Fact]
    public void LapsedAfterDays_OfTheRank_WinsOverTheModels()
    {
        RankModelDefinition definition = Models.Definition("orderCount >= 1") with { LapsedAfterDays = 30 };
        RankModel strict = new(definition with { Ranks = [definition.Ranks[0] with { LapsedAfterDays = 20 }, definition.Ranks[1]] });
        Assert.False(new RankModel(definition).Place(Anna, Shop.Figures).IsLapsed);
        Assert.True(strict.Place(Anna, Shop.Figures).IsLapsed);
    }

    [Fact]
    public void Figures_BeyondSixtyFourBits_StillCompare()
    {
        ShopFigures huge = new(Currency.Yen, long.MaxValue, 1, 1);
        Assert.False(Models.Holds("totalAmount >= 9999.99999999999 * shop.averageOrderValue", Shop.Customer(1, Money.MinorMax, 1), huge));
    }
}
