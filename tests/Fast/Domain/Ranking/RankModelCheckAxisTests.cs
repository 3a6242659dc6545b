using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>Faults of axes, and the promise of the check: what has no faults places anybody.</summary>
public sealed class RankModelCheckAxisTests
{
    private static readonly LocalText Name = new("名前", "Name");
    private static readonly ScoreAxis Sound = new("warmth", Name, 3, [], []);

    [Theory]
    [InlineData("warmth", true)]
    [InlineData("orders", true)]
    [InlineData("a-1", true)]
    [InlineData("Warmth", false)]
    [InlineData("1st", false)]
    [InlineData("", false)]
    [InlineData("金額", false)]
    [InlineData("consented", false)] // a fact
    [InlineData("tag.vip", false)]
    [InlineData("a23456789012345678901234567890123456789z", true)] // 40 characters
    [InlineData("a234567890123456789012345678901234567890z", false)] // 41
    public void AxisId_OfAnotherFormOrAFact_IsAFault(string id, bool isSound) => AssertFaults(
        isSound ? [] : [$"an axis cannot be called '{id}': use lower-case letters, digits and hyphens, and no fact's name"],
        Sound with { Id = id });

    [Fact]
    public void Axis_DeclaredTwice_IsAFault() => AssertFaults(["axis 'warmth' is declared twice"], Sound, Sound);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000, true)]
    [InlineData(0, false)]
    [InlineData(1_001, false)]
    public void Maximum_OutsideItsLimits_IsAFault(int max, bool isSound) => AssertPoints(Sound with { MaxPoints = max }, isSound);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000, true)]
    [InlineData(-1, false)]
    [InlineData(1_001, false)]
    public void PointsOfABand_OutsideTheirLimits_AreAFault(int points, bool isSound) =>
        AssertPoints(Sound with { Bands = [new ScoreBand(points, When("orderCount >= 2"))] }, isSound);

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(-1_000, true)]
    [InlineData(1_001, false)]
    [InlineData(-1_001, false)]
    [InlineData(int.MinValue, false)]
    public void PointsOfAnAddition_OutsideTheirLimits_AreAFault(int points, bool isSound)
    {
        AssertPoints(Sound with { Additions = [new ScoreAddition.Once(points, When("orderCount >= 2"))] }, isSound);
        AssertPoints(Sound with { Additions = [new ScoreAddition.PerFact(points, Fact.Find("orderCount")!)] }, isSound);
    }

    [Theory]
    [InlineData("warmth >= 1")]
    [InlineData("cold >= 1")]
    [InlineData("behaviourScore >= warmth")]
    [InlineData("lapsed = true")]
    public void ConditionOfAnAxis_OnAnAxisOrTheLapse_IsAFault(string text)
    {
        string fault = $"'{text}' on axis 'warmth': an axis is made of facts other than 'lapsed', not of other axes";
        AssertFaults([fault], Sound with { Bands = [new ScoreBand(1, When(text))] });
        AssertFaults([fault], Sound with { Additions = [new ScoreAddition.Once(1, When(text))] });
    }

    [Theory]
    [InlineData("orderCount >= true", "'orderCount >= true' compares things of different kinds: orderCount needs a number")]
    [InlineData("consented > true", "'consented > true': consented can only be compared with = or !=")]
    public void ConditionOfAnAxis_WithAFaultOfItsOwn_IsAFault(string text, string fault) =>
        AssertFaults([fault], Sound with { Bands = [new ScoreBand(1, When(text))] });

    [Fact]
    public void Definition_WithoutFaults_PlacesAndExplainsAnybody() => Law.Holds(
        from definition in Definitions
        from facts in Customers
        from orders in Gen.Choose(0, 1_000_000)
        select (definition, facts, new ShopFigures(Currency.Yen, orders * 1_000_000_000L, orders, (orders + 1) / 2)),
        drawn =>
        {
            (RankModelDefinition definition, CustomerFacts facts, ShopFigures figures) = drawn;
            PlacementProof proof = PlacementProof.Of(new RankModel(definition), facts, figures, [], new OrderRules());
            return RankModelCheck.Faults(definition).Count == 0 && definition.Ranks.Contains(proof.Placement.Rank) && Sentences(proof).All(s => s.Length > 0);
        });

    private static IEnumerable<string> Sentences(PlacementProof proof)
    {
        PlacementWords words = new(Language.Ja);
        IEnumerable<string?> said = proof.Tried.SelectMany(t => t.Conditions)
            .SelectMany(c => new[] { words.Condition(c, proof), words.Found(c, proof), words.Missing(c, proof) });
        return said.Append(words.WayUp(proof)).Append(words.Lapse(proof)).OfType<string>();
    }

    private static Gen<RankModelDefinition> Definitions =>
        from ranks in Conditions.OnRank.NonEmptyListOf().ListOf()
        from axes in Axis.ListOf(Conditions.AxisIds.Count)
        from lapsedAfterDays in Gen.Choose(1, 400)
        from value in Gen.Choose(0, 1_000_000)
        select new RankModelDefinition
        {
            Id = "m",
            Name = Name,
            Ranks = [.. ranks.Select((conditions, i) => new Rank($"r{i}", Name, [.. conditions])), new Rank("rest", Name, [])],
            Axes = [.. axes.Select((axis, i) => axis with { Id = Conditions.AxisIds[i] })],
            LapsedAfterDays = lapsedAfterDays,
            FixedFigures = value == 0 ? new Dictionary<ShopFigure, decimal>() : new() { [ShopFigure.AverageOrderValue] = value / 100m },
            Behaviour = new EngagementScore(new Dictionary<string, int> { ["click"] = value }, lapsedAfterDays),
        };

    private static Gen<ScoreAxis> Axis =>
        from bands in Conditions.OnAxis.ListOf()
        from additions in Conditions.OnAxis.ListOf()
        from points in Gen.Choose(1, 1_000)
        from per in Gen.Elements(Fact.Names.ToArray())
        select new ScoreAxis(
            "axis",
            Name,
            points,
            [.. bands.Select(c => new ScoreBand(points, c))],
            [.. additions.Select(c => new ScoreAddition.Once(-points, c)), new ScoreAddition.PerFact(points, Fact.Find(per)!)]);

    private static Gen<CustomerFacts> Customers =>
        from orders in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 100_000)))
        from yen in Gen.Choose(0, int.MaxValue)
        from first in Gen.Choose(0, 5_000)
        from last in Gen.Choose(0, 5_000)
        select Shop.Customer(orders, orders == 0 ? 0 : yen * 1_000L, Math.Max(first, last), Math.Min(first, last)) with
        {
            Events = [new EngagementEvent("click", Shop.Today.AddDays(-last))],
            Traits = new CustomerTraits { Consented = yen % 2 == 0, Attributes = new Dictionary<string, string> { ["地域"] = "東京" } },
        };

    private static void AssertPoints(ScoreAxis axis, bool isSound) =>
        AssertFaults(isSound ? [] : ["axis 'warmth': max must lie between 1 and 1000, the points of a band between 0 and 1000, those of an addition between -1000 and 1000"], axis);

    private static void AssertFaults(string[] faults, params ScoreAxis[] axes)
    {
        RankModelDefinition definition = new() { Id = "m", Name = Name, Ranks = [new Rank("rest", Name, [])], Axes = axes };
        Assert.Equal(faults, RankModelCheck.Faults(definition).Select(f => f.Message));
    }

    private static Condition When(string text) => ConditionText.Parse(text).Condition!;
}
