using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

public sealed class ShopFiguresTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly ShopFigures Nothing = new(Currency.Yen, 0, 0, 0);
    private readonly RankWorld world = new(Shop.Preset("six-rank"));

    [Fact]
    public async Task Figures_OfADay_AreOfTheDaysBeforeIt()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-1), 5_000);
        await shop.BuyAsync("taro", "o-2", Today, 9_000);
        Assert.Equal(Nothing, await shop.Figures.OfAsync(Today.AddDays(-1), default));
        world.SetDay(Today.AddDays(1));
        Assert.Equal(new ShopFigures(Currency.Yen, 14_000, 2, 2), await new RankProcess(world).Figures.OfAsync(Today.AddDays(1), default));
    }

    [Fact]
    public async Task Figures_OnceSeen_StayWhateverArrivesLater()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-3), 5_000);
        Assert.Equal(Nothing, await shop.Figures.OfAsync(Today, default));  // nobody was known when the first look of the day was taken
        await shop.BuyAsync("taro", "late", Today.AddDays(-2), 7_000);
        Assert.Equal(Nothing, await new RankProcess(world).Figures.OfAsync(Today, default));
        world.SetDay(Today.AddDays(1));
        Assert.Equal(new ShopFigures(Currency.Yen, 12_000, 2, 2), await new RankProcess(world).Figures.OfAsync(Today.AddDays(1), default));
        world.SetDay(Today);
        Assert.Equal(Nothing, (await new RankProcess(world).LookAsync("taro")).Models[0].Look.Figures);
    }

    [Fact]
    public async Task Figures_ClockSetBackToADayThatNobodySaw_AreSummedFromTheCustomers()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-10), 5_000);
        await shop.BuyAsync("hanako", "o-2", Today.AddDays(-5), 6_000);
        await shop.BuyAsync("taro", "o-3", Today.AddDays(-5), 500);
        await shop.BuyAsync("taro", "o-4", Today.AddDays(-6), 800, OrderStatus.Cancelled);
        Assert.Equal(new ShopFigures(Currency.Yen, 5_000, 1, 1), await shop.Figures.OfAsync(Today.AddDays(-5), default));
        Assert.Equal(new ShopFigures(Currency.Yen, 11_500, 3, 2), await shop.Figures.OfAsync(Today.AddDays(-4), default));
    }

    [Fact]
    public async Task Figures_TwoProcessesFirstAtOnce_AgreeOnOne()
    {
        RankProcess shop = new(world, isAlone: false);
        RankProcess other = new(world, isAlone: false);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-1), 5_000);
        world.SetDay(Today.AddDays(1));
        ShopFigures? theirs = null;
        world.Tables.Interrupt((_, changes) => changes[0].RowKey == "2026-11-22", async () =>
        {
            world.SetDay(Today);
            await other.BuyAsync("taro", "o-2", Today.AddDays(-1), 1_000);
            theirs = await other.Figures.OfAsync(Today.AddDays(1), default);
        });
        ShopFigures ours = await shop.Figures.OfAsync(Today.AddDays(1), default);
        Assert.Equal((6_000, theirs), (ours.RevenueMinor, ours));
        Assert.Equal(theirs, await new RankProcess(world).Figures.OfAsync(Today.AddDays(1), default));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-20T14:59:59Z", "2026-11-20T15:00:00Z", 20)]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-08T05:00:00Z", 7)]  // 23 hours long, the 8th
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-09T04:00:00Z", 8)]
    [InlineData("America/New_York", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z", 1)]  // 25 hours long, the 1st
    public async Task Figures_BothSidesOfMidnight_AreOfTwoDays(string zone, string before, string midnight, int day)
    {
        RankWorld own = new(Shop.Preset("six-rank")) { Settings = new ShopSettings { Calendar = ShopCalendar.Find(zone)!, Sender = TestShop.Settings.Sender } };
        own.SetClock(At(before));
        RankProcess shop = new(own);
        await shop.EnterAsync("hanako", "o-1", At(before), 5_000);
        ShopFigures last = (await shop.LookAsync("hanako")).Models[0].Look.Figures;
        own.ShopClock.MoveTo(At(midnight));
        RankLook look = (await shop.LookAsync("hanako")).Models[0].Look;
        Assert.Equal((Nothing, new ShopFigures(Currency.Yen, 5_000, 1, 1)), (last, look.Figures));
        Assert.Equal((day, day + 1), (look.Facts.Purchases.LastOn!.Value.Day, look.Facts.AsOf.Day));
        Assert.Equal(1, look.Facts.Purchases.DaysSinceLast);
    }

    [Fact]
    public async Task Roll_AWriteWhoseAnswerIsLost_IsReadAgain()
    {
        LosingTables losing = new(world.Tables);
        RankProcess shop = new(world, tables: losing);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-1), 5_000);
        losing.Partition = "roll:";
        await Assert.ThrowsAsync<StorageException>(() => shop.BuyAsync("hanako", "o-2", Today.AddDays(-1), 6_000));
        await shop.BuyAsync("taro", "o-3", Today, 100);
        Assert.Equal(new ShopFigures(Currency.Yen, 11_100, 3, 2), await shop.Figures.OfAsync(Today.AddDays(1), default));
        string roll = Assert.Single(await world.Tables.DumpAsync(Tables.Indexes), l => l.Contains(" Orders=2 ", StringComparison.Ordinal));
        Assert.Contains(" Total=11000 ", roll, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
