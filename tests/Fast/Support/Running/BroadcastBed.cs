using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using FollowUpFlows.Tests.Fast.Channels.Line;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A newsletter by LINE to some friends, at ten o'clock on the 22nd, through the product's own channel and the fake of LINE.</summary>
internal sealed class BroadcastBed
{
    public const string Id = "n";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly LineBed line;
    private readonly SourceCustomer[] friends;
    private readonly SendRules? limits;

    private BroadcastBed(TestWorld world, LineBed line, SourceCustomer[] friends, TestShop? published, SendRules? limits)
    {
        (World, this.line, this.friends, this.limits) = (world, line, friends, limits);
        world.LineSender = new LineSender(line.Client, world.Reserve as LineQuotaWatch);
        Shop = new TestShop(world, published: published, limits: limits);
    }

    public TestWorld World { get; }

    public FakeLine Line => line.Line;

    public TestShop Shop { get; private set; }

    /// <summary>Calls that send, by their kind, in order.</summary>
    public string[] Calls => [.. line.Wire.Requests.Select(r => r.Path)
        .Where(p => p.StartsWith("/v2/bot/message/", StringComparison.Ordinal) && !p.StartsWith("/v2/bot/message/quota", StringComparison.Ordinal))
        .Select(p => p[(p.LastIndexOf('/') + 1)..])];

    /// <summary>Who got something, in order of their numbers; once for each time.</summary>
    public string[] Reached => [.. Line.Delivered.Select(d => d.To).Order(StringComparer.Ordinal)];

    /// <param name="friends">Null for five of whom LINE alone knows something.</param>
    /// <param name="most">Recipients of a call at most.</param>
    /// <param name="journey">More keys of the journey, each on a line.</param>
    /// <param name="step">More keys of the step, each with a comma behind it.</param>
    /// <param name="limits">When it may go; null for always.</param>
    /// <param name="kept">So many of the month's messages are kept for transactional ones.</param>
    /// <param name="quota">The month's messages; null for no limit.</param>
    /// <param name="more">More steps, each on a line.</param>
    /// <param name="published">A shop that has published the same; null publishes it, which takes longer than all the rest.</param>
    public static async Task<BroadcastBed> MakeAsync(
        SourceCustomer[]? friends = null, string purpose = "marketing", int most = 500, string trigger = "", string channels = "line", TestShop? published = null,
        string journey = "", string step = "", SendRules? limits = null, long kept = 0, int? quota = null, string more = "")
    {
        TestWorld world = new();
        LineBed line = new(clock: world.SystemClock);
        if (quota is not null)
        {
            line.Line.Quota = quota;
            LineQuotaWatch watch = line.Watch(kept);
            await watch.RefreshAsync(default);
            world.Reserve = watch;
        }

        world.Multicast = new Narrow(new LineMulticast(line.Client, world.Reserve as LineQuotaWatch), most);
        BroadcastBed bed = new(world, line, friends ?? [.. Enumerable.Range(0, 5).Select(i => Friend(i))], published, limits);
        if (published is null)
        {
            await bed.Shop.PublishAsync(File(purpose, trigger, journey, $"  - {{ id: mail, {step}send: {{ channel: [{channels}], message: thank-you }} }}{more}"));
        }

        foreach ((int index, SourceCustomer friend) in bed.friends.Index())
        {
            await bed.Shop.TellAsync($"friend-{index}", new ShopEvent.CustomerChanged(friend));
        }

        world.ShopClock.MoveTo(Story.Time("22T10:00"));
        return bed;
    }

    private static string File(string purpose, string trigger, string journey, string steps) => JourneyFiles.Free(
        Id, $"trigger: {{ type: broadcast, on: 2026-11-22, at: \"10:00\"{trigger} }}{journey}", steps).Replace("purpose: transactional", $"purpose: {purpose}", StringComparison.Ordinal);

