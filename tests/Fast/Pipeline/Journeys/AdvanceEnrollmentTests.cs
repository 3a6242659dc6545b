using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

public sealed class AdvanceEnrollmentTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task Advance_ThroughTheJourney_WaitsForEachStepsOwnTime()
    {
        string journey = JourneyFiles.Journey("j", """
              - { id: now, send: { channel: [email], message: thank-you } }
              - { id: evening, after: 1d, at: "19:00", send: { channel: [email], message: thank-you } }
              - { id: rest, after: PT36H }
              - { id: day, after: 3d, send: { channel: [email], message: thank-you } }
            """);
        (TestWorld world, TestShop shop, Cursor cursor) = await EnrolledAsync(journey);

        NextWait next = await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);
        Assert.Equal(("evening", new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero)), (next.Cursor.StepId, next.DueAt));  // 19:00 in Tokyo
        Assert.Equal(next, await shop.Advance.RunAsync(next.Cursor, shop.Orchestrations, default));  // too early: the same wait again
        Assert.Single(world.Email.Calls);

        world.ShopClock.MoveTo(next.DueAt!.Value);
        next = await shop.Advance.RunAsync(next.Cursor, shop.Orchestrations, default);
        Assert.Equal(("rest", Told.At(-10).AddHours(36)), (next.Cursor.StepId, next.DueAt));
        world.ShopClock.MoveTo(next.DueAt!.Value);
        next = await shop.Advance.RunAsync(next.Cursor, shop.Orchestrations, default);
        Assert.Equal(("day", new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero)), (next.Cursor.StepId, next.DueAt));  // 10:00 in Tokyo
        world.ShopClock.MoveTo(next.DueAt!.Value.AddTicks(-1));
        Assert.Null((await shop.Advance.RunAsync(next.Cursor, shop.Orchestrations, default)).End);
        Assert.Equal(2, world.Email.Calls.Count);
        world.ShopClock.MoveTo(next.DueAt!.Value);
        Assert.Equal(EndReason.Completed, (await shop.Advance.RunAsync(next.Cursor, shop.Orchestrations, default)).End);
        Assert.Equal(3, world.Email.Calls.Count);
    }

    [Fact]
    public async Task Advance_RepeatedWithEveryEarlierCursor_GivesTheSameAnswersAndSendsNothing()
    {
        (TestWorld world, TestShop shop, Cursor cursor) = await EnrolledAsync(JourneyFiles.Thanks);
        NextWait first = await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);
        Assert.Equal(first, await shop.Advance.RunAsync(cursor, shop.Orchestrations, default));
        world.ShopClock.MoveTo(first.DueAt!.Value);
        NextWait last = await shop.Advance.RunAsync(first.Cursor, shop.Orchestrations, default);
        string[] before = await world.Tables.DumpAsync();

        Assert.Equal(last, await shop.Advance.RunAsync(first.Cursor, shop.Orchestrations, default));
        Assert.Equal(EndReason.Completed, (await shop.Advance.RunAsync(cursor, shop.Orchestrations, default)).End);

        Assert.Equal(2, world.Email.Calls.Count);
        Assert.Equal(before, await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task Advance_JourneyPublishedAnew_KeepsThePinnedVersion()
    {
        (TestWorld world, TestShop shop, Cursor cursor) = await EnrolledAsync(JourneyFiles.Thanks);
        await shop.Advance.RunAsync(cursor, shop.Orchestrations, default);
        await shop.PublishAsync(JourneyFiles.Journey("thanks", "  - { id: other, send: { channel: [email], message: thank-you } }"));
        world.ShopClock.Advance(TimeSpan.FromDays(4));

        await new TestShop(world).RunAsync();

        Assert.Equal(["now", "later"], world.Email.Calls.Select(c => c.StepId));
    }

    [Fact]
    public async Task Advance_StepsLongPast_AreSettledAtOnceInTheirOrder()
    {
        (TestWorld world, TestShop shop, _) = await EnrolledAsync(JourneyFiles.Thanks);
        world.ShopClock.Advance(TimeSpan.FromDays(30));
        await shop.RunAsync();
        Assert.Equal(["now", "later"], world.Email.Calls.Select(c => c.StepId));
        Assert.Equal(EnrollmentState.Ended, Assert.Single((await shop.StateAsync(Hanako)).Enrollments).State);
    }

    [Fact]
    public async Task Advance_WithoutItsRow_FailsToBeTriedAgain()
    {
        (_, TestShop shop, Cursor cursor) = await EnrolledAsync(JourneyFiles.OneMail);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Advance.RunAsync(cursor with { CustomerId = "cnobody" }, shop.Orchestrations, default));
    }

    private static async Task<(TestWorld World, TestShop Shop, Cursor Cursor)> EnrolledAsync(string journey)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(journey);
        await shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        return (world, shop, Assert.Single(world.Orchestrations.Waits.Values).Cursor);
    }
}
