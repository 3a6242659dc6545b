using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>A customer's life from the first order to the wish to be forgotten, and what others hear of it.</summary>
public sealed class ToldLifeTests
{
    /// <summary>Longer than anything counts as not yet stuck.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(6);

    /// <summary>Everything personal that the webhooks say.</summary>
    private static readonly string[] Personal =
    [
        "hanako", "example.com", "7-hanako", "09012345678", "090-1234-5678", "山田", "花子", "ヤマダ", "123-4567", "U0123456789abcdef", "vip-2026",
        "o-secret", "秘密の石けん", "SKU-9", "1985-04-12", "04-12", "とても良い", "5000", "enquete",
    ];

    [Fact]
    public async Task Life_IsToldAsItWasAndAsTheSchemasSay()
    {
        TestWorld world = NewWorld();
        TestShop shop = await OpenAsync(world);
        await LiveAsync(world, shop);

        IReadOnlyList<DomainEvent> events = world.Topic!.Events;
        Assert.Equal(
            ["consent.withdrawn", "customer.erased", "customer.rank_changed", "journey.completed", "journey.goal_reached", "journey.started", "message.sent"],
            events.Select(e => e.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(world.Email.Messages.Count + world.Line.Messages.Count, events.Count(e => e.Type == EventTypes.MessageSent));
        Assert.Single(events.Select(e => e.Subject).Distinct());
        Assert.All(events, e => Assert.Empty(EventSchemas.FaultsOf(e.Type, e.Data)));
    }

    [Fact]
    public async Task Life_IsToldWithoutAnythingPersonal()
    {
        TestWorld world = NewWorld();
        TestShop shop = await OpenAsync(world);
        await LiveAsync(world, shop);

        Assert.All(Personal[..3], p => Assert.Contains(world.Email.Messages, m => m.Payload.Contains(p, StringComparison.Ordinal) || p == "7-hanako"));
        foreach (DomainEvent told in world.Topic!.Events)
        {
            string whole = told.ToString();
            Assert.All(Personal, p => Assert.DoesNotContain(p, whole, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The process ends after each single effect; the next one goes on. Nothing is missing, nothing else is told.</summary>
    [Fact]
    public async Task Life_InterruptedAfterAnyEffect_IsToldAllTheSame()
    {
        TestWorld whole = NewWorld();
        TestShop published = await OpenAsync(NewWorld());
        Fuse fuse = Fuse.None;
        await LiveAsync(whole, new TestShop(whole, fuse, published));
        string[] told = Told(whole);
        Assert.InRange(fuse.Used, 40, 600);
        for (int n = 1; n < fuse.Used; n++)
        {
            TestWorld world = NewWorld();
            await Assert.ThrowsAsync<StorageException>(() => LiveAsync(world, new TestShop(world, new Fuse(n), published)));
            world.SystemClock.Advance(Outage);
            await LiveAsync(world, new TestShop(world, null, published));
            Assert.Equal((n, string.Join('\n', told)), (n, string.Join('\n', Told(world))));
            AssertInOrder(world);
        }
    }

    /// <summary>Of repeats the first counts: nobody sees an end before its beginning.</summary>
    private static void AssertInOrder(TestWorld world)
    {
        string[] first = [.. world.Topic!.Taken.DistinctBy(t => t.Event.Id).Select(t => t.Sequence)];
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
    }

    private static string[] Told(TestWorld world) => [.. world.Topic!.Events.Select(e => $"{e.Type} {e.Id} {e.Data}").Order(StringComparer.Ordinal)];

    private static TestWorld NewWorld() => new() { Topic = new TestTopic() };

    private static async Task<TestShop> OpenAsync(TestWorld world)
    {
        TestShop shop = new(world);
        string wait = JourneyFiles.Journey("wait", "  - { id: hello, after: 9d, send: { channel: [email], message: thank-you } }", more: "goal: { type: order, within: 30d }\nonNewOrder: exit");
        await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail, wait).WithRanks(), default);
        return shop;
    }

    private static async Task LiveAsync(TestWorld world, TestShop shop)
    {
        SourceCustomer hanako = Support.Running.Told.Account("7-hanako", 1, "hanako@example.com") with
        {
            Phone = "090-1234-5678",
            Name = "山田 花子",
            Kana = "ヤマダ ハナコ",
            Birthday = Birthday.Find("1985-04-12"),
            PostalCode = "123-4567",
            Tags = ["vip-2026"],
        };
        await TellAsync(world, shop, "1", hanako.Agreeing(1).Bought(Order("o-secret-1", 1)));
        await TellAsync(world, shop, "2", new ShopEvent.EventTold(hanako, new SourceEvent("enquete", Support.Running.Told.At(2), "とても良い")));
        await TellAsync(world, shop, "3", hanako.Bought(Order("o-secret-2", 3) with { OrderedAt = Support.Running.Told.At(3) }));
        await TellAsync(world, shop, "4", new ShopEvent.CustomerChanged(hanako.Agreeing(4, state: ConsentState.Withdrawn)));
        await TellAsync(world, shop, "5", new ShopEvent.CustomerErased(hanako, []));
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);
    }

    private static SourceOrder Order(string id, int minute) => Support.Running.Told.Order(id, minute) with { Lines = [new OrderLine("SKU-9", "秘密の石けん", 1, 5000)] };

    private static async Task TellAsync(TestWorld world, TestShop shop, string id, ShopEvent told)
    {
        await shop.DeliverAsync(world.Accepted.Any(w => w.Header("X-Id") == id) ? [] : [world.Source.Webhook(id, told)]);
        await shop.SweepAsync();
        await shop.RunAsync();
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);
    }
}
