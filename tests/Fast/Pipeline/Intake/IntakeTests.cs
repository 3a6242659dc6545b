using System.Text;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>From the door to the settled message.</summary>
public sealed class IntakeTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task Accept_FirstDelivery_KeepsBytesAndNeededHeadersAndQueuesTheId()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        WebhookRequest webhook = world.Source.Webhook("w");

        Acceptance.Accepted accepted = await AcceptAsync(shop, webhook);

        Assert.True(accepted.IsNew);
        WebhookRequest kept = await shop.Inbox.RequestAsync(accepted.Id, default);
        Assert.Equal(webhook.Body.ToArray(), kept.Body.ToArray());
        Assert.Equal("topic", kept.Header("x-topic"));
        Assert.Equal(["X-Topic"], kept.Headers.Keys);
        Assert.Equal(accepted.Id.ToString(), Assert.Single(await QueuedAsync(world)));
        Assert.Equal(world.ShopClock.GetUtcNow(), (await shop.Inbox.FindAsync(accepted.Id, default))!.ReceivedAt);
    }

    [Fact]
    public async Task Accept_SecondDelivery_KeepsTheFirst()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        Acceptance.Accepted first = await AcceptAsync(shop, world.Source.Webhook("w"));
        WebhookRequest other = world.Source.Webhook("w") with { Body = "other"u8.ToArray() };

        Acceptance.Accepted second = await AcceptAsync(shop, other);

        Assert.False(second.IsNew);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal("body of w", Encoding.UTF8.GetString((await shop.Inbox.RequestAsync(first.Id, default)).Body.Span));
    }

    /// <summary>The sender repeats when it got no answer: the process may have ended before the message was queued.</summary>
    [Theory]
    [InlineData(InboxState.Received, true)]
    [InlineData(InboxState.Processed, false)]
    [InlineData(InboxState.Ignored, false)]
    [InlineData(InboxState.Review, false)]
    public async Task Accept_SecondDelivery_IsQueuedOnlyWhileTheFirstIsOpen(InboxState state, bool isQueued)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        InboxId id = Inbox.IdOf(TestWorld.SourceId, "w");
        await shop.Inbox.AddAsync(id, world.Source.Webhook("w"), world.Clocks.Now(), default);
        await shop.Inbox.SetAsync(id, state, null, world.SystemClock.GetUtcNow(), default);

        Acceptance.Accepted second = await AcceptAsync(shop, world.Source.Webhook("w"));

        Assert.Equal(id, second.Id);
        Assert.Equal(isQueued ? [id.ToString()] : [], await QueuedAsync(world));
    }

    [Fact]
    public async Task Accept_UnprovenOrUnknown_KeepsNothing()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        WebhookRequest forged = new(new Dictionary<string, string> { ["X-Id"] = "w", ["X-Secret"] = "guessed" }, "x"u8.ToArray());

        Assert.IsType<Acceptance.Refused>(await shop.Accept.RunAsync(TestWorld.SourceId, forged, default));
        Assert.IsType<Acceptance.UnknownSource>(await shop.Accept.RunAsync("elsewhere", world.Source.Webhook("w"), default));

        Assert.Empty(await world.Tables.DumpAsync());
        Assert.Empty(await QueuedAsync(world));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_048_576)]
    public async Task Inbox_BodyOfAnySize_ComesBackByteByByte(int size)
    {
        TestShop shop = new(new TestWorld());
        byte[] body = [.. Enumerable.Range(0, size).Select(i => (byte)((i * 31) ^ (i >> 8)))];
        InboxId id = Inbox.IdOf("shop-main", "w");
        Assert.True(await shop.Inbox.AddAsync(id, new WebhookRequest(new Dictionary<string, string>(), body), new FollowUpFlows.Pipeline.Moment(Told.Noon, Told.Noon), default));
        Assert.Equal(body, (await shop.Inbox.RequestAsync(id, default)).Body.ToArray());
    }

    [Fact]
    public async Task Process_SettledMessage_ChangesNothing()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Acceptance.Accepted accepted = await AcceptAsync(shop, world.Source.Webhook("w", Hanako.Bought(Told.Order("o-1", 1))));
        await shop.Process.RunAsync(accepted.Id, shop.Orchestrations, default);
        await shop.RunAsync();
        string[] before = await world.Tables.DumpAsync();

        world.ShopClock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(InboxState.Processed, await shop.Process.RunAsync(accepted.Id, shop.Orchestrations, default));

        Assert.Equal(before, await world.Tables.DumpAsync());
        Assert.Null(await shop.Process.RunAsync(Inbox.IdOf("shop-main", "never"), shop.Orchestrations, default));
    }

    [Fact]
    public async Task Process_ForeignCurrency_WaitsForAPersonAndAppliesNothing()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceOrder dollars = Told.Order("o-1", 1) with { Currency = Currency.Find("USD")! };
        SourceOrder refunded = Told.Order("o-2", 1) with { Refunds = [new Refund("r", 1, Currency.Find("USD")!, Told.Noon)] };

        Assert.Equal(InboxState.Review, await shop.TellAsync("a", Hanako.Bought(Told.Order("o-3", 1)), Hanako.Bought(dollars)));
        Assert.Equal(InboxState.Review, await shop.TellAsync("b", Hanako.Bought(refunded)));
        Assert.Equal(InboxState.Review, await shop.TellAsync("c", new ShopEvent.RefundIssued("o-9", new Refund("r", 1, Currency.Find("USD")!, Told.Noon))));
        Assert.Equal(InboxState.Processed, await shop.TellAsync("d", new ShopEvent.RefundIssued("o-9", new Refund("r", 1, null, Told.Noon))));

        Assert.Empty(await world.Tables.DumpAsync(Tables.Customers));
        Assert.All(await shop.Review.ListAsync(default), m => Assert.Contains("USD", m.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Review_UnreadableThenReplayed_IsProcessedAsIfItHadJustCome()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Acceptance.Accepted accepted = await AcceptAsync(shop, world.Source.Webhook("w", new WebhookReading.Unreadable("'total' is missing")));
        await shop.RunAsync();
        Assert.Equal("'total' is missing", Assert.Single(await shop.Review.ListAsync(default)).Reason);

        world.Source.Webhook("w", Hanako.Bought(Told.Order("o-1", 1)));  // the parser was mended
        Assert.True(await shop.Review.ReplayAsync(accepted.Id, default));
        await shop.RunAsync();

        Assert.Empty(await shop.Review.ListAsync(default));
        Assert.False(await shop.Review.ReplayAsync(accepted.Id, default));
        Assert.Single(world.Email.Calls);
    }

    [Fact]
    public async Task GiveUp_OnlyOfAnOpenMessage_PutsItBeforeAPerson()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        Acceptance.Accepted open = await AcceptAsync(shop, world.Source.Webhook("open"));
        await shop.TellAsync("done", Hanako.Bought(Told.Order("o-1", 1)));

        await shop.Review.GiveUpAsync(open.Id, default);
        await shop.Review.GiveUpAsync(Inbox.IdOf(TestWorld.SourceId, "done"), default);
        await shop.Review.GiveUpAsync(Inbox.IdOf(TestWorld.SourceId, "never"), default);

        Assert.Equal(open.Id, Assert.Single(await shop.Review.ListAsync(default)).Id);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task Sweep_MessageOpenForFiveMinutesAndMore_IsHandedOnOnce(int ticksMore, int expected)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        // Stored, with the row of its source before it; then the process ends.
        await Assert.ThrowsAsync<StorageException>(() => new TestShop(world, new Fuse(2)).Accept.RunAsync(TestWorld.SourceId, world.Source.Webhook("lost"), default));
        world.ShopClock.Advance(TimeSpan.FromDays(30));
        world.SystemClock.Advance(SweepInbox.StuckAfter + TimeSpan.FromTicks(ticksMore));

        Assert.Equal(expected, await shop.Sweep.RunAsync(default));
        Assert.Equal(0, await shop.Sweep.RunAsync(default));

        Assert.Equal(expected, (await QueuedAsync(world)).Length);
    }

    [Fact]
    public async Task Sweep_SettledMessage_IsLeftAlone()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await shop.TellAsync("a", new ShopEvent.CustomerChanged(Hanako));
        await shop.TellAsync("b", new ShopEvent.CustomerErased(Hanako, []));
        world.SystemClock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await shop.Sweep.RunAsync(default));
    }

    [Theory]
    [InlineData("shop-main:abcdefghijklmnopqrstuvwx27", true)]
    [InlineData("shop-main:abcdefghijklmnopqrstuvwx2", false)]
    [InlineData("shop-main:ABCDEFGHIJKLMNOPQRSTUVWX27", false)]
    [InlineData("shop-main", false)]
    [InlineData(":abcdefghijklmnopqrstuvwx27", false)]
    [InlineData("a:b:abcdefghijklmnopqrstuvwx27", false)]
    public void InboxId_Parse_TakesOnlyWhatItWrites(string text, bool isId) => Assert.Equal(isId ? text : null, InboxId.Parse(text)?.ToString());

    private static async Task<Acceptance.Accepted> AcceptAsync(TestShop shop, WebhookRequest webhook) =>
        Assert.IsType<Acceptance.Accepted>(await shop.Accept.RunAsync(TestWorld.SourceId, webhook, default));

    private static async Task<string[]> QueuedAsync(TestWorld world)
    {
        await world.Queues.GetQueueClient(AcceptWebhook.Queue).CreateIfNotExistsAsync();
        PeekedMessage[] messages = (await world.Queues.GetQueueClient(AcceptWebhook.Queue).PeekMessagesAsync(32)).Value;
        return [.. messages.Select(m => m.MessageText)];
    }
}
