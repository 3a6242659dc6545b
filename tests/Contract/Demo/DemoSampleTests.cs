using FollowUpFlows.Cli.Demo;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary>The sample moves by whole weeks to where it is wanted.</summary>
public sealed class DemoSampleTests
{
    private static readonly DemoSample Sample = DemoSample.Read(ShopCalendar.Find("Asia/Tokyo")!);

    /// <summary>Of the file's last row.</summary>
    private static readonly DateTimeOffset LastAt = DateTimeOffset.Parse("2011-12-09T12:50:00+09:00", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2011-12-09T12:50:00+09:00", 0)]
    [InlineData("2011-12-09T12:49:59+09:00", -1)] // the last order would lie ahead
    [InlineData("2011-12-16T12:49:59+09:00", 0)]
    [InlineData("2011-12-16T12:50:00+09:00", 1)]
    [InlineData("2026-11-21T09:00:00+09:00", 780)] // 5,460 days from the one Friday to the other, 20 November
    [InlineData("1999-12-31T23:59:59Z", -623)] // back to the last Friday of 1999
    public void EndingAt_AnyInstant_PutsTheLastOrderIntoTheWeekBefore(string end, int weeks)
    {
        DateTimeOffset instant = DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture);
        DemoSample moved = Sample.EndingAt(instant);
        Assert.Equal(LastAt.AddDays(7 * weeks), moved.LastAt);
        Assert.True(moved.LastAt <= instant && instant - moved.LastAt < TimeSpan.FromDays(7), $"{moved.LastAt} for {instant}");
    }

    [Fact]
    public void EndingAt_Later_MovesEverythingButBirthdays()
    {
        TimeSpan weeks = TimeSpan.FromDays(14);
        DemoSample moved = Sample.EndingAt(LastAt + weeks);
        Assert.Equal(Sample.Orders.Select(o => (o.Order.OrderId, o.Order.TotalMinor, o.Order.OrderedAt + weeks)), moved.Orders.Select(o => (o.Order.OrderId, o.Order.TotalMinor, o.Order.OrderedAt)));
        Assert.Equal(Sample.Customers.Select(c => c.Customer.RegisteredAt + weeks), moved.Customers.Select(c => c.Customer.RegisteredAt));
        Assert.Equal(Sample.Customers.SelectMany(c => c.Customer.Consents).Select(c => c.At + weeks), moved.Customers.SelectMany(c => c.Customer.Consents).Select(c => c.At));
        Assert.Equal(Sample.Customers.Select(c => c.Customer.Birthday), moved.Customers.Select(c => c.Customer.Birthday));
    }

    [Fact]
    public void Part_HasEveryNthCustomerWithAllTheirOrders()
    {
        DemoSample part = Sample.Part(10);
        Assert.Equal(484, part.Customers.Count);
        HashSet<string> ids = [.. part.Customers.Select(c => c.Customer.ExternalId!)];
        Assert.Equal(Sample.Orders.Count(o => ids.Contains(o.Buyer.ExternalId!)), part.Orders.Count);
        Assert.InRange(part.Orders.Count, 1_000, 3_000);
    }
}
