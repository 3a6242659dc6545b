using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

public sealed class PlacementProofTests
{
    [Fact]
    public void Of_Placement_ListsTheRanksTriedDownToTheOneThatHolds()
    {
        PlacementProof proof = Prove("six-rank", Shop.Customer(4, 38_000, 100, 10));
        Assert.Equal(["royal", "semi-royal", "repeater"], proof.Tried.Select(t => t.Rank.Id));
        Assert.Equal([false, false, true], proof.Tried.Select(t => t.Holds));
        Assert.Equal("repeater", proof.Placement.Rank.Id);
    }

    [Fact]
    public void Above_RankAbove_NamesWhatIsMissing()
    {
        RankProof above = Prove("six-rank", Shop.Customer(4, 38_000, 100, 10)).Above!;
        Assert.Equal("semi-royal", above.Rank.Id);
        ConditionProof missing = Assert.Single(above.Conditions, c => !c.Holds);
        Assert.Equal("totalAmount >= 4 * shop.averageOrderValue", missing.Condition.ToString());
        Assert.Equal(38_000L, missing.Value);
        Assert.Equal(40_000L, missing.Threshold);
        Assert.Equal(2_000, Assert.IsType<Shortfall.Amount>(missing.Shortfall).Money.Minor);
    }

    [Fact]
    public void Above_AtTheTop_IsNone() => Assert.Null(Prove("six-rank", Shop.Customer(8, 80_000, 180)).Above);

    [Fact]
    public void Of_ScoreCondition_ShowsItsAxesAndTheirNextBands()
    {
        PlacementProof proof = Prove("four-stage", Shop.Customer(4, 39_999, 90));
        ConditionProof score = proof.Tried.Single(t => t.Rank.Id == "premium").Conditions[0];
        Assert.Equal(5L, score.Value);
        Assert.Equal(new Shortfall.Points(1), score.Shortfall);
        Assert.Equal([("amount", 1), ("behaviour", 2), ("relationship", 2)], score.Axes.Select(a => (a.Axis.Id, a.Points)));
        Assert.Equal(1, Assert.IsType<Shortfall.Amount>(score.Axes[0].Next!.Shortfall).Money.Minor);
        Assert.Equal(new Shortfall.Orders(3), score.Axes[1].Next!.Shortfall);
        Assert.Equal(new Shortfall.OrderFrom(Shop.Today.AddDays(120)), score.Axes[2].Next!.Shortfall);
    }

    [Fact]
    public void Of_FullAxis_HasNoNextBand()
    {
        Assert.Null(AxesOf(Shop.Customer(2, 80_000, 10))[0].Next);
        EngagementEvent post = new("ugc", Shop.Today);
        Assert.Null(AxesOf(Shop.Customer(2, 80_000, 10) with { Events = [post, post, post] })[2].Next);
        Assert.NotNull(AxesOf(Shop.Customer(2, 80_000, 10) with { Events = [post, post] })[2].Next);
    }

    [Fact]
    public void Of_Lapse_NamesTheDay()
    {
        Assert.Equal(Shop.Today.AddDays(170), Prove("six-rank", Shop.Customer(2, 1, 50, 10)).LapsesOn);
        Assert.Equal(Shop.Today, Prove("six-rank", Shop.Customer(2, 1, 300, 180)).LapsesOn);
        Assert.Null(Prove("six-rank", Shop.Customer(0, 0, 0)).LapsesOn);
    }

    [Fact]
    public void Of_Orders_AreEvidenceFromTheOldest_WithTheReasonNotToCount()
    {
        Order first = Shop.Order("o1", "c", Shop.Today.AddDays(-5), 1_000) with { RefundedMinor = 300 };
        Order second = Shop.Order("o2", "c", Shop.Today.AddDays(-2), 500) with { Status = OrderStatus.Cancelled };
        Order future = Shop.Order("o3", "c", Shop.Today.AddDays(1), 500);
        PlacementProof proof = PlacementProof.Of(Shop.Preset("six-rank"), Shop.Customer(1, 700, 5, 5), Shop.Figures, [future, second, first], new OrderRules());
        Assert.Equal(
            [new OrderEvidence("o1", first.OrderedOn, 700, null), new OrderEvidence("o2", second.OrderedOn, 500, OrderExclusion.Cancelled)],
            proof.Orders);
    }

    [Fact]
    public void Of_PlacementAndProof_AlwaysAgree() => Law.Holds(
        from m in Cases.Presets from f in Cases.Customers from s in Cases.Figures select (m, f, s),
        x =>
        {
            PlacementProof proof = PlacementProof.Of(x.m, x.f, x.s, [], new OrderRules());
            return proof.Placement == x.m.Place(x.f, x.s)
                && proof.Tried[^1].Holds
                && proof.Tried.SkipLast(1).All(t => !t.Holds)
                && proof.Tried.All(t => t.Holds == t.Conditions.All(c => c.Holds))
                && proof.Tried.SelectMany(t => t.Conditions).All(c => !c.Holds || c.Shortfall is null);
        });

    private static IReadOnlyList<AxisProof> AxesOf(CustomerFacts facts) => Prove("four-stage", facts).Tried[0].Conditions[0].Axes;

    private static PlacementProof Prove(string model, CustomerFacts facts) =>
        PlacementProof.Of(Shop.Preset(model), facts, Shop.Figures, [], new OrderRules());
}
