using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class MovedThresholdsTests
{
    private static readonly ShopFigures Lower = Shop.Figures with { RevenueMinor = 396_000 };  // 9,900 yen an order

    [Theory]
    [InlineData(69_299, false)]
    [InlineData(69_300, true)]
    [InlineData(69_999, true)]
    [InlineData(70_000, true)]
    [InlineData(70_001, false)]
    public void MayTouch_SevenTimesTheAverage_IsBetweenTheTwo(long yen, bool mayTouch)
    {
        MovedThresholds moved = new(Shop.Preset("five-class"), [Shop.Figures, Lower]);
        Assert.False(moved.IsEmpty);
        Assert.Equal(mayTouch, moved.MayTouch(yen, 3));
    }

    [Fact]
    public void MayTouch_FiguresThatRoseAndFell_IsBetweenTheExtremes()
    {
        ShopFigures highest = Shop.Figures with { RevenueMinor = 440_000 };
        MovedThresholds moved = new(Shop.Preset("five-class"), [Shop.Figures, highest, Shop.Figures]);
        Assert.True(moved.MayTouch(76_999, 3));
        Assert.False(moved.MayTouch(69_999, 3));
    }

    [Fact]
    public void IsEmpty_SameAverageOfOtherSums_HasNotMoved() =>
        Assert.True(new MovedThresholds(Shop.Preset("five-class"), [Shop.Figures, new ShopFigures(Currency.Yen, 800_000, 80, 11)]).IsEmpty);

    [Fact]
    public void IsEmpty_PinnedFigure_NeverMoves()
    {
        RankModelDefinition pinned = Shop.Preset("five-class").Definition with { FixedFigures = new Dictionary<ShopFigure, decimal> { [ShopFigure.AverageOrderValue] = 10_000 } };
        Assert.True(new MovedThresholds(new RankModel(pinned), [Shop.Figures, Lower]).IsEmpty);
    }

    [Fact]
    public void MayTouch_TheFirstOrderOfTheShop_IsEverybody() =>
        Assert.True(new MovedThresholds(Shop.Preset("five-class"), [new ShopFigures(Currency.Yen, 0, 0, 0), Shop.Figures]).MayTouch(0, 0));

    [Fact]
    public void MayTouch_AverageOfTheCustomer_IsComparedAsAnAverage()
    {
        MovedThresholds moved = new(Models.Of("averageOrderValue >= shop.averageOrderValue"), [Shop.Figures, Lower]);
        Assert.True(moved.MayTouch(29_700, 3));
        Assert.False(moved.MayTouch(29_699, 3));
        Assert.False(moved.MayTouch(9_900, 0));
    }

    [Fact]
    public void MayTouch_PenniesAreComparedAsMinorUnits()
    {
        Currency pound = Currency.Find("GBP")!;
        MovedThresholds moved = new(Shop.Preset("five-class"), [new ShopFigures(pound, 4_000, 1, 1), new ShopFigures(pound, 3_900, 1, 1)]);
        Assert.True(moved.MayTouch(27_300, 2));
        Assert.False(moved.MayTouch(27_299, 2));
    }

    [Fact]
    public void MayTouch_WhomItDoesNotTouch_StaysWhateverTheFigures() => Law.Holds(
        from model in Gen.OneOf(Cases.Presets, Gen.Constant(Models.Of("averageOrderValue >= 1.5 * shop.averageRevenuePerCustomer")))
        from customer in Cases.Customers
        from before in Cases.Figures
        from percent in Gen.Choose(90, 110)
        let after = before with { RevenueMinor = before.RevenueMinor * percent / 100 }
        select (model, customer, before, after),
        x => new MovedThresholds(x.model, [x.before, x.after]).MayTouch(x.customer.Purchases.TotalMinor, x.customer.Purchases.OrderCount)
            || x.model.Place(x.customer, x.before) == x.model.Place(x.customer, x.after));
}
