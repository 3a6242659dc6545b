using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

public sealed class LastOrderIndexTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly RankWorld world = new(Shop.Preset("six-rank"));

    [Fact]
    public async Task On_TheDayOfTheLastOrder_FindsThoseWhoHaveNotBoughtSince()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-3", Today, 5_000);
        Assert.Equal([await shop.IdAsync("hanako")], await OnAsync(shop, -9));
        Assert.Equal([await shop.IdAsync("taro")], await OnAsync(shop, 0));
        Assert.Empty(await OnAsync(shop, -8));
        Assert.Empty(await OnAsync(shop, -10));
    }

    [Fact]
    public async Task On_ARowThatLeadsNowhere_IsRemoved()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-3", Today, 5_000);
        string taro = await shop.IdAsync("taro");
        Assert.Equal(["2026-11-12", "2026-11-21"], await Moves.DaysAsync(world.Tables, "lastorder", taro));
        await OnAsync(shop, -9);
        Assert.Equal(["2026-11-21"], await Moves.DaysAsync(world.Tables, "lastorder", taro));
    }

    [Fact]
    public async Task On_TheLaterOrderIsCancelled_FindsTheCustomerUnderTheEarlierAgain()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-3", Today, 5_000);
        await OnAsync(shop, -9);
        await shop.BuyAsync("taro", "o-3", Today, 5_000, OrderStatus.Cancelled, version: 2);
        Assert.Equal([await shop.IdAsync("taro")], await OnAsync(shop, -9));
        Assert.Empty(await OnAsync(shop, 0));
    }

    [Fact]
    public async Task On_AnOrderOfTomorrow_LeavesTodaysLastOneTheLast()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-3", Today.AddDays(1), 5_000);
        Assert.Equal([await shop.IdAsync("taro")], await OnAsync(shop, -9));
        Assert.Equal([await shop.IdAsync("taro")], await OnAsync(shop, 1));
    }

    [Fact]
    public async Task On_TheProcessEndedBetweenIndexAndCustomer_StillFindsTheCustomer()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        CustomerState state = await shop.StateAsync("taro");
        LedgerOrder later = state.Orders[0] with { Order = state.Orders[0].Order with { OrderId = "o-3", OrderedOn = Today } };
        CustomerState ahead = state with { Orders = [.. state.Orders, later] };
        await shop.Rank.IndexAsync(ahead, await shop.Rank.LookAsync(ahead, Told.Noon, default), default);
        Assert.Equal([state.CustomerId], await OnAsync(new RankProcess(world), -9));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    public async Task On_AFreshRowInAShopOfManyProcesses_IsLeftToWhoIsWriting(int minutes, int rows)
    {
        RankProcess shop = new(world, isAlone: false);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-9), 5_000);
        await shop.BuyAsync("taro", "o-3", Today, 5_000);
        world.SystemClock.Advance(TimeSpan.FromMinutes(minutes));
        await OnAsync(shop, -9);
        Assert.Equal(rows, (await Moves.DaysAsync(world.Tables, "lastorder", await shop.IdAsync("taro"))).Length);
    }

    private static async Task<string[]> OnAsync(RankProcess shop, int day)
    {
        List<string> ids = [];
        await foreach (string id in shop.LastOrders.OnAsync(Today.AddDays(day), default))
        {
            ids.Add(id);
        }

        return [.. ids];
    }
}
