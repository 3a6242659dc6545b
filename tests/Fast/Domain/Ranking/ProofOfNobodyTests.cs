using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>What a model asks for, shown on somebody about whom nothing is known.</summary>
public sealed class ProofOfNobodyTests
{
    [Fact]
    public void OfNobody_HasEveryRankWithItsConditionsAndThresholds()
    {
        PlacementProof proof = PlacementProof.OfNobody(Shop.Preset("six-rank"), Shop.Figures, Shop.Today);
        Assert.Equal(["royal", "semi-royal", "repeater", "early", "new", "prospect"], proof.Tried.Select(r => r.Rank.Id));
        Assert.Equal(80_000, proof.Tried[0].Conditions[1].Threshold!.Value.Floor());  // eight times the average order of 10,000 yen
        Assert.Equal("prospect", proof.Placement.Rank.Id);
    }

    /// <summary>A model whose best rank takes everybody still says what the others ask for.</summary>
    [Fact]
    public void OfNobody_WhomARankAboveTakes_HasTheRanksBelowToo()
    {
        PlacementProof proof = PlacementProof.OfNobody(Models.Of("orderCount >= 0"), Shop.Figures, Shop.Today);
        Assert.Equal(("top", 2), (proof.Placement.Rank.Id, proof.Tried.Count));
        Assert.Equal([true, true], proof.Tried.Select(r => r.Holds));
    }
}
