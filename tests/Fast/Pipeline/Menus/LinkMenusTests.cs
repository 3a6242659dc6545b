using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>What people see at LINE follows their rank, and costs no call that changes nothing.</summary>
public sealed class LinkMenusTests
{
    [Fact]
    public async Task Menus_ThatWerePublished_AreMadeAndShownByRank_AndNeverTwice()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.BuyAsync(MenuBed.Person(2), orders: 2);
        await bed.BuyAsync(Told.Account("without-line", 1, "x@example.com"), orders: 2);
        await bed.SettleAsync();
        Assert.Equal((null, "gold", "member"), (bed.SeenBy(1), bed.SeenBy(2), bed.Default));
        Assert.Equal([200, 200, 200], bed.Line.RichMenus.Select(m => m.PictureBytes));
        Assert.Equal(
            ["POST /v2/bot/richmenu", "POST /v2/bot/richmenu/bulk/link", "POST /v2/bot/user/all/richmenu/"],
            bed.Calls.Select(c => c.Contains("all", StringComparison.Ordinal) ? c[..c.IndexOf("richmenu-", StringComparison.Ordinal)] : c)
                .Where(c => !c.EndsWith("content", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

        int calls = bed.Wire.Requests.Count;
        Assert.False((await bed.PublishAsync(MenuCases.Three)).Menus!.IsNew);
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(6));  // what leads to people is looked at a last time
        await bed.RoundAsync();
        await bed.RoundAsync(bed.Another());
        Assert.Equal(calls, bed.Wire.Requests.Count);
        Assert.DoesNotContain(await bed.World.Tables.DumpAsync(Tables.LineMenus), r => r.Contains(MenuBed.UserId(2), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Menu_ChangesWithTheHeldRank_InARoundAfterTheOrder()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.SettleAsync();
        int calls = bed.Wire.Requests.Count;
        await bed.BuyAsync(MenuBed.Person(1));
        Assert.Equal(calls, bed.Wire.Requests.Count);  // the order itself waits for nobody
        await bed.RoundAsync();
        Assert.Equal("gold", bed.SeenBy(1));

        bed.World.ShopClock.Advance(TimeSpan.FromDays(179));
        bed.World.SystemClock.Advance(TimeSpan.FromDays(1));
        await bed.Shop.BeginDay.RunAsync(bed.Shop.Orchestrations, default);
        await bed.SettleAsync();
        Assert.Equal("gold", bed.SeenBy(1));
        bed.World.ShopClock.Advance(TimeSpan.FromDays(1));
        await bed.Shop.BeginDay.RunAsync(bed.Shop.Orchestrations, default);
        await bed.SettleAsync();
        Assert.Equal("back", bed.SeenBy(1));

        await bed.BuyAsync(MenuBed.Person(1));
        await bed.SettleAsync();
        Assert.Equal("gold", bed.SeenBy(1));
    }

    /// <summary>A row leads to a change before that is written: a round in between must not take it for done.</summary>
    [Fact]
    public async Task Round_BetweenTheLeadAndTheRank_DoesNotLoseTheChange()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.SettleAsync();
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
        await bed.RoundAsync();
        bool isMoving = false;
        bed.World.Tables.Interrupt(
            (table, changes) =>
            {
                bool isLead = table == Tables.LineMenus;
                isMoving |= isLead;
                return isMoving && table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("rank:", StringComparison.Ordinal));
            },
            () => bed.RoundAsync(bed.Another()));
        await bed.BuyAsync(MenuBed.Person(1));
        Assert.True(isMoving);
        await bed.RoundAsync();
        Assert.Null(bed.SeenBy(1));  // looked at too early
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(5));
        await bed.RoundAsync();
        Assert.Equal("gold", bed.SeenBy(1));
    }

