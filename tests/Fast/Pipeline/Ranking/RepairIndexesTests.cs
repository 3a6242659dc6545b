using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

public sealed class RepairIndexesTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly RankWorld world = new(Shop.Preset("six-rank"));

    [Fact]
    public async Task Mend_EverythingRight_TouchesNothing()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        string[] before = await world.Tables.DumpAsync();
        Assert.Equal(0, await shop.MendAsync(await shop.IdAsync("hanako"), "nobody"));
        Assert.Equal(before, await world.Tables.DumpAsync());
    }

    [Theory]
    [InlineData("lastorder:")]
    [InlineData("rankdue:")]
    [InlineData("roll:")]
    public async Task Mend_ARowIsGone_WritesItAgain(string partition)
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        string id = await shop.IdAsync("hanako");
        string[] before = await world.Tables.DumpAsync(Tables.Indexes);
        string gone = before.Single(l => l.StartsWith("indexes " + partition, StringComparison.Ordinal)).Split(' ')[1];
        await world.Tables.WriteAsync(Tables.Indexes, gone, new EntityChange.Delete(id), default);

        Assert.Equal(1, await shop.MendAsync(id));

        Assert.Equal(before, await world.Tables.DumpAsync(Tables.Indexes));
        Assert.Equal(0, await shop.MendAsync(id));
    }

    [Fact]
    public async Task Mend_AnOrderThatNobodyRanked_HandsTheCustomerOver()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        await shop.EnterOnlyAsync("hanako", "o-2", Told.Noon, 3_000);
        Assert.Equal(1, await shop.MendAsync(await shop.IdAsync("hanako")));
        Assert.Equal(await shop.IdAsync("hanako"), Assert.Single(shop.Handed));
        Assert.Equal("early", (await shop.StateAsync("hanako")).Ranks["six-rank"].Held.RankId);
    }

    [Fact]
    public async Task Mend_TheIndexIsAheadOfTheCustomer_TakesItBack()
    {
        RankProcess shop = new(world);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        string[] before = await world.Tables.DumpAsync(Tables.Indexes);
        CustomerState state = await shop.StateAsync("hanako");
        CustomerState ahead = state with { Orders = [.. state.Orders, state.Orders[0] with { Order = state.Orders[0].Order with { OrderId = "o-2" } }] };
        await shop.Rank.IndexAsync(ahead, await shop.Rank.LookAsync(ahead, Told.Noon, default), default);
        Assert.NotEqual(before, await world.Tables.DumpAsync(Tables.Indexes));

        Assert.Equal(1, await shop.MendAsync(state.CustomerId));

        Assert.Equal(before, await world.Tables.DumpAsync(Tables.Indexes));
    }
}
