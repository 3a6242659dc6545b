using System.Collections.Frozen;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class MoveCauseTests
{
    private static readonly RankModel SixRank = Shop.Preset("six-rank");
    private static readonly RankLook SemiRoyal = Look(Shop.Customer(8, 80_000, 179));

    [Fact]
    public void Between_NoEarlierLook_IsTheFirstPlacement() =>
        Assert.Equal(MoveCause.FirstPlacement, MoveCauses.Between(SixRank, null, SemiRoyal));

    [Fact]
    public void Between_AnotherDay_IsTime() =>
        Assert.Equal(MoveCause.TimePassed, MoveCauses.Between(SixRank, SemiRoyal, SemiRoyal with { Facts = SemiRoyal.Facts.On(Shop.Today.AddDays(1)) }));

    [Fact]
    public void Between_AnotherOrder_IsAPurchase() =>
        Assert.Equal(MoveCause.Purchase, MoveCauses.Between(SixRank, Look(Shop.Customer(3, 80_000, 100)), Look(Shop.Customer(4, 90_000, 100))));

    [Fact]
    public void Between_AReturn_IsAPurchase() =>
        Assert.Equal(MoveCause.Purchase, MoveCauses.Between(SixRank, Look(Shop.Customer(4, 40_000, 100)), Look(Shop.Customer(4, 39_999, 100))));

    [Fact]
    public void Between_OnlyTheAverageRose_IsTheThreshold()
    {
        RankLook before = Look(Shop.Customer(4, 40_000, 100));
        RankLook after = before with { Figures = Shop.Figures with { RevenueMinor = Shop.Figures.RevenueMinor + 40 } };
        Assert.Equal("semi-royal", SixRank.Place(before.Facts, before.Figures).Rank.Id);
        Assert.Equal("repeater", SixRank.Place(after.Facts, after.Figures).Rank.Id);
        Assert.Equal(MoveCause.ThresholdMoved, MoveCauses.Between(SixRank, before, after));
    }

    [Fact]
    public void Between_TheAverageMovedButAnOrderExplainsIt_IsAPurchase()
    {
        RankLook before = Look(Shop.Customer(3, 80_000, 100));
        RankLook after = new(Shop.Customer(4, 90_000, 100), Shop.Figures with { RevenueMinor = 400_001 });
        Assert.Equal(MoveCause.Purchase, MoveCauses.Between(SixRank, before, after));
    }

    [Fact]
    public void Between_AnEventOrATag_IsEngagement()
    {
        RankModel fourStage = Shop.Preset("four-stage");
        RankLook premium = Look(Shop.Customer(7, 80_000, 210));
        RankLook advocate = premium with { Facts = premium.Facts with { Events = [new EngagementEvent("ugc", Shop.Today)] } };
        RankLook tagged = premium with { Facts = premium.Facts with { Traits = new CustomerTraits { Tags = new[] { "vip" }.ToFrozenSet() } } };
        Assert.Equal(MoveCause.Engagement, MoveCauses.Between(fourStage, premium, advocate));
        Assert.Equal(MoveCause.Engagement, MoveCauses.Between(fourStage, premium, tagged));
    }

    [Theory]
    [InlineData("a=1", "a=1", true)]
    [InlineData("a=1", "a=2", false)]
    [InlineData("a=1", "b=1", false)]
    [InlineData("a=1", "a=1,b=1", false)]
    public void Same_Attributes_AreComparedByContent(string left, string right, bool same) =>
        Assert.Equal(same, Traits(left).Same(Traits(right)));

    private static CustomerTraits Traits(string attributes) =>
        new() { Attributes = attributes.Split(',').Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]) };

    private static RankLook Look(CustomerFacts facts) => new(facts, Shop.Figures);
}
