using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

/// <summary>Everybody's facts are kept for the first time, however often a process ends meanwhile.</summary>
public sealed class FirstFactsTests
{
    private const int CustomerCount = 40;

    [Fact]
    public async Task FirstFacts_WhoseProcessEndsAtAnyEffect_AreCompletedByTheNext()
    {
        FactShop shop = await FilledAsync();
        int ends = 0;
        for (int effects = 1; !await FirstFacts.AreKeptAsync(shop.World.Tables, default); effects++)
        {
            Fuse fuse = new(effects);
            FusedTables fused = new(shop.World.Tables, fuse);
            try
            {
                await FirstOver(fused, shop).RunAsync(default);
            }
            catch (StorageException)
            {
                ends++;
            }

            Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
        }

        Assert.InRange(ends, 3, 200);
        await shop.BuysAsync("c3", "more", 1, 77);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        Assert.Equal(0, await shop.MarkedAsync());
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
        Assert.Empty(await shop.Kept.DifferencesAsync(default));
    }

    /// <summary>What was done stays done: the next process looks at the parts that are left, and at nobody else.</summary>
    [Fact]
    public async Task FirstFacts_AfterAProcessEnded_GoOnWhereItStood()
    {
        FactShop shop = await FilledAsync();
        shop.World.Tables.Interrupt((_, changes) => changes.Any(c => c is EntityChange.Put { Entity.RowKey: "built" }), () => throw new StorageException("The process has ended.", isTemporary: true));
        FirstFacts first = FirstOver(shop.World.Tables, shop);
        await Assert.ThrowsAsync<StorageException>(() => first.RunAsync(default));
        Assert.False(await FirstFacts.AreKeptAsync(shop.World.Tables, default));
        Assert.Equal(0, await first.RunAsync(default));
        Assert.True(await FirstFacts.AreKeptAsync(shop.World.Tables, default));
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
    }

    /// <summary>Somebody who changes behind the place where it stands is marked, and no report is behind.</summary>
    [Fact]
    public async Task FirstFacts_OfSomebodyWhoChangesMeanwhile_AreNotBehind()
    {
        FactShop shop = await FilledAsync();
        shop.World.Tables.Interrupt(
            (_, changes) => changes.Any(c => c is EntityChange.Put { Entity.RowKey: "built" }),
            async () =>
            {
                await shop.BuysAsync("c7", "meanwhile", 1, 4321);
                await shop.BuysAsync("newcomer", "meanwhile-2", 1, 1234);
            });
        await shop.Kept.FoldAsync(default);
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
        Assert.Contains(await shop.SeenAsync(), f => f.Contains("4321", StringComparison.Ordinal));
        Assert.Contains(await shop.SeenAsync(), f => f.Contains("1234", StringComparison.Ordinal));
    }

    private static FirstFacts FirstOver(IEntityTables tables, FactShop shop) =>
        new(tables, new AllCustomers(tables), new CustomerReading(tables, TestShop.Settings), shop.World.Clocks);

    private static async Task<FactShop> FilledAsync()
    {
        FactShop shop = new();
        for (int i = 0; i < CustomerCount; i++)
        {
            await shop.BuysAsync($"c{i}", $"o{i}", 3 + i, 1000 + i);
        }

        return shop;
    }
}
