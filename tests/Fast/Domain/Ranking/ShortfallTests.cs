using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ranking;

/// <summary>The smallest change: it makes the condition hold, and anything less does not.</summary>
public sealed class ShortfallTests
{
    private static readonly string[] Lasting =
    [
        "orderCount >= {0}", "orderCount > {0}", "orderCount = {0}",
        "totalAmount >= {0}00.5", "totalAmount > {0}000", "totalAmount >= 0.{0} * shop.averageRevenuePerCustomer",
        "averageOrderValue >= {0}00", "averageOrderValue > {0}",
        "daysSinceFirst >= {0}", "daysSinceFirst > {0}", "daysSinceLast >= {0}", "activeSpanDays >= {0}", "lapsed = true",
    ];

    [Fact]
    public void Shortfall_Applied_MakesTheConditionHold_AndOneLessDoesNot() => Law.Holds(
        from pattern in Gen.Elements(Lasting)
        from number in Gen.Choose(0, 500)
        from facts in Cases.Customers
        from figures in Cases.Figures
        where facts.Purchases.OrderCount > 0
        select (Condition: string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, number), facts, figures),
        x =>
        {
            ConditionProof proof = Prove(x.Condition, x.facts, x.figures);
            return proof.Holds
                ? proof.Shortfall is null
                : proof.Shortfall is null
                    ? IsOutOfReach(x.Condition, x.facts)
                    : Models.Holds(x.Condition, Apply(proof.Shortfall, x.facts, 0), x.figures)
                        && !Models.Holds(x.Condition, Apply(proof.Shortfall, x.facts, -1), x.figures);
        });

    [Fact]
    public void Shortfall_TooLongSinceTheLastOrder_IsOneOrder() =>
        Assert.Equal(new Shortfall.Orders(1), Prove("daysSinceLast <= 30", Shop.Customer(2, 1, 90, 31)).Shortfall);

    [Theory]
    [InlineData("daysSinceLast <= 0", true)]
    [InlineData("daysSinceLast < 1", true)]
    [InlineData("daysSinceLast < 0", false)]
    public void Shortfall_RecencyOfAProspect_IsAFirstOrderWhereThatIsRecentEnough(string condition, bool isReachable) =>
        Assert.Equal(isReachable ? new Shortfall.Orders(1) : null, Prove(condition, Shop.Customer(0, 0, 0)).Shortfall);

    [Theory]
    [InlineData("daysSinceFirst <= 5", true)]
    [InlineData("activeSpanDays < 1", true)]
    [InlineData("daysSinceFirst < 0", false)]
    public void Shortfall_DaysThatStartWithTheFirstOrder_AreReachedByIt(string condition, bool isReachable) =>
        Assert.Equal(isReachable ? new Shortfall.Orders(1) : null, Prove(condition, Shop.Customer(0, 0, 0)).Shortfall);

    [Theory]
    [InlineData("lastOrderDate >= 2026-12-01", "2026-12-01")]
    [InlineData("lastOrderDate > 2026-12-01", "2026-12-02")]
    [InlineData("lastOrderDate >= 2026-11-10", "2026-11-10")]
    public void Shortfall_LatestOrderTooEarly_IsAnOrderFromThatDay(string condition, string from)
    {
        DateOnly on = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        CustomerFacts facts = Shop.Customer(3, 1, 90, 20);
        Assert.Equal(new Shortfall.OrderFrom(on), Prove(condition, facts).Shortfall);
        Assert.True(Models.Holds(condition, Apply(new Shortfall.OrderFrom(on), facts, 0)));
        Assert.False(Models.Holds(condition, Apply(new Shortfall.OrderFrom(on), facts, -1)));
    }

    [Fact]
    public void Shortfall_FirstOrderOnADay_IsOnlyOpenToThoseWhoHaveNone()
    {
        Assert.Equal(new Shortfall.OrderFrom(new DateOnly(2026, 12, 1)), Prove("firstOrderDate >= 2026-12-01", Shop.Customer(0, 0, 0)).Shortfall);
        Assert.Null(Prove("firstOrderDate >= 2026-12-01", Shop.Customer(1, 1, 1)).Shortfall);
        Assert.Null(Prove("lastOrderDate > 9999-12-31", Shop.Customer(1, 1, 1)).Shortfall);
    }

    [Fact]
    public void Shortfall_AverageThatOnlyAnImpossibleOrderReaches_IsNone()
    {
        Assert.IsType<Shortfall.OrderOf>(Prove("averageOrderValue >= 500000000000", Shop.Customer(1, 0, 1)).Shortfall);
        Assert.Null(Prove("averageOrderValue >= 500000000001", Shop.Customer(1, 0, 1)).Shortfall);
    }

    [Fact]
    public void Shortfall_Lapsed_IsOneOrder() =>
        Assert.Equal(new Shortfall.Orders(1), Prove("lapsed = false", Shop.Customer(2, 1, 400, 180)).Shortfall);

    [Theory]
    [InlineData("orderCount <= 1")]
    [InlineData("orderCount < 2")]
    [InlineData("daysSinceFirst <= 10")]
    [InlineData("discountShare <= 0.1")]
    [InlineData("firstOrderDate < 2020-01-01")]
    public void Shortfall_WhatNoStepCanReach_IsNone(string condition)
    {
        PurchaseSummary purchases = Shop.Customer(2, 8_000, 90).Purchases with { DiscountMinor = 2_000 };
        ConditionProof proof = Prove(condition, new CustomerFacts(purchases));
        Assert.False(proof.Holds);
        Assert.Null(proof.Shortfall);
    }

    [Theory]
    [InlineData("consented = true")]
    [InlineData("lineFriend = true")]
    [InlineData("tag.vip = true")]
    [InlineData("attribute.city = \"Kyoto\"")]
    public void Shortfall_Trait_SaysSo(string condition) =>
        Assert.Equal(new Shortfall.Trait(), Prove(condition, Shop.Customer(1, 1, 1)).Shortfall);

    [Fact]
    public void Shortfall_Prospect_BeginsWithTheFirstOrder()
    {
        CustomerFacts prospect = Shop.Customer(0, 0, 0);
        Assert.Equal(new Shortfall.Orders(2), Prove("orderCount >= 2", prospect).Shortfall);
        Assert.Equal(new Shortfall.Amount(new Money(5_000, Currency.Yen)), Prove("totalAmount >= 5000", prospect).Shortfall);
        Assert.Equal(new Shortfall.FirstOrderThenDays(90), Prove("daysSinceFirst >= 90", prospect).Shortfall);
        Assert.Null(Prove("lapsed = true", prospect).Shortfall);
    }

    [Fact]
    public void Shortfall_PointsOfEvents_AreCounted()
    {
        RankModelDefinition definition = Models.Definition("behaviourScore >= 5") with
        {
            Behaviour = new EngagementScore(new Dictionary<string, int> { ["click"] = 1 }, 90),
        };
        CustomerFacts clicked = Shop.Customer(1, 1, 1) with { Events = [new EngagementEvent("click", Shop.Today)] };
        PlacementProof proof = PlacementProof.Of(new RankModel(definition), clicked, Shop.Figures, [], new OrderRules());
        Assert.Equal(new Shortfall.Points(4), proof.Tried[0].Conditions[0].Shortfall);
    }

    [Fact]
    public void Shortfall_DayBeyondTheCalendar_IsNone() =>
        Assert.Null(Prove("daysSinceFirst >= 9999999", Shop.Customer(1, 1, 1)).Shortfall);

    /// <summary>Of the patterns above only "exactly so many orders" cannot be reached, by those who have more.</summary>
    private static bool IsOutOfReach(string condition, CustomerFacts facts) =>
        condition.StartsWith("orderCount = ", StringComparison.Ordinal) && Models.Holds(condition.Replace("=", ">", StringComparison.Ordinal), facts);

    /// <summary>What the customer looks like after the change, or after a change that is one step smaller.</summary>
    private static CustomerFacts Apply(Shortfall shortfall, CustomerFacts facts, int step)
    {
        PurchaseSummary p = facts.Purchases;
        return shortfall switch
        {
            Shortfall.Orders { Count: var n } => facts with { Purchases = p with { OrderCount = (int)(p.OrderCount + n + step) } },
            Shortfall.Amount { Money.Minor: var yen } => facts with { Purchases = p with { TotalMinor = p.TotalMinor + yen + step } },
            Shortfall.OrderOf { Money.Minor: var yen } => facts with { Purchases = p with { OrderCount = p.OrderCount + 1, TotalMinor = p.TotalMinor + yen + step } },
            Shortfall.Days { On: var on } => facts.On(on.AddDays(step)),
            Shortfall.OrderFrom { On: var on } => facts with { Purchases = p with { AsOf = on, LastOn = on.AddDays(step) } },
            _ => throw new NotSupportedException(shortfall.ToString()),
        };
    }

    private static ConditionProof Prove(string condition, CustomerFacts facts, ShopFigures? figures = null) =>
        PlacementProof.Of(Models.Of(condition), facts, figures ?? Shop.Figures, [], new OrderRules()).Tried[0].Conditions[0];
}
