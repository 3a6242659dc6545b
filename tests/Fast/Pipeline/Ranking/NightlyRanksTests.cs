using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

public sealed class NightlyRanksTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly RankWorld world = new(Shop.Preset("six-rank"));

    [Fact]
    public async Task Night_AverageRoseOverACustomer_MovesThatOneAlone()
    {
        RankProcess shop = await SemiRoyalAsync();
        await shop.BuyAsync("taro", "expensive", Today, 20_000);
        await NextNightAsync(shop);
        Assert.Equal(await shop.IdAsync("hanako"), Assert.Single(shop.Handed));
        Assert.Equal("2026-11-22 semi-royal > repeater (ThresholdMoved)", (await Moves.OfAsync(world.Tables, await shop.IdAsync("hanako")))[^1]);
    }

    [Fact]
    public async Task Night_AverageThatPassesNobody_LeavesEverybodyAlone()
    {
        RankProcess shop = await SemiRoyalAsync();
        await shop.BuyAsync("taro", "cheap", Today, 9_000);
        await NextNightAsync(shop);
        Assert.Empty(shop.Handed);
    }

    [Theory]
    [InlineData(179, 0)]
    [InlineData(180, 1)]
    public async Task Night_OfTheLapse_HandsTheCustomerOver(int days, int count)
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await NextNightAsync(shop);
        Assert.Empty(shop.Handed);
        world.SetDay(Today.AddDays(days));
        RankProcess then = new(world);
        Assert.Equal(count, await then.NightAsync());
        Assert.Equal(0, await then.NightAsync());  // once
    }

    [Fact]
    public async Task Night_AfterMissedDays_CatchesUp()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await shop.BuyAsync("taro", "o-2", Today.AddDays(-1), 5_000);
        world.SetDay(Today.AddDays(181));
        RankProcess then = new(world);
        for (int day = 178; day <= 181; day++)
        {
            await then.NightAsync(Today.AddDays(day));
        }

        Assert.Equal([await then.IdAsync("taro"), await then.IdAsync("hanako")], then.Handed);
        Assert.DoesNotContain(await world.Tables.DumpAsync(Tables.Indexes), l => l.Contains(" rankdue:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Night_ModelThatWasChanged_PlacesEverybodyWhomItPlacesElsewhere()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await shop.BuyAsync("taro", "o-2", Today, 5_000);
        await shop.BuyAsync("taro", "o-3", Today, 5_000);
        await NextNightAsync(shop);
        RankModelDefinition six = world.Models[0].Definition;
        Rank strict = six.Ranks[3] with { Conditions = [ConditionText.Parse("orderCount >= 3").Condition!] };
        world.Models[0] = new RankModel(six with { Ranks = [.. six.Ranks.Select(r => r.Id == "early" ? strict : r)] });
        await NextNightAsync(shop);
        Assert.Equal(await shop.IdAsync("taro"), Assert.Single(shop.Handed));
        Assert.Equal("new", (await shop.StateAsync("taro")).Ranks["six-rank"].Held.RankId);
    }

    [Fact]
    public async Task Night_NewModel_PlacesEverybody()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await NextNightAsync(shop);
        world.Models.Add(Shop.Preset("five-class"));
        await NextNightAsync(shop);
        Assert.Equal("first-time", (await shop.StateAsync("hanako")).Ranks["five-class"].Held.RankId);
    }

    [Theory]
    [InlineData("grace", "2026-11-26", "2026-12-06")]
    [InlineData("month-end", "2026-11-26", "2026-11-30")]
    [InlineData("at-once", null, "2026-11-26")]
    public async Task Nights_AFallWithNotice_ComesOnItsDay(string rule, string? announced, string fell)
    {
        DemotionRule demotion = rule switch { "grace" => new DemotionRule.Grace(10), "month-end" => new DemotionRule.MonthEnd(), _ => new DemotionRule.AtOnce() };
        RankWorld own = new(new RankModel(Models.Definition("daysSinceLast < 5") with { Demotion = demotion }));
        RankProcess shop = new(own);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        DateOnly? noticedOn = null;
        for (int day = 1; day <= 20; day++)
        {
            own.ShopClock.Advance(TimeSpan.FromDays(1));
            await shop.NightAsync();
            noticedOn ??= (await shop.StateAsync("hanako")).Ranks["two"].Held.Notice is null ? null : own.Today;
        }

        Assert.Equal(announced, noticedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["2026-11-21 - > top (FirstPlacement)", $"{fell} top > rest (TimePassed)"], await Moves.OfAsync(own.Tables, await shop.IdAsync("hanako")));
    }

    [Fact]
    public async Task Nights_BuyingDuringTheGrace_TakesTheNoticeBack()
    {
        RankWorld own = new(new RankModel(Models.Definition("daysSinceLast < 5") with { Demotion = new DemotionRule.Grace(10) }));
        RankProcess shop = new(own);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        for (int day = 1; day <= 18; day++)
        {
            own.ShopClock.Advance(TimeSpan.FromDays(1));
            await shop.NightAsync();
            if (day == 14)
            {
                await shop.BuyAsync("hanako", "o-2", own.Today, 5_000);
            }
        }

        Assert.Equal(["2026-11-21 - > top (FirstPlacement)"], await Moves.OfAsync(own.Tables, await shop.IdAsync("hanako")));
    }

    [Fact]
    public async Task Nights_AThresholdThatFellBeforeTheDayCame_MovesOnThatDay()
    {
        // 39,900 yen are four times the average only when that falls, on day 80; the 90 days are full ten days later.
        RankProcess shop = new(world);
        foreach (int n in Enumerable.Range(0, 4))
        {
            await shop.BuyAsync("hanako", $"h-{n}", Today, 9_975);
        }

        await shop.BuyAsync("taro", "t-1", Today, 10_100);
        for (int day = 1; day <= 90; day++)
        {
            world.ShopClock.Advance(TimeSpan.FromDays(1));
            await shop.NightAsync();
            if (day == 79)
            {
                await shop.BuyAsync("jiro", "j-1", world.Today, 1_000);
            }
        }

        Assert.Equal("2027-02-19 repeater > semi-royal (ThresholdMoved)", (await Moves.OfAsync(world.Tables, await shop.IdAsync("hanako")))[^1]);
    }

    /// <summary>Hanako has 40,000 yen on four orders a hundred days ago, exactly four times the average; Taro and Jiro have one of 10,000.</summary>
    private async Task<RankProcess> SemiRoyalAsync()
    {
        world.SetDay(Today.AddDays(-100));
        RankProcess shop = new(world);
        foreach ((string customer, string order) in new[] { ("hanako", "1"), ("hanako", "2"), ("hanako", "3"), ("hanako", "4"), ("taro", "5"), ("jiro", "6") })
        {
            await shop.BuyAsync(customer, order, Today.AddDays(-100), 10_000);
        }

        for (int day = -99; day <= 0; day++)
        {
            world.ShopClock.Advance(TimeSpan.FromDays(1));
            await shop.NightAsync();
        }

        Assert.Equal("semi-royal", (await shop.StateAsync("hanako")).Ranks["six-rank"].Held.RankId);
        shop.Handed.Clear();
        return shop;
    }

    private async Task NextNightAsync(RankProcess shop)
    {
        shop.Handed.Clear();
        world.ShopClock.Advance(TimeSpan.FromDays(1));
        await shop.NightAsync();
    }
}
