using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ledger;

public sealed class RecordOrderTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task Order_WithEverything_IsKeptAsTold()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceOrder order = Told.Order("o-1", 1) with
        {
            OrderedAt = new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero),  // midnight in Tokyo
            SubtotalMinor = 4500,
            DiscountMinor = 300,
            Lines = [new OrderLine("S-1", "緑茶", 2, 1490), new OrderLine(null, null, 1, null)],
            Refunds = [Told.Refund("r-1", 200), Told.Refund("r-2", 300)],
        };

        await shop.TellAsync("w", Hanako.Bought(order));

        Order kept = Assert.Single((await shop.StateAsync(Hanako)).Orders).Order;
        Assert.Equal(new DateOnly(2026, 11, 21), kept.OrderedOn);
        Assert.Equal((5000, 4500L, 300L, 500L), (kept.TotalMinor, kept.SubtotalMinor, kept.DiscountMinor, kept.RefundedMinor));
        Assert.Equal(order.Lines, kept.Lines);
    }

    [Fact]
    public async Task Order_OneInstantBeforeMidnightInTokyo_BelongsToTheDayBefore()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1) with { OrderedAt = new DateTimeOffset(2026, 11, 20, 14, 59, 59, TimeSpan.Zero) }));
        Assert.Equal(new DateOnly(2026, 11, 20), Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.OrderedOn);
    }

    [Fact]
    public async Task Payment_ToldWithoutTheBuyer_CountsForTheBuyerThatIsKnown()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("created", Hanako.Bought(Told.Order("o-1", 1, OrderStatus.Placed)));

        InboxState? state = await shop.TellAsync("paid", new ShopEvent.OrderChanged(Told.Order("o-1", 2), null));
        await shop.RunAsync();

        Assert.Equal(InboxState.Processed, state);
        CustomerState customer = await shop.StateAsync(Hanako);
        Assert.Equal(OrderStatus.Paid, Assert.Single(customer.Orders).Order.Status);
        Assert.Equal("hanako@example.com", customer.Customer.Email);
        Assert.Single(world.Email.Calls);
    }

    [Fact]
    public async Task Order_OfNobody_IsIgnoredWithTheReason()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Assert.Equal(InboxState.Ignored, await shop.TellAsync("w", new ShopEvent.OrderChanged(Told.Order("o-1", 2), null)));
        Assert.Empty(world.Orchestrations.Waits);
    }

    /// <summary>A shop may give an order to another account; messages about it must not reach the address of the one in the name of the other.</summary>
    [Fact]
    public async Task Order_GivenToAnotherAccount_DoesNotDescribeTheFirstOneByTheOther()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceCustomer jiro = Told.Account("8", 5, "jiro@example.com").Agreeing(5) with { Name = "次郎" };
        await shop.TellAsync("created", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.TellAsync("moved", jiro.Bought(Told.Order("o-1", 5)));

        CustomerState first = await shop.StateAsync(Hanako);
        Assert.Equal("hanako@example.com", first.Customer.Email);
        Assert.Null(first.Customer.Name);
        Assert.Empty(first.Consents);
    }

    [Fact]
    public async Task Refund_BeforeItsOrder_IsTakenOffWhenTheOrderComes()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Assert.Equal(InboxState.Processed, await shop.TellAsync("refund", new ShopEvent.RefundIssued("o-1", Told.Refund("r-1", 500))));
        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 1)));
        Assert.Equal(500, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.RefundedMinor);
    }

    [Fact]
    public async Task Refund_ToldAloneAndInTheOrder_CountsOnce()
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 1) with { Refunds = [Told.Refund("r-1", 500)] }));
        await shop.TellAsync("refund", new ShopEvent.RefundIssued("o-1", Told.Refund("r-1", 500)));
        await shop.TellAsync("other", new ShopEvent.RefundIssued("o-1", Told.Refund("r-2", 40)));
        Assert.Equal(540, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.RefundedMinor);
    }

    [Fact]
    public async Task SameOrderId_OfTwoSources_IsTwoOrders()
    {
        (TestWorld world, _) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        world.Sources = [.. world.Sources, world.Sources[0] with { SourceId = "shop-second" }];
        TestShop shop = new(world);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        Acceptance second = await shop.Accept.RunAsync("shop-second", world.Source.Webhook("w", Hanako.Bought(Told.Order("o-1", 1))), default);
        await shop.Process.RunAsync(Assert.IsType<Acceptance.Accepted>(second).Id, shop.Orchestrations, default);
        await shop.RunAsync();
        Assert.Equal(["shop-main", "shop-second"], (await shop.StateAsync(Hanako)).Orders.Select(o => o.SourceId).Order());
        Assert.Equal(2, world.Email.Calls.Count);
    }
}
