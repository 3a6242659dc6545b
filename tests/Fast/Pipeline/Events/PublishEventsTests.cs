using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>From the write to the topic, through whatever happens in between.</summary>
public sealed class PublishEventsTests
{
    private static readonly EventTopicException Down = new(TopicFailure.Temporary, "it answered 503");

    [Fact]
    public async Task Events_ArePublishedInTheOrderOfTheirFactsAndRemoved()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);

        int count = await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        string[] types = [.. world.Topic!.Taken.Select(t => t.Event.Type)];
        Assert.Equal(count, types.Length);
        string[] told = ["journey.started", "message.sent", "journey.completed"];
        Assert.Equal(told, types.Where(told.Contains));
        Assert.Equal(world.Topic.Taken.Select(t => t.Sequence).Order(StringComparer.Ordinal), world.Topic.Taken.Select(t => t.Sequence));
        Assert.Equal(world.Topic.Taken.Count, world.Topic.Events.Count);
        Assert.Empty(await WaitingAsync(world));
        Assert.Equal(0, await shop.Publishing.SweepAsync(TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Events_OfThisProcess_AreKnownWithoutASweep()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        List<EventPlace> places = [];
        while (shop.Outgoing!.Written.TryRead(out EventPlace? place))
        {
            places.Add(place);
        }

        await shop.Publishing!.RunAsync(places, default);

        Assert.Single(places.Distinct());
        Assert.NotEmpty(world.Topic!.Taken);
        Assert.Empty(await WaitingAsync(world));
    }

    [Fact]
    public async Task Shop_WithoutATopic_KeepsNothingForOne()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await LiveAsync(world, shop);

        Assert.Single(world.Messages());
        Assert.Empty(await WaitingAsync(world));
        Assert.DoesNotContain(await world.Tables.DumpAsync(Tables.Indexes), r => r.StartsWith("indexes events:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Topic_ThatIsDownForADay_HoldsNobodyUpAndMissesNothing()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        world.Topic!.Outage = Down;
        for (int hour = 0; hour < 24; hour++)
        {
            await LiveAsync(world, shop, "o-" + hour);
            await Assert.ThrowsAsync<EventTopicException>(() => shop.Publishing!.SweepAsync(TimeSpan.Zero, default));
            world.ShopClock.Advance(TimeSpan.FromHours(1));
            world.SystemClock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(24, world.Messages().Length);
        Assert.Empty(world.Topic.Taken);
        world.Topic.Outage = null;
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.Equal(24, world.Topic.Taken.Count(t => t.Event.Type == EventTypes.MessageSent));
        Assert.Equal(world.Topic.Taken.Count, world.Topic.Events.Count);
        Assert.Equal(world.Topic.Taken.Select(t => t.Event.Time).Order(), world.Topic.Taken.Select(t => t.Event.Time));
        Assert.Empty(await WaitingAsync(world));
    }

    [Fact]
    public async Task Events_WhoseAnswerIsLost_AreToldAgainUnderTheSameIds()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        world.Topic!.AnswerLost = Down;
        await Assert.ThrowsAsync<EventTopicException>(() => shop.Publishing!.SweepAsync(TimeSpan.Zero, default));
        Assert.NotEmpty(await WaitingAsync(world));

        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.Equal(world.Topic.Taken.Count, 2 * world.Topic.Events.Count);
        Assert.Empty(await WaitingAsync(world));
    }

    [Fact]
    public async Task Topic_ThatTakesFewerAtOnce_GetsThemInOrder()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        for (int i = 0; i < 5; i++)
        {
            await LiveAsync(world, shop, "o-" + i);
        }

        world.Topic!.EventsMax = 3;
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.Equal(world.Topic.Taken.Select(t => t.Sequence).Order(StringComparer.Ordinal), world.Topic.Taken.Select(t => t.Sequence));
        Assert.Equal(5, world.Topic.Taken.Count(t => t.Event.Type == EventTypes.MessageSent));
        Assert.Empty(await WaitingAsync(world));
    }

    [Fact]
    public async Task Topic_ThatRefuses_KeepsEverythingWaiting()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        string[] before = await WaitingAsync(world);
        world.Topic!.Outage = new EventTopicException(TopicFailure.Refused, "it answered 401");

        await Assert.ThrowsAsync<EventTopicException>(() => shop.Publishing!.SweepAsync(TimeSpan.Zero, default));

        Assert.Equal(before, await WaitingAsync(world));
        Assert.Equal(1, world.Topic.Calls);
    }

    /// <summary>A row of the index is written before its events: it must not go while they may still come.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Lead_IsKeptAsLongAsItsWriteMayTake(int secondsLonger, bool isKept)
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        world.SystemClock.Advance(PublishEvents.LeadKept + TimeSpan.FromSeconds(secondsLonger));

        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.Equal(isKept, (await LeadsAsync(world)).Length > 0);
    }

    [Fact]
    public async Task Lead_ThatIsWrittenAgainDuringTheSweep_Stays()
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        world.SystemClock.Advance(PublishEvents.LeadKept + TimeSpan.FromSeconds(1));
        world.Tables.Interrupt(
            (table, changes) => table == Tables.Indexes && changes is [EntityChange.Delete],
            () => LiveAsync(world, shop, "o-2"));

        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.NotEmpty(await LeadsAsync(world));
        await shop.Publishing.SweepAsync(TimeSpan.Zero, default);
        Assert.Equal(2, world.Topic!.Events.Count(e => e.Type == EventTypes.MessageSent));
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public async Task Sweep_LeavesWhatIsYoung(int seconds, int mails)
    {
        (TestWorld world, TestShop shop) = await ShopAsync();
        await LiveAsync(world, shop);
        world.SystemClock.Advance(TimeSpan.FromSeconds(seconds));

        await shop.Publishing!.SweepAsync(TimeSpan.FromMinutes(1), default);

        Assert.Equal(mails, world.Topic!.Taken.Count(t => t.Event.Type == EventTypes.MessageSent));
    }

    private static async Task<(TestWorld World, TestShop Shop)> ShopAsync()
    {
        TestWorld world = new() { Topic = new TestTopic() };
        TestShop shop = new(world);
        await shop.PublishAsync(JourneyFiles.OneMail);
        return (world, shop);
    }

    private static async Task LiveAsync(TestWorld world, TestShop shop, string orderId = "o-1")
    {
        await shop.TellAsync("w-" + orderId, Told.Account("7", 1, "hanako@example.com").Bought(
            Told.Order(orderId, 1) with { OrderedAt = world.ShopClock.GetUtcNow(), UpdatedAt = world.ShopClock.GetUtcNow() }));
        await shop.RunAsync();
    }

    private static async Task<string[]> WaitingAsync(TestWorld world) =>
        [.. (await world.Tables.DumpAsync()).Where(r => r.Contains(" outgoing:", StringComparison.Ordinal))];

    private static async Task<string[]> LeadsAsync(TestWorld world) =>
        [.. (await world.Tables.DumpAsync(Tables.Indexes)).Where(r => r.StartsWith("indexes events:", StringComparison.Ordinal))];
}
