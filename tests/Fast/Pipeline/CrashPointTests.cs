using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>The process ends after each single effect, with its answer lost; the next process goes on. Nothing is lost or sent twice.</summary>
public sealed class CrashPointTests
{
    /// <summary>Longer than anything counts as not yet stuck.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(6);

    private static readonly int[] Days = [0, 1, 4];

    [Fact]
    public async Task Life_InterruptedAfterAnyEffect_EndsAsIfItNeverWas()
    {
        TestShop published = await PublishedAsync();
        (TestWorld whole, int effects) = await WholeLifeAsync(published, TimeSpan.FromHours(23));
        string[] state = await StateAsync(whole);
        Assert.Equal(5, whole.Messages().Length);  // two orders by e-mail, twice each; the first purchase's own
        Assert.InRange(effects, 40, 400);
        for (int n = 1; n < effects; n++)
        {
            TestWorld world = await InterruptedLifeAsync(n, published, TimeSpan.FromHours(23));
            Assert.Equal((n, string.Join('\n', whole.Messages())), (n, string.Join('\n', world.Messages())));
            Assert.Equal((n, string.Join('\n', state)), (n, string.Join('\n', await StateAsync(world))));
            Assert.All(world.Email.Calls.GroupBy(c => c.Key), g => Assert.Single(g.Select(c => c.Payload).Distinct()));
        }
    }

    [Fact]
    public async Task Life_WithAProviderThatCannotTellRepeats_NeverCallsItTwiceAndHoldsWhatIsUncertain()
    {
        TestShop published = await PublishedAsync();
        (TestWorld whole, int effects) = await WholeLifeAsync(published, null);
        int certain = whole.Email.Calls.Count;
        int held = 0;
        for (int n = 1; n < effects; n++)
        {
            TestWorld world = await InterruptedLifeAsync(n, published, null);
            Assert.All(world.Email.Calls.GroupBy(c => c.Key), g => Assert.Single(g));
            string[] sends = [.. (await world.Tables.DumpAsync(Tables.Customers)).Where(r => r.Contains(" send:", StringComparison.Ordinal) && !r.Contains("State=Withheld", StringComparison.Ordinal))];
            int uncertain = sends.Count(s => s.Contains("State=Held", StringComparison.Ordinal));
            Assert.Equal(certain, sends.Length);
            Assert.Equal(certain - uncertain, sends.Count(s => s.Contains("State=Sent", StringComparison.Ordinal)));
            Assert.InRange(uncertain, 0, 1);
            Assert.InRange(world.Email.Calls.Count, certain - uncertain, certain);
            held += uncertain;
        }

        Assert.Equal(2 * certain, held);  // each message: once after the claim, once after the call
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Seed_InterruptedBetweenJourneys_IsCompletedByTheNextStart(int effects)
    {
        TestWorld world = new();
        string[] journeys = [JourneyFiles.Thanks, JourneyFiles.OneMail, JourneyFiles.Journey("third", "  - { id: wait, after: 1d }")];
        await Assert.ThrowsAsync<StorageException>(() => new TestShop(world, new Fuse(effects)).Publish.SeedAsync(JourneyFiles.Set(journeys), default));

        TestShop next = new(world);
        await next.Publish.SeedAsync(JourneyFiles.Set(journeys), default);

        Assert.Equal(["one-mail", "thanks", "third"], (await next.Store.Journeys.HeadsAsync(default)).Select(h => h.Id));
    }

    /// <summary>Without the proofs of rank moves: they show what was known at the move, and after a crash messages come in another order.</summary>
    private static async Task<string[]> StateAsync(TestWorld world) =>
        [.. (await world.Tables.DumpAsync()).Where(r => !r.Contains(" move:", StringComparison.Ordinal))];

    private static async Task<(TestWorld World, int Effects)> WholeLifeAsync(TestShop published, TimeSpan? repeatableFor)
    {
        TestWorld world = NewWorld(repeatableFor);
        Fuse fuse = Fuse.None;
        await LiveAsync(world, new TestShop(world, fuse, published), Webhooks(world));
        return (world, fuse.Used);
    }

    private static async Task<TestWorld> InterruptedLifeAsync(int effects, TestShop published, TimeSpan? repeatableFor)
    {
        TestWorld world = NewWorld(repeatableFor);
        WebhookRequest[] webhooks = Webhooks(world);
        await Assert.ThrowsAsync<StorageException>(() => LiveAsync(world, new TestShop(world, new Fuse(effects), published), webhooks));
        world.SystemClock.Advance(Outage);
        await LiveAsync(world, new TestShop(world, null, published), webhooks);
        return world;
    }

    private static TestWorld NewWorld(TimeSpan? repeatableFor)
    {
        TestWorld world = new();
        world.Email.RepeatableFor = repeatableFor;
        return world;
    }

    /// <summary>Read once for all lives, because it takes longer than they do.</summary>
    private static async Task<TestShop> PublishedAsync()
    {
        string first = JourneyFiles.Journey(
            "first", "  - { id: hello, after: 1d, send: { channel: [email], message: thank-you } }", nth: "1", reentry: "once", purpose: "marketing");
        TestShop shop = new(new TestWorld());
        await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.Thanks, first).WithRanks(), default);
        return shop;
    }

    private static WebhookRequest[] Webhooks(TestWorld world) =>
    [
        world.Source.Webhook("refund", new ShopEvent.RefundIssued("o-1", Told.Refund("r-1", 500))),
        world.Source.Webhook("created", Told.Account("7", 1, "hanako@example.com").Bought(Told.Order("o-1", 1, OrderStatus.Placed))),
        world.Source.Webhook("paid", Told.Account("7", 2, "hanako@example.com").Bought(Told.Order("o-1", 2))),
        world.Source.Webhook("agreed", new ShopEvent.CustomerChanged(Told.Account("7", 3, "hanako@example.com").Agreeing(3))),
        world.Source.Webhook("guest", Told.Guest("taro@example.com", 4).Bought(Told.Order("o-2", 4))),
        world.Source.Webhook("check", new WebhookReading.Ignored("a connectivity check")),
        world.Source.Webhook("broken", new WebhookReading.Unreadable("no order")),
    ];

    private static async Task LiveAsync(TestWorld world, TestShop shop, WebhookRequest[] webhooks)
    {
        await shop.DeliverAsync(webhooks);
        await shop.RunAsync();
        await shop.SweepAsync();
        await shop.RunAsync();
        foreach (int day in Days)
        {
            world.ShopClock.MoveTo(Told.Noon.AddDays(day));
            await shop.RunAsync();
        }
    }
}
