using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>Which days may change a placement while nobody knows where the shop's figures will be.</summary>
public sealed class PossibleChangeTests
{
    private static readonly RankModel SixRank = Shop.Preset("six-rank");

    [Fact]
    public void PossiblyOn_UnderTheThresholdToday_IsTheDayThatCountsOnceTheThresholdHasFallen()
    {
        CustomerFacts customer = Shop.Customer(8, 79_999, 170);
        Assert.Equal("semi-royal", SixRank.Place(customer, Shop.Figures).Rank.Id);
        Assert.Equal(Shop.Today.AddDays(180), NextChange.On(SixRank, customer, Shop.Figures));  // only the lapse
        Assert.Equal(Shop.Today.AddDays(10), NextChange.PossiblyOn(SixRank, customer, "semi-royal"));
    }

    [Fact]
    public void PossiblyOn_OneOrder_IsTheLapseAlone() =>
        Assert.Equal(Shop.Today.AddDays(80), NextChange.PossiblyOn(SixRank, Shop.Customer(1, 9_000, 100, 100), "new"));

    [Fact]
    public void PossiblyOn_LapsedWithOneOrder_IsNever() =>
        Assert.Null(NextChange.PossiblyOn(SixRank, Shop.Customer(1, 9_000, 200, 200), "new"));

    [Fact]
    public void PossiblyOn_HeldRankThatLapsesLaterThanThePlacement_IsItsLapse()
    {
        RankModelDefinition two = Models.Definition("orderCount >= 2");
        RankModel model = new(two with { Ranks = [two.Ranks[0] with { LapsedAfterDays = 300 }, two.Ranks[1]] });
        CustomerFacts lapsed = Shop.Customer(1, 9_000, 200, 200);
        Assert.Null(NextChange.PossiblyOn(model, lapsed, "rest"));
        Assert.Equal(Shop.Today.AddDays(100), NextChange.PossiblyOn(model, lapsed, "top"));
    }

    [Fact]
    public void PossiblyOn_PinnedFigure_IsTheChangeItself()
    {
        RankModel pinned = new(SixRank.Definition with { FixedFigures = new Dictionary<ShopFigure, decimal> { [ShopFigure.AverageOrderValue] = 10_000 } });
        Assert.Equal(Shop.Today.AddDays(180), NextChange.PossiblyOn(pinned, Shop.Customer(8, 79_999, 170), "semi-royal"));
        Assert.Equal(Shop.Today.AddDays(10), NextChange.PossiblyOn(pinned, Shop.Customer(8, 80_000, 170), "semi-royal"));
    }

    [Fact]
    public void PossiblyOn_UntilThatDay_NoFiguresMakeDaysMatter() => Law.Holds(
        from model in Cases.Presets
        from customer in Cases.Customers
        from figures in Cases.Figures
        from days in Gen.Choose(1, 800)
        select (model, customer, figures, days),
        x =>
        {
            DateOnly? possibly = NextChange.PossiblyOn(x.model, x.customer, null);
            DateOnly day = Shop.Today.AddDays(x.days);
            return day >= possibly || x.model.Place(x.customer.On(day), x.figures) == x.model.Place(x.customer, x.figures);
        });

    [Fact]
    public void PossiblyOn_IsNeverAfterTheForeseenChange() => Law.Holds(
        from model in Cases.Presets
        from customer in Cases.Customers
        from figures in Cases.Figures
        select (model, customer, figures),
        x => NextChange.On(x.model, x.customer, x.figures) is not { } on || NextChange.PossiblyOn(x.model, x.customer, null) <= on);
}
