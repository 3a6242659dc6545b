using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>From an order in the ledger to a running orchestration.</summary>
public sealed class EnrollmentTests
{
    private const string Wait = "  - { id: wait, after: 1d }";

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    [InlineData(-1, true)]
    public async Task Order_OfSoManyDaysAgo_IsFollowedUpUpToFourteen(int daysAgo, bool isFollowedUp)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1) with { OrderedAt = Told.Noon.AddDays(-daysAgo) }));
        Assert.Equal(isFollowedUp ? 1 : 0, world.Orchestrations.Waits.Count);
        Assert.Single((await shop.StateAsync(Hanako)).Orders);
    }

    /// <summary>An attempt to enroll that was broken off before midnight leaves a row of the index on the day before.</summary>
    [Fact]
    public async Task List_OfDaysOfWhichOneLeadsNowhere_NamesAnEnrollmentOnce()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Journey("j", Wait));
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        Enrollment entered = Assert.Single((await shop.StateAsync(Hanako)).Enrollments);
        EnrollmentIndex index = new(world.Tables, TestShop.Settings.Calendar);
        await index.AddAsync([entered with { EnrolledAt = entered.EnrolledAt.AddDays(-1) }], Told.Noon, default);

        ListEnrollments list = new(world.Tables, new EnrolledIndex(world.Tables), TestShop.Settings);
        List<Enrollment> listed = [];
        await foreach (Enrollment enrollment in list.RunAsync(new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 22), default))
        {
            listed.Add(enrollment);
        }

        Assert.Equal(entered, Assert.Single(listed));
    }

    [Fact]
    public async Task Order_FourteenShopDaysAgo_IsMeasuredByTheShopsDays()
    {
        // 00:00 in Tokyo on 7 November is 15:00 UTC on 6 November: fifteen UTC days before the 21st, fourteen of the shop's.
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("in", Hanako.Bought(Told.Order("o-1", 1) with { OrderedAt = new DateTimeOffset(2026, 11, 6, 15, 0, 0, TimeSpan.Zero) }));
        await shop.TellAsync("out", Hanako.Bought(Told.Order("o-2", 1) with { OrderedAt = new DateTimeOffset(2026, 11, 6, 14, 59, 59, TimeSpan.Zero) }));
        Assert.Single(world.Orchestrations.Waits);
    }

    [Theory]
    [InlineData("1", new[] { 1 })]
    [InlineData("2", new[] { 2 })]
    [InlineData("2+", new[] { 2, 3 })]
    [InlineData("every", new[] { 1, 2, 3 })]
    public async Task Orders_OneAfterTheOther_EnrollByTheirNumber(string nth, int[] enrolling)
    {
        (_, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Journey("j", Wait, nth));
        for (int n = 1; n <= 3; n++)
        {
            await shop.TellAsync($"w-{n}", Hanako.Bought(Told.Order($"o-{n}", n, orderedAt: n)));
        }

        Assert.Equal(enrolling.Select(n => $"shop-main|o-{n}"), (await shop.StateAsync(Hanako)).Enrollments.Select(e => e.BusinessKey).Order());
    }

    [Theory]
    [InlineData(OrderStatus.Placed, false, 0)]
    [InlineData(OrderStatus.Cancelled, false, 0)]
    [InlineData(OrderStatus.Paid, true, 0)]
    [InlineData(OrderStatus.Paid, false, 5000)]
    public async Task Order_ThatDoesNotCount_EnrollsNobody(OrderStatus status, bool isTest, long refunded)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceOrder order = Told.Order("o-1", 1, status) with { IsTest = isTest, Refunds = refunded == 0 ? [] : [Told.Refund("r", refunded)] };
        await shop.TellAsync("w", Hanako.Bought(order));
        Assert.Empty(world.Orchestrations.Waits);
        Assert.Empty(await world.Tables.StartingAsync());
    }

    [Theory]
    [InlineData("once", 1, 1)]
    [InlineData("per-key", 2, 3)]
    [InlineData("wait", 1, 2)]
    public async Task Reentry_WhileOneRunsAndAfterIt_IsAsTheJourneySays(string reentry, int whileItRuns, int afterwards)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Journey("j", Wait, reentry: reentry));
        await shop.TellAsync("a", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.TellAsync("b", Hanako.Bought(Told.Order("o-2", 1)));
        Assert.Equal(whileItRuns, (await shop.StateAsync(Hanako)).Enrollments.Count);

        world.ShopClock.Advance(TimeSpan.FromDays(2));
        await shop.RunAsync();
        await shop.TellAsync("c", Hanako.Bought(Told.Order("o-3", 1)));

        Assert.Equal(afterwards, (await shop.StateAsync(Hanako)).Enrollments.Count);
    }

    [Fact]
    public async Task SameTrigger_AfterCompletionAndPurge_DoesNothing()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("created", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();
        await shop.PublishAsync(JourneyFiles.OneMail + "# a new version\n");

        await shop.TellAsync("updated", Hanako.Bought(Told.Order("o-1", 2)));
        await shop.React.RunAsync((await shop.StateAsync(Hanako)).CustomerId, new Cause.OrderEntered(TestWorld.SourceId, "o-1"), shop.Orchestrations, default);
        await shop.RunAsync();

        Assert.Single(world.Email.Calls);
        Assert.Equal(1, Assert.Single((await shop.StateAsync(Hanako)).Enrollments).Version);
    }

    [Fact]
    public async Task React_ForNobody_LeavesNothing()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.React.RunAsync("cnobody", new Cause.OrderEntered(TestWorld.SourceId, "o-1"), shop.Orchestrations, default);
        Assert.Empty(await world.Tables.DumpAsync(Tables.Customers, Tables.Indexes));
    }

    [Fact]
    public async Task Start_Done_LeavesRunningEnrollmentsAndAnEmptyIndex()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail, JourneyFiles.Journey("j", Wait));
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));

        CustomerState state = await shop.StateAsync(Hanako);
        Assert.Equal([EnrollmentState.Running, EnrollmentState.Running], state.Enrollments.Select(e => e.State));
        Assert.Equal(state.Enrollments.Select(e => e.EnrollmentId).Order(), world.Orchestrations.Waits.Keys.Order());
        Assert.Empty(await world.Tables.StartingAsync());
        Assert.All(state.Enrollments, e => Assert.Equal(Told.At(-10), e.TriggeredAt));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Sweep_EnrollmentStartingForMoreThanFiveMinutes_IsStarted(int ticksMore, int customers)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.Ledger.OrderAsync(TestWorld.SourceId, "scripted", Told.Order("o-1", 1), Hanako, default);
        await shop.EnrollWithoutStartAsync(Hanako, "o-1");
        world.ShopClock.Advance(TimeSpan.FromDays(30));
        world.SystemClock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(ticksMore));

        Assert.Equal(customers, (await shop.Start.SweepAsync(shop.Orchestrations, default)).Count);

        Assert.Equal(customers, world.Orchestrations.Waits.Count);
        Assert.Equal(1 - customers, (await world.Tables.StartingAsync()).Length);
        Assert.Equal(0, (await shop.Start.SweepAsync(shop.Orchestrations, default)).Count);
    }

    [Fact]
    public async Task Sweep_IndexRowThatLeadsToNothing_IsRemovedOnceItIsOld()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.Ledger.OrderAsync(TestWorld.SourceId, "scripted", Told.Order("o-1", 1), Hanako, default);
        world.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("enrollment:", StringComparison.Ordinal)),
            () => throw new StorageException("The process has ended.", isTemporary: true));
        await shop.EnrollWithoutStartAsync(Hanako, "o-1");
        Assert.Single(await world.Tables.StartingAsync());

        world.SystemClock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await shop.Start.SweepAsync(shop.Orchestrations, default)).Count);

        Assert.Empty(await world.Tables.StartingAsync());
        Assert.Empty(world.Orchestrations.Waits);
    }
}
