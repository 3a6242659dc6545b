using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Two at once: by chance on many threads, and on purpose right before a certain write.</summary>
public sealed class RaceTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task ProcessWebhook_SameMessageManyTimesAtOnce_GivesOneOrderOneEnrollmentOneMessage()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Acceptance.Accepted accepted = Assert.IsType<Acceptance.Accepted>(
            await shop.Accept.RunAsync(TestWorld.SourceId, world.Source.Webhook("w", Hanako.Bought(Told.Order("o-1", 1))), default));

        InboxState?[] states = await AtOnceAsync(4, _ => shop.Process.RunAsync(accepted.Id, shop.Orchestrations, default));
        await shop.RunAsync();

        Assert.All(states, s => Assert.Equal(InboxState.Processed, s));
        CustomerState state = await shop.StateAsync(Hanako);
        Assert.Single(state.Orders);
        Assert.Equal(EnrollmentState.Ended, Assert.Single(state.Enrollments).State);
        Assert.Single(world.Email.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AdvanceEnrollment_SameCursorManyTimesAtOnce_SendsOneMessage(bool isRepeatable)
    {
        for (int round = 0; round < 20; round++)
        {
            (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
            world.Email.RepeatableFor = isRepeatable ? TimeSpan.MaxValue : null;
            await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
            Cursor cursor = Assert.Single(world.Orchestrations.Waits.Values).Cursor;

            NextWait[] waits = await AtOnceAsync(4, _ => shop.Advance.RunAsync(cursor, shop.Orchestrations, default));

            Assert.All(waits, w => Assert.Equal(EndReason.Completed, w.End));
            Assert.Single(world.Email.Messages);
            Assert.True(isRepeatable || world.Email.Calls.Count == 1, "a provider that cannot tell repeats apart was called twice");
            Entity row = Assert.Single((await shop.StateAsync(Hanako)).Sends.Values);
            Assert.Equal("Sent", row.Text("State"));
        }
    }

    [Fact]
    public async Task AdvanceEnrollment_RepeatedWhileTheProviderIsCalled_DoesNotCallAProviderTwiceThatCannotTellRepeats()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        world.Email.RepeatableFor = null;
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        Cursor cursor = Assert.Single(world.Orchestrations.Waits.Values).Cursor;
        world.Email.BeforeTaking = () => new TestShop(world).Advance.RunAsync(cursor, shop.Orchestrations, default);

        await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);

        Assert.Single(world.Email.Calls);
        Assert.Equal("Sent", Assert.Single((await shop.StateAsync(Hanako)).Sends.Values).Text("State"));
    }

    [Fact]
    public async Task Orders_ManyOfOneCustomerAtOnce_AreAllEnteredAndFollowedUp()
    {
        const int Count = 16;
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);

        await AtOnceAsync(Count, i => RepeatedAsync(() => shop.TellAsync($"w-{i}", Hanako.Bought(Told.Order($"o-{i}", 1)))));
        await shop.RunAsync();

        CustomerState state = await shop.StateAsync(Hanako);
        Assert.Equal(Count, state.Orders.Count);
        Assert.Equal(Count, state.Enrollments.Count(e => e.State == EnrollmentState.Ended));
        Assert.Equal(Count, world.Email.Calls.Select(c => c.Key).Distinct().Count());
        Assert.Equal(Count, world.Email.Calls.Count);
    }

    [Fact]
    public async Task Enroll_OnceForManyOrdersAtOnce_TakesTheCustomerInOnce()
    {
        string once = JourneyFiles.Journey("once", "  - { id: wait, after: 1d }", reentry: "once");
        (_, TestShop shop) = await TestWorld.WithAsync(once);

        await AtOnceAsync(8, i => RepeatedAsync(() => shop.TellAsync($"w-{i}", Hanako.Bought(Told.Order($"o-{i}", 1)))));

        Assert.Single((await shop.StateAsync(Hanako)).Enrollments);
    }

    [Fact]
    public async Task Refund_ArrivingRightBeforeItsOrderIsWritten_IsNotLost()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        TestShop other = new(world);
        world.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("order:", StringComparison.Ordinal)),
            () => other.TellAsync("refund", new ShopEvent.RefundIssued("o-1", Told.Refund("r-1", 700))));

        await shop.TellAsync("order", Hanako.Bought(Told.Order("o-1", 1)));

        Assert.Equal(700, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.RefundedMinor);
    }

    [Fact]
    public async Task Enrollment_WrittenWhileAnotherStartIsUnderWay_IsFoundByTheSweepAfterACrash()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("known", new ShopEvent.CustomerChanged(Hanako));
        string owner = (await shop.StateAsync(Hanako)).CustomerId;
        await shop.Ledger.OrderAsync(TestWorld.SourceId, "scripted", Told.Order("o-1", 1), Hanako, default);
        TestShop other = new(world);
        world.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("enrollment:", StringComparison.Ordinal)),
            () => other.Start.RunAsync(owner, other.Orchestrations, default));

        await shop.EnrollWithoutStartAsync(Hanako, "o-1");
        world.SystemClock.Advance(TimeSpan.FromMinutes(6));
        await other.SweepAsync();

        Assert.Single(world.Orchestrations.Waits);
    }

    [Fact]
    public async Task Unsubscribe_RightBeforeTheClaim_KeepsTheMessageBack()
    {
        string marketing = JourneyFiles.Journey("news", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: "marketing");
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(marketing);
        await shop.TellAsync("w", Hanako.Agreeing(1).Bought(Told.Order("o-1", 1)));
        string customerId = (await shop.StateAsync(Hanako)).CustomerId;
        world.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("send:", StringComparison.Ordinal)),
            () => new TestShop(world).Withdraw.RunAsync(customerId, "link", default));

        await shop.RunAsync();

        Assert.Empty(world.Email.Calls);
    }

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => act(i))));

    /// <summary>As the queue does: what failed for now is delivered again.</summary>
    private static async Task<InboxState?> RepeatedAsync(Func<Task<InboxState?>> act)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (StorageException e) when (e.IsTemporary && attempt < 5)
            {
                await Task.Yield();
            }
        }
    }
}