    [Fact]
    public async Task Menus_PublishedLater_ReachEverybody_InCallsOfFiveHundred()
    {
        MenuBed bed = await MenuBed.OpenAsync(menus: null);
        foreach (int number in Enumerable.Range(1, 120))
        {
            await bed.BuyAsync(MenuBed.Person(number), orders: 2);
        }

        await bed.RoundAsync();
        Assert.Empty(bed.Wire.Requests);
        await bed.PublishAsync(MenuCases.Three);
        await bed.SettleAsync();
        Assert.All(Enumerable.Range(1, 120), n => Assert.Equal("gold", bed.SeenBy(n)));
        Assert.True(bed.Calls.Count(c => c.EndsWith("bulk/link", StringComparison.Ordinal)) <= 17);  // a page of a hundred, or the end of a shard

        await bed.PublishAsync(MenuCases.Three.Replace("chatBarText: メニュー", "chatBarText: 会員", StringComparison.Ordinal));
        await bed.SettleAsync();
        Assert.Equal(3, bed.Line.RichMenus.Count);  // those that nobody needs any more are gone
        Assert.All(Enumerable.Range(1, 120), n => Assert.Equal("gold", bed.SeenBy(n)));

        await bed.PublishAsync("menus: []\n");
        await bed.SettleAsync();
        Assert.Empty(bed.Line.MenusShown);
        Assert.Equal((null, 0), (bed.Default, bed.Line.RichMenus.Count));
    }

    [Fact]
    public async Task Account_ThatBecomesAnothers_OrIsForgotten_HasNoMenuOfBefore()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1), orders: 2);
        await bed.BuyAsync(MenuBed.Person(3), orders: 2);
        await bed.SettleAsync();
        await bed.TellAsync(new ShopEvent.CustomerChanged(MenuBed.Person(1) with { LineUserId = MenuBed.UserId(2), UpdatedAt = Told.At(90) }));
        await bed.SettleAsync();
        Assert.Equal((null, "gold"), (bed.SeenBy(1), bed.SeenBy(2)));

        await bed.TellAsync(new ShopEvent.CustomerErased(MenuBed.Person(3), []));
        await bed.SettleAsync();
        Assert.Null(bed.SeenBy(3));
        bed.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
        await bed.RoundAsync();
        Assert.DoesNotContain(await bed.World.Tables.DumpAsync(), r => r.Contains(MenuBed.UserId(3), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Friend_WhoBlocksAndComesBack_GetsTheMenuAnew()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1), orders: 2);
        await bed.SettleAsync();
        await bed.TellAsync(Block(isBlocked: true, minute: 10));
        await bed.SettleAsync();
        int links = bed.Calls.Count(c => c.Contains("bulk", StringComparison.Ordinal));
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.SettleAsync();
        Assert.Equal(links, bed.Calls.Count(c => c.Contains("bulk", StringComparison.Ordinal)));  // nothing is done to who is gone
        await bed.TellAsync(Block(isBlocked: false, minute: 20));
        await bed.SettleAsync();
        Assert.Equal("POST /v2/bot/richmenu/bulk/link", bed.Calls.Last());
        Assert.Equal(links + 1, bed.Calls.Count(c => c.Contains("bulk", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Trial_LeavesEverybodyAloneButThoseWhoTakePart()
    {
        ShopSettings trial = TestShop.Settings with { AllowList = new AllowList(new HashSet<string> { MenuBed.UserId(1) }, new HashSet<Channel> { Channel.Line }) };
        MenuBed bed = await MenuBed.OpenAsync(settings: trial);
        await bed.BuyAsync(MenuBed.Person(1), orders: 2);
        await bed.BuyAsync(MenuBed.Person(2), orders: 2);
        await bed.SettleAsync();
        Assert.Equal(("gold", null, null), (bed.SeenBy(1), bed.SeenBy(2), bed.Default));
    }

    [Fact]
    public async Task Walk_AfterAWeek_MendsWhatNothingLedTo()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1), orders: 2);
        await bed.SettleAsync();
        await bed.World.Tables.RemoveAllAsync(Tables.LineMenus, "linked:");
        await bed.World.Tables.RemoveAllAsync(Tables.LineMenus, "leads:");
        int calls = bed.Calls.Count();
        bed.World.SystemClock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await bed.RoundAsync();
        Assert.Equal(calls, bed.Calls.Count());
        bed.World.SystemClock.Advance(TimeSpan.FromSeconds(1));
        await bed.SettleAsync();
        Assert.Equal(calls + 1, bed.Calls.Count());
    }

    private static ShopEvent.BlockTold Block(bool isBlocked, int minute) => new(
        MenuBed.Person(1) with { UpdatedAt = Told.At(minute) },
        Channel.Line,
        new SourceEvent(isBlocked ? "line-unfollow" : "line-follow", Told.At(minute), null),
        isBlocked);
}
