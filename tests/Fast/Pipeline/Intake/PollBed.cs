using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>A shop system that tells nothing by itself.</summary>
internal sealed class PollBed
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    private PollBed(ScriptedPoll poll, TimeSpan startBack)
    {
        Poll = poll;
        World = new TestWorld();
        World.Apis[TestWorld.SourceId] = new ShopApi { Polling = new ShopPolling(poll, Every, startBack) };
        Shop = new TestShop(World);
    }

    public TestWorld World { get; }

    public ScriptedPoll Poll { get; }

    public TestShop Shop { get; private set; }

    public DateTimeOffset Now => World.SystemClock.GetUtcNow();

    public static async Task<PollBed> OpenAsync(ScriptedPoll? poll = null, TimeSpan? startBack = null)
    {
        PollBed bed = new(poll ?? new ScriptedPoll(), startBack ?? TimeSpan.Zero);
        await bed.Shop.PublishAsync(JourneyFiles.OneMail);
        return bed;
    }

    /// <summary>The shop's list has the order, or has it otherwise.</summary>
    public void Has(string id, DateTimeOffset at, OrderStatus status = OrderStatus.Paid, int minute = 1)
    {
        string name = $"{id} {status} {minute}";
        World.Source.Webhook(name, Hanako.Bought(Told.Order(id, minute, status)));
        Poll.Orders.RemoveAll(o => o.Name.Split(' ')[0] == id);
        Poll.Orders.Add((name, at));
    }

    public TestShop Restart(Fuse? fuse = null) => Shop = new TestShop(World, fuse, Shop);

    /// <summary>Time passes, it is looked at the shop if it is due, and all is done that came of it.</summary>
    public async Task<PollOutcome> LookAsync(TimeSpan? after = null)
    {
        World.SystemClock.Advance(after ?? Every);
        PollOutcome outcome = await Shop.Pulls.Poll.RunAsync(TestWorld.SourceId, default);
        await Shop.RunAsync();
        return outcome;
    }

    public async Task<string[]> OrdersAsync() =>
        [.. (await Shop.StateAsync(Hanako)).Orders.Select(o => $"{o.Order.OrderId} {o.Order.Status}").Order(StringComparer.Ordinal)];

    /// <summary>Messages that came of polls.</summary>
    public async Task<int> KeptAsync() =>
        (await World.Tables.DumpAsync(Tables.Inbox)).Count(r => r.Contains("FollowUp-Pulled", StringComparison.Ordinal));
}