    public static SourceCustomer Friend(int number, string? name = null, string? to = null) =>
        (Told.Account($"f{number}", -60, $"f{number}@example.com") with { Name = name, LineUserId = to ?? UserId(number) }).Agreeing(-60).Agreeing(-60, Channel.Line);

    public static string UserId(int number) => $"U{number:x32}";

    /// <summary>Another process goes on.</summary>
    public void Restart(Fuse? fuse = null) => Shop = new TestShop(World, fuse, Shop, limits);

    public Broadcasts Broadcasts(Fuse? fuse = null)
    {
        FusedTables tables = new(World.Tables, fuse ?? Fuse.None);
        return new Broadcasts(tables, Shop.Library, Fill(tables), new EnrolledIndex(tables), Shop.React, Shop.BroadcastPauses, TestShop.Settings, World.Clocks);
    }

    /// <summary>What it would come to.</summary>
    public async Task<BackFillCount> PreviewAsync()
    {
        BackFillJourney fill = Fill(new FusedTables(World.Tables, Fuse.None));
        BackFillPage page = new(await fill.OrderAsync(Id, isPreview: true, perDay: null, default), BackFillCount.None, null);
        do
        {
            page = await fill.PageAsync(page.Order, page.End, page.Count, 2, null, default);
        }
        while (!page.IsLast);
        return page.Count;
    }

    private BackFillJourney Fill(FusedTables tables) =>
        new(new AllCustomers(tables), Shop.Customers, Shop.Library, Shop.React, Shop.Foresee, Shop.Budgets, TestShop.Settings, World.Clocks);

    /// <summary>Everybody enters, and is claimed.</summary>
    public async Task EnterAsync(Fuse? fuse = null)
    {
        await Broadcasts(fuse).RunAsync(Minute, Shop.Orchestrations, default);
        await Shop.RunAsync();
    }

    /// <summary>The timer that calls for many.</summary>
    public Task<IReadOnlyList<MulticastCall>> CallAsync() => Shop.Multicasts.RunAsync(Minute, default);

    /// <summary>Minutes pass on both clocks, and the timers look at each.</summary>
    public async Task PassAsync(int minutes)
    {
        for (int i = 0; i < minutes; i++)
        {
            World.ShopClock.Advance(Minute);
            World.SystemClock.Advance(Minute);
            await Shop.SweepAsync();
            await EnterAsync();
            await CallAsync();
        }
    }

    /// <summary>Hours pass in which nobody looks, but the shop at the end.</summary>
    public async Task SkipAsync(TimeSpan time)
    {
        World.ShopClock.Advance(time);
        World.SystemClock.Advance(time);
        await Shop.RunAsync();
    }

    /// <summary>What the ledger says of each friend: state and reason.</summary>
    public async Task<string[]> LedgerAsync()
    {
        List<string> rows = [];
        foreach (SourceCustomer friend in friends)
        {
            rows.AddRange((await Shop.StateAsync(friend)).Sends.Values.Select(LedgerRow.Of).Select(r => r.Reason is { } reason && r.State != SendState.Sent ? $"{r.State} {reason}" : $"{r.State}"));
        }

        return [.. rows];
    }

    /// <summary>The certificate of the day holds.</summary>
    /// <returns>How many were due.</returns>
    public async Task<int> CertifiedAsync()
    {
        World.ShopClock.MoveTo(Story.Time("24T00:00"));
        DateOnly day = new(2026, 11, 22);
        return await CertifiedShop.Over(World, Shop).HoldsAsync(day, day);
    }

    /// <summary>LINE with room for fewer.</summary>
    private sealed class Narrow(IMulticast line, int most) : IMulticast
    {
        public int RecipientsMax => most;

        public TimeSpan RepeatableFor => line.RepeatableFor;

        public Task<ChannelReceipt> SendAsync(MulticastMessage message, CancellationToken cancellationToken) => line.SendAsync(message, cancellationToken);
    }
}
