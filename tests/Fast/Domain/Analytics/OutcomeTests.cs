using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class OutcomeTests
{
    private static readonly DateTimeOffset Entered = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Until = Entered.AddDays(14);

    private static readonly Observation Bare = new("c1", "a", Entered, false);

    [Theory]
    [InlineData(0, 0, 1)] // the order that caused it is none of its effects
    [InlineData(1, 1, 0)]
    [InlineData(336 * 3600, 1, 0)] // the last instant counts
    [InlineData((336 * 3600) + 1, 0, 0)]
    [InlineData(-1, 0, 1)]
    public void Order_CountsByItsOwnMoment(int seconds, int within, int earlier)
    {
        Observation observed = Of([Order(seconds)]);
        Assert.Equal((within, earlier), (observed.Orders, observed.EarlierOrders));
    }

    [Fact]
    public void Money_IsLessWhatWentBack_AndWhatDoesNotCountIsNone()
    {
        Observation observed = Of(
        [
            Order(10) with { RefundedMinor = 2000, CostMinor = 1000 },
            Order(20) with { OrderId = "2", Status = OrderStatus.Cancelled },
            Order(30) with { OrderId = "3", RefundedMinor = 5000 },
            Order(40) with { OrderId = "4", IsTest = true },
            Order(50) with { OrderId = "5", Status = OrderStatus.Placed },
            Order(60) with { OrderId = "6", TotalMinor = 700, CostMinor = 800 },
        ]);
        Assert.Equal((2, 3700L, 1900L), (observed.Orders, observed.RevenueMinor, observed.MarginMinor));
    }

    [Fact]
    public void Margin_OfAnOrderThatDoesNotSayItsCost_IsNotKnown()
    {
        Assert.Null(Of([Order(10) with { CostMinor = 100 }, Order(20) with { OrderId = "2" }]).MarginMinor);
        Assert.Equal(0, Of([]).MarginMinor);
    }

    [Fact]
    public void MoneyBefore_IsOfAsLongATime() => Assert.Equal(
        10_000, Of([Order(0), Order(-(336 * 3600) + 1) with { OrderId = "2" }, Order(-336 * 3600) with { OrderId = "3" }]).RevenueBeforeMinor);

    [Theory]
    [InlineData(Credit.None, 3)]
    [InlineData(Credit.LastSend, 1)]
    [InlineData(Credit.LastClick, 1)]
    public void Orders_OfOtherMessages_CountOnlyWhereAllDo(Credit credit, int orders)
    {
        SentMessage ours = new("j:1", "ours", Entered.AddHours(1), [Entered.AddHours(2)]);
        SentMessage theirs = new("k:1", "theirs", Entered.AddHours(5), [Entered.AddHours(6)]);
        ExperimentFacts facts = new(
            [Order(1), Order(3 * 3600) with { OrderId = "2" }, Order(7 * 3600) with { OrderId = "3" }], [ours, theirs], m => m.StepId == "ours", [], []);
        Assert.Equal(orders, Outcome.Of(Bare, facts, Until, new OrderRules(), credit, Until).Orders);
    }

    [Fact]
    public void Window_OfToday_IsCompleteWithItsLastInstant()
    {
        ExperimentFacts nothing = new([], [], _ => true, [], []);
        Assert.True(Outcome.Of(Bare, nothing, Until, new OrderRules(), Credit.None, Until).IsComplete);
        Assert.False(Outcome.Of(Bare, nothing, Until, new OrderRules(), Credit.None, Until.AddTicks(-1)).IsComplete);
    }

    [Fact]
    public void ClicksRefusalsAndComplaints_CountWithinTheWindow()
    {
        ExperimentFacts facts = new(
            [], [new("j:1", "ours", Entered, [Entered.AddDays(15)]), new("k:1", "theirs", Entered, [Entered.AddDays(1)])], m => m.StepId == "ours", [Entered.AddDays(3)], [Until.AddTicks(1)]);
        Observation observed = Outcome.Of(Bare, facts, Until, new OrderRules(), Credit.None, Until);
        Assert.Equal((false, true, false), (observed.HasClicked, observed.HasUnsubscribed, observed.HasComplained));
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(2, 1.0, null)]
    public void RepeatRates_CountThoseWhoOrderedBefore(int earlier, double? repeat, double? second)
    {
        Observation observed = Bare with { EarlierOrders = earlier, Orders = 3, RevenueMinor = 99, MarginMinor = null };
        Assert.Equal((repeat, second), (observed.Value(Metric.Repeat), observed.Value(Metric.SecondPurchase)));
        Assert.Equal((1.0, 99.0, null, 0.0), (observed.Value(Metric.Purchase)!.Value, observed.Value(Metric.Revenue)!.Value, observed.Value(Metric.Margin), observed.Value(Metric.Click)!.Value));
    }

    private static Observation Of(IReadOnlyList<Order> orders) =>
        Outcome.Of(Bare, new ExperimentFacts(orders, [], _ => true, [], []), Until, new OrderRules(), Credit.None, Until);

    private static Order Order(int seconds) => new()
    {
        OrderId = "1",
        CustomerId = "c1",
        OrderedAt = Entered.AddSeconds(seconds),
        OrderedOn = DateOnly.FromDateTime(Entered.AddSeconds(seconds).UtcDateTime),
        Currency = Currency.Yen,
        TotalMinor = 5000,
    };
}
