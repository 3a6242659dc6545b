using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

public sealed class FactRowsTests
{
    [Fact]
    public void Customer_AsARow_IsReadBackTheSame()
    {
        Gen<ReportOrder> order =
            from day in Gen.Choose(0, 700_000)
            from ticks in Gen.Choose(0, int.MaxValue)
            from amount in Gen.Choose(0, int.MaxValue)
            from cost in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(0, 9999).Select(c => (long?)c))
            select new ReportOrder(new DateTimeOffset(ticks * 1_000_003L, TimeSpan.Zero), DateOnly.FromDayNumber(day), amount, amount * 3L, day, cost);
        Gen<ReportCustomer> customers =
            from orders in order.ArrayOf()
            from known in Gen.OneOf(Gen.Constant<DateOnly?>(null), Gen.Choose(0, 700_000).Select(d => (DateOnly?)DateOnly.FromDayNumber(d)))
            from flags in Gen.Choose(0, 3)
            from tags in Gen.Elements("vip", "東京", "a;b,c|d").ArrayOf()
            select new ReportCustomer("c1", orders)
            {
                KnownOn = known,
                Events = [.. tags.Select((t, i) => new EngagementEvent($"e{i}", DateOnly.FromDayNumber(t.Length + i)))],
                Traits = new CustomerTraits { Consented = flags > 1, IsLineFriend = flags % 2 == 1, Tags = tags.ToHashSet() },
            };
        Law.Holds(customers, customer =>
        {
            Entity row = FactRows.Row(customer, null);
            ReportCustomer read = FactRows.Customer(row);
            return !FactRows.IsTooLong(row) && read.Orders.SequenceEqual(customer.Orders) && read.Events.SequenceEqual(customer.Events)
                && read.KnownOn == customer.KnownOn && read.Traits.Same(customer.Traits) && FactRows.TextOf(read) == FactRows.TextOf(customer);
        });
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(2000, true)]  // does not fit a row
    public void Customer_WithVeryManyOrders_IsNotKept(int orders, bool isTooLong)
    {
        ReportOrder one = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateOnly(2026, 1, 1), 1000, 1000, 0, null);
        Entity row = FactRows.Row(new ReportCustomer("c1", [.. Enumerable.Repeat(one, orders)]), null);
        Assert.Equal(isTooLong, FactRows.IsTooLong(row));
        Assert.All(row.Properties.Values.OfType<string>(), v => Assert.InRange(v.Length, 0, EntityLimits.TextLengthMax));
        if (!isTooLong)
        {
            Assert.Equal(orders, FactRows.Customer(row).Orders.Count);
        }
    }
}
