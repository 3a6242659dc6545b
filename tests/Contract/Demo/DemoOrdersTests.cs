using FollowUpFlows.Cli.Demo;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary>After the past has ended, the year before comes again.</summary>
public sealed class DemoOrdersTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    /// <summary>364 days before the end to the tick, a second later, half a year later, and at the end itself.</summary>
    private static readonly DemoOrders Orders = new(
        [Order("old", End.AddDays(-364)), Order("first", End.AddDays(-364).AddSeconds(1)), Order("middle", End.AddDays(-180)), Order("last", End)], End);

    [Fact]
    public void After_TheEnd_RepeatsTheYearBeforeAndThenItsRepetition() => Assert.Equal(
        [
            ("first-2", End.AddSeconds(1)), ("middle-2", End.AddDays(184)), ("last-2", End.AddDays(364)),
            ("first-3", End.AddDays(364).AddSeconds(1)), ("middle-3", End.AddDays(548)), ("last-3", End.AddDays(728)),
            ("first-4", End.AddDays(728).AddSeconds(1)),
        ],
        Orders.After(End).Take(7).Select(o => (o.Order.OrderId, o.Order.OrderedAt)));

    [Theory]
    [InlineData(0, "first-2")]
    [InlineData(1, "middle-2")] // seconds after the end: at that very instant it is over
    [InlineData(2, "middle-2")]
    [InlineData(364 * 86_400, "first-3")]
    [InlineData((364 * 86_400) - 1, "last-2")]
    public void After_AnyInstant_GoesOnWithTheSameOrders(int seconds, string orderId) =>
        Assert.Equal(orderId, Orders.After(End.AddSeconds(seconds)).First().Order.OrderId);

    [Fact]
    public void After_APastWithoutOrders_HasNone() => Assert.Empty(new DemoOrders([], End).After(End));

    private static FileOrder Order(string id, DateTimeOffset at)
    {
        SourceOrder order = new()
        {
            OrderId = id,
            OrderedAt = at,
            UpdatedAt = at,
            Currency = Currency.Yen,
            TotalMinor = 1_000,
            Status = OrderStatus.Paid,
        };
        return new FileOrder(1, id, order, new SourceCustomer { ExternalId = "12346", UpdatedAt = at });
    }
}
