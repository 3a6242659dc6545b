using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ledger;

/// <summary>Orders that their source takes away.</summary>
public sealed class OrderRemovalTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Theory]
    [InlineData(4, OrderStatus.Paid)] // written before the description
    [InlineData(5, OrderStatus.Cancelled)]
    [InlineData(6, OrderStatus.Cancelled)]
    public async Task Removal_CancelsUnlessALaterDescriptionHolds(int minute, OrderStatus status)
    {
        TestShop shop = new(new TestWorld());
        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 5)));
        Assert.Equal(InboxState.Processed, await shop.TellAsync("removal", new ShopEvent.OrderRemoved("o-1", Told.At(minute))));
        Assert.Equal(status, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.Status);
    }

    [Theory]
    [InlineData(6, OrderStatus.Cancelled)]
    [InlineData(8, OrderStatus.Paid)] // taken back
    public async Task Description_AfterTheRemoval_HoldsOnlyIfItWasWrittenLater(int minute, OrderStatus status)
    {
        TestShop shop = new(new TestWorld());
        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 5)));
        await shop.TellAsync("removal", new ShopEvent.OrderRemoved("o-1", Told.At(7)));
        await shop.TellAsync("again", Hanako.Bought(Told.Order("o-1", minute)));
        Assert.Equal(status, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.Status);
    }

    [Fact]
    public async Task Removal_KeepsAmountsAndRefunds()
    {
        TestShop shop = new(new TestWorld());
        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 5) with { Refunds = [Told.Refund("r-1", 500)] }));
        await shop.TellAsync("removal", new ShopEvent.OrderRemoved("o-1", Told.At(6)));
        Order order = Assert.Single((await shop.StateAsync(Hanako)).Orders).Order;
        Assert.Equal((5_000, 500), (order.TotalMinor, order.RefundedMinor));
    }

    [Fact]
    public async Task Removal_OfAnUnknownOrder_IsIgnored() =>
        Assert.Equal(InboxState.Ignored, await new TestShop(new TestWorld()).TellAsync("removal", new ShopEvent.OrderRemoved("o-9", Told.At(1))));
}
