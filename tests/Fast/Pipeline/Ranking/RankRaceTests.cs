using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>Two that rank one customer at once: whoever writes last, the index says what the customer's rows say.</summary>
public sealed class RankRaceTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly RankWorld world = new(Shop.Preset("six-rank"), Shop.Preset("five-class"));

    [Theory]
    [InlineData("lastorder:")]
    [InlineData("rankdue:")]
    [InlineData("roll:")]
    [InlineData("customers")]
    public async Task Rerank_SomebodyElseBuysRightBeforeAWrite_LeavesTheIndexRight(string before)
    {
        RankProcess shop = new(world, isAlone: false);
        RankProcess other = new(world, isAlone: false);
        await shop.BuyAsync("hanako", "o-1", Today.AddDays(-30), 5_000);
        CustomerState state = await shop.StateAsync("hanako");
        world.SetDay(Today.AddDays(2));
        world.Tables.Interrupt((table, changes) => Fits(before, table, changes), () => other.BuyAsync("hanako", "o-3", Today.AddDays(2), 9_000));

        await shop.BuyAsync("hanako", "o-2", Today.AddDays(1), 7_000);

        Assert.Null(world.Tables.BeforeWrite);  // it did happen
        await AssertRightAsync(state.CustomerId, 21_000);
    }

    [Fact]
    public async Task Rerank_ALookOfYesterdaysState_DoesNotUndoTheIndex()
    {
        RankProcess shop = new(world, isAlone: false);
        RankProcess other = new(world, isAlone: false);
        await shop.BuyAsync("hanako", "o-1", Today, 5_000);
        string id = await shop.IdAsync("hanako");
        world.SetDay(Today.AddDays(180));  // the lapse: a look has something to write
        world.Tables.Interrupt((_, changes) => changes[0] is EntityChange.Put { Entity.PartitionKey: var p } && p.StartsWith("roll:", StringComparison.Ordinal), () => other.BuyAsync("hanako", "o-2", Today.AddDays(180), 9_000));

        await shop.RerankAsync(id);

        await AssertRightAsync(id, 14_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Orders_OfOneCustomerManyAtOnce_AreAllInTheFigures(bool isAlone)
    {
        RankProcess[] shops = isAlone ? [new RankProcess(world)] : [new RankProcess(world, isAlone: false), new RankProcess(world, isAlone: false)];
        await shops[0].BuyAsync("hanako", "o-0", Today, 1);
        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(() => RepeatedAsync(() => shops[i % shops.Length].BuyAsync("hanako", $"o-{i}", Today, 1 << i)))));
        await AssertRightAsync(await shops[0].IdAsync("hanako"), (1 << 13) - 1);
        Assert.Equal(new ShopFigures(Currency.Yen, (1 << 13) - 1, 13, 1), await shops[0].Figures.OfAsync(Today.AddDays(1), default));
    }

    private async Task AssertRightAsync(string customerId, long total)
    {
        RankProcess after = new(world);
        string roll = Assert.Single(await world.Tables.DumpAsync(Tables.Indexes), l => l.StartsWith("indexes roll:", StringComparison.Ordinal));
        Assert.Contains($" Total={total} ", roll, StringComparison.Ordinal);
        Assert.Equal(0, await after.MendAsync(customerId));
        CustomerState state = await after.Customers.LoadAsync(customerId, default);
        Assert.All(state.Ranks.Values, r => Assert.Equal(total, r.Look.Facts.Purchases.TotalMinor));
    }

    private static bool Fits(string before, string table, IReadOnlyList<EntityChange> changes) => before == table
        ? changes.Any(c => c.RowKey.StartsWith("rank:", StringComparison.Ordinal))
        : changes[0] is EntityChange.Put { Entity.PartitionKey: var partition } && partition.StartsWith(before, StringComparison.Ordinal);

    /// <summary>As the queue does: what failed for now is delivered again.</summary>
    private static async Task RepeatedAsync(Func<Task> act)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await act();
                return;
            }
            catch (StorageException e) when (e.IsTemporary && attempt < 10)
            {
                await Task.Yield();
            }
        }
    }
}
