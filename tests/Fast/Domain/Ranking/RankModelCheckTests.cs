using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>Every fault that a definition can have, and both sides of every limit.</summary>
public sealed class RankModelCheckTests
{
    private static readonly LocalText Name = new("名前", "Name");
    private static readonly Rank Last = new("rest", Name, []);
    private static readonly RankModelDefinition Sound = new() { Id = "m", Name = Name, Ranks = [RankWhen("top", "orderCount >= 2"), Last] };

    [Fact]
    public void Definition_WithoutFaults_HasNone() => AssertSound(Sound);

    [Theory]
    [InlineData("a")]
    [InlineData("a-1")]
    [InlineData("a--")]
    [InlineData("a23456789012345678901234567890123456789z")] // 40 characters
    public void Id_OfTheRightForm_IsTaken(string id)
    {
        AssertSound(Sound with { Id = id });
        AssertSound(Sound with { Ranks = [RankWhen(id, "orderCount >= 2"), Last] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("1a")]
    [InlineData("-a")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("優良客")]
    [InlineData("a234567890123456789012345678901234567890z")] // 41 characters
    public void Id_OfAnotherForm_IsAFault(string id)
    {
        const string Rule = "must be lower-case letters, digits and hyphens, at most 40 characters, beginning with a letter";
        AssertFault(Sound with { Id = id }, "id", $"model id '{id}' {Rule}");
        AssertFault(Sound with { Ranks = [RankWhen(id, "orderCount >= 2"), Last] }, "ranks[0].id", $"rank id '{id}' {Rule}");
    }

    [Fact]
    public void Ranks_None_IsAFault() => AssertFault(Sound with { Ranks = [] }, "", "a model needs at least one rank");

    [Fact]
    public void Ranks_OnlyTheLast_AreEnough() => AssertSound(Sound with { Ranks = [Last] });

    [Fact]
    public void Rank_DeclaredTwice_IsAFaultOfTheSecond() => AssertFault(
        Sound with { Ranks = [RankWhen("rest", "orderCount >= 2"), Last] },
        "ranks[1].id",
        "rank 'rest' is declared twice");

    [Fact]
    public void LastRank_WithConditions_IsAFault() => AssertFault(
        Sound with { Ranks = [RankWhen("top", "orderCount >= 2"), RankWhen("rest", "orderCount >= 1")] },
        "ranks[1].when",
        "the last rank ('rest') must have no conditions, or some customers have no rank");

    [Fact]
    public void RankBeforeTheLast_WithoutConditions_IsAFault() => AssertFault(
        Sound with { Ranks = [new Rank("top", Name, []), Last] },
        "ranks[0]",
        "rank 'top' has no conditions, so nobody reaches the ranks below it; give it conditions or move it to the end");

    [Theory]
    [InlineData(1, true)]
    [InlineData(36_500, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(36_501, false)]
    public void LapsedAfterDays_OutsideItsLimits_IsAFault(int days, bool isSound)
    {
        RankModelDefinition ofModel = Sound with { LapsedAfterDays = days };
        RankModelDefinition ofRank = Sound with { Ranks = [Sound.Ranks[0], Last with { LapsedAfterDays = days }] };
        if (isSound)
        {
            AssertSound(ofModel);
            AssertSound(ofRank);
        }
        else
        {
            AssertFault(ofModel, "lapsedAfterDays", "lapsedAfterDays must lie between 1 and 36500");
            AssertFault(ofRank, "ranks[1].lapsedAfterDays", "lapsedAfterDays of rank 'rest' must lie between 1 and 36500");
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(36_500, true)]
    [InlineData(0, false)]
    [InlineData(36_501, false)]
    public void Grace_OutsideItsLimits_IsAFault(int days, bool isSound)
    {
        RankModelDefinition definition = Sound with { Demotion = new DemotionRule.Grace(days) };
        if (isSound)
        {
            AssertSound(definition);
        }
        else
        {
            AssertFault(definition, "demotion", "graceDays must lie between 1 and 36500");
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(36_500, true)]
    [InlineData(-1, false)]
    [InlineData(36_501, false)]
    public void WindowOfAScore_OutsideItsLimits_IsAFault(int days, bool isSound)
    {
        EngagementScore score = new(new Dictionary<string, int>(), days);
        string[] expected = isSound ? [] : ["withinDays must lie between 0 and 36500"];
        Assert.Equal(expected, RankModelCheck.Faults(Sound with { Behaviour = score }).Select(f => f.Message));
        Assert.Equal(expected, RankModelCheck.Faults(Sound with { Relationship = score }).Select(f => f.Message));
    }

    [Theory]
    [InlineData("totalAmount >= 1000000000000", "totalAmount >= 1000000000001", "a number goes up to 1000000000000")]
    [InlineData("orderCount > -1000000000000", "orderCount > -1000000000001", "a number goes up to 1000000000000")]
    [InlineData("totalAmount < 10000 * shop.averageOrderValue", "totalAmount < 10000.1 * shop.averageOrderValue", "a factor goes up to 10000")]
    public void Condition_BeyondAnyShop_IsAFault(string sound, string beyond, string fault)
    {
        AssertSound(Sound with { Ranks = [RankWhen("top", sound), Last] });
        AssertFault(Sound with { Ranks = [RankWhen("top", beyond), Last] }, "ranks[0].when[0]", $"'{beyond}': {fault}");
    }

    [Theory]
    [InlineData(ShopFigure.AverageOrderValue, "shop.averageOrderValue")]
    [InlineData(ShopFigure.AverageRevenuePerCustomer, "shop.averageRevenuePerCustomer")]
    public void FixedFigure_OutsideItsLimits_IsAFault(ShopFigure figure, string name)
    {
        Assert.All([0.0001m, 12_800m, 1_000_000_000_000m], v => AssertSound(WithFigure(figure, v)));
        Assert.All([0m, -1m, 0.00001m, 0.0000000000000000000000000001m, 1_000_000_000_000.01m, decimal.MaxValue], v => AssertFault(
            WithFigure(figure, v),
            "shopFigures",
            $"the fixed value of {name} must be more than 0, at most 1000000000000, with at most 4 decimals"));
    }

    [Theory]
    [InlineData("orders >= 2", "orders")]
    [InlineData("warmth + cold >= 2", "cold")]
    [InlineData("warmth >= cold", "cold")]
    [InlineData("orderCount >= cold", "cold")]
    public void Condition_OnAnUndeclaredAxis_IsAFault(string text, string axis) => AssertFault(
        WithAxis(new ScoreAxis("warmth", Name, 3, [], []), text),
        "ranks[0].when[0]",
        $"'{axis}' in '{text}' is neither a fact nor a declared axis; the facts are activeSpanDays, advocacyCount, averageOrderValue, behaviourScore, "
        + "consented, daysSinceFirst, daysSinceLast, discountShare, firstOrderDate, lapsed, lastOrderDate, lineFriend, marginShare, orderCount, "
        + "relationshipScore, totalAmount, tag.NAME, attribute.NAME");

    /// <summary>Every operand against a fact of every unit: which fit, and what the others are told.</summary>
    [Theory]
    [InlineData("orderCount", "number", "a number")]
    [InlineData("daysSinceFirst", "number", "a number")]
    [InlineData("marginShare", "number", "a number")]
    [InlineData("totalAmount", "number share", "an amount, or a factor such as 7 * shop.averageOrderValue")]
    [InlineData("averageOrderValue", "number share", "an amount, or a factor such as 7 * shop.averageOrderValue")]
    [InlineData("advocacyCount", "number score", "a number or a sum of axes")]
    [InlineData("warmth + warmth", "number score", "a number or a sum of axes")]
    [InlineData("lastOrderDate", "date", "a date such as 2026-01-31")]
    [InlineData("lineFriend", "flag", "true or false")]
    [InlineData("lapsed", "flag", "true or false")]
    [InlineData("tag.VIP", "flag", "true or false")]
    [InlineData("attribute.地域", "text", "\"text\" in double quotes")]
    public void Condition_WithAnOperandOfAnotherKind_IsAFault(string subject, string fitting, string expected)
    {
        (string Kind, string Text)[] operands =
            [("number", "2.5"), ("share", "7 * shop.averageOrderValue"), ("date", "2026-01-31"), ("flag", "true"), ("text", "\"true\""), ("score", "warmth")];
        foreach ((string kind, string operand) in operands)
        {
            string text = $"{subject} = {operand}";
            RankModelDefinition definition = WithAxis(new ScoreAxis("warmth", Name, 3, [], []), text);
            if (fitting.Split(' ').Contains(kind))
            {
                AssertSound(definition);
            }
            else
            {
                AssertFault(definition, "ranks[0].when[0]", $"'{text}' compares things of different kinds: {subject} needs {expected}");
            }
        }
    }

    [Theory]
    [InlineData("consented", "true")]
    [InlineData("lapsed", "false")]
    [InlineData("tag.VIP", "true")]
    [InlineData("attribute.地域", "\"東京\"")]
    public void Condition_ThatOrdersWhatHasNoOrder_IsAFault(string subject, string operand)
    {
        foreach (string sign in (string[])["=", "!="])
        {
            AssertSound(Sound with { Ranks = [RankWhen("top", $"{subject} {sign} {operand}"), Last] });
        }

        foreach (string sign in (string[])[">=", ">", "<=", "<"])
        {
            string text = $"{subject} {sign} {operand}";
            AssertFault(Sound with { Ranks = [RankWhen("top", text), Last] }, "ranks[0].when[0]", $"'{text}': {subject} can only be compared with = or !=");
        }
    }

    [Fact]
    public void Faults_AllOfThem_AreListedFromTheModelDownTheRanks()
    {
        RankModelDefinition definition = Sound with
        {
            Id = "M",
            LapsedAfterDays = 0,
            Axes = [new ScoreAxis("orderCount", Name, 3, [], [])],
            Ranks = [RankWhen("top", "orderCount = true", "consented = 1"), new Rank("top", Name, []), RankWhen("rest", "orderCount >= 1")],
        };
        Assert.Equal(
            ["id", "lapsedAfterDays", "axes[0].id", "ranks[0].when[0]", "ranks[0].when[1]", "ranks[1].id", "ranks[1]", "ranks[2].when"],
            RankModelCheck.Faults(definition).Select(f => f.Place));
    }

    [Fact]
    public void RankModel_OfADefinitionWithFaults_NamesTheFirst()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new RankModel(Sound with { Id = "M", Ranks = [] }));
        Assert.StartsWith("model id 'M' must be", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("definition", thrown.ParamName);
    }

    private static Rank RankWhen(string id, params string[] conditions) =>
        new(id, Name, [.. conditions.Select(c => ConditionText.Parse(c).Condition!)]);

    private static RankModelDefinition WithFigure(ShopFigure figure, decimal value) =>
        Sound with { FixedFigures = new Dictionary<ShopFigure, decimal> { [figure] = value } };

    private static RankModelDefinition WithAxis(ScoreAxis axis, string condition) =>
        Sound with { Axes = [axis], Ranks = [RankWhen("top", condition), Last] };

    private static void AssertSound(RankModelDefinition definition)
    {
        Assert.Empty(RankModelCheck.Faults(definition));
        Assert.NotNull(new RankModel(definition));
    }

    private static void AssertFault(RankModelDefinition definition, string place, string message) =>
        Assert.Equal([new RankModelFault(place, message)], RankModelCheck.Faults(definition));
}
