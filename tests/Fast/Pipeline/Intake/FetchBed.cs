using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>A shop system that only says what has changed, and tells the rest when it is asked.</summary>
internal sealed class FetchBed
{
    public static readonly ShopThing Order = new("order", "13");

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    private int told;

    private FetchBed(TestWorld world)
    {
        World = world;
        world.Apis[TestWorld.SourceId] = new ShopApi { Fetch = Api };
        Shop = new TestShop(world);
    }

    public TestWorld World { get; }

    public TestShop Shop { get; private set; }

    public ScriptedApi Api { get; } = new();

    public static async Task<FetchBed> OpenAsync()
    {
        FetchBed bed = new(new TestWorld());
        await bed.Shop.PublishAsync(JourneyFiles.OneMail);
        return bed;
    }

    /// <summary>From now on the shop has the order so.</summary>
    public void Has(int minute, OrderStatus status = OrderStatus.Paid) =>
        HasBody($"order of minute {minute}", new WebhookReading.Understood([Hanako.Bought(Told.Order(Order.Id, minute, status))]));

    public void HasBody(string name, WebhookReading meaning)
    {
        World.Source.Webhook(name, meaning);
        Api.Things[Order] = name;
    }

    /// <summary>Another process over the same world.</summary>
    public TestShop Restart(Fuse? fuse = null) => Shop = new TestShop(World, fuse, Shop);

    /// <summary>The shop says that the order changed.</summary>
    public Task<InboxState?> NoticeAsync(bool isGone = false) => NoticeAsync(new ShopNotice(Order, isGone));

    public async Task<InboxState?> NoticeAsync(params ShopNotice[] notices)
    {
        WebhookRequest webhook = World.Source.Webhook($"notice {told++}", new WebhookReading.Noticed(notices));
        Acceptance acceptance = await Shop.Accept.RunAsync(TestWorld.SourceId, webhook, default);
        return await Shop.Process.RunAsync(Assert.IsType<Acceptance.Accepted>(acceptance).Id, Shop.Orchestrations, default);
    }

    /// <summary>Time passes, and all is done that is then due.</summary>
    public async Task RunAsync(TimeSpan? after = null)
    {
        World.SystemClock.Advance(after ?? NoteChanges.SettleTime);
        await Shop.RunAsync();
    }

    public async Task<IReadOnlyList<string?>> ReviewAsync() => [.. (await Shop.Review.ListAsync(default)).Select(m => m.Reason)];

    public async Task<LedgerOrder?> OrderAsync() => (await Shop.StateAsync(Hanako)).Order(TestWorld.SourceId, Order.Id);
}
