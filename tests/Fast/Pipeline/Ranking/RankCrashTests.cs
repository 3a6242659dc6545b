using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>Wherever a process ends, what comes after it ends where a process ends that was never interrupted.</summary>
public sealed class RankCrashTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public async Task Rerank_EndedAfterAnyEffect_ComesToTheSameWhenRepeated()
    {
        string[] expected = await WrittenAsync(int.MaxValue, BuyAsync);
        int effects = await CountAsync(BuyAsync);
        Assert.InRange(effects, 8, 40);
        for (int effect = 0; effect < effects; effect++)
        {
            Assert.Equal(expected, await WrittenAsync(effect, BuyAsync));
        }

        static async Task BuyAsync(RankWorld world, RankProcess shop)
        {
            await shop.BuyAsync("hanako", "o-1", Today.AddDays(-40), 5_000);
            await shop.BuyAsync("hanako", "o-2", Today, 7_000);
            await shop.RefundAsync("o-2", "r-1", 1_000);
        }
    }

    [Fact]
    public async Task Night_EndedAfterAnyEffect_LosesNoMove()
    {
        string[] expected = await WrittenAsync(int.MaxValue, NightAsync, PrepareAsync);
        Assert.Equal(8, expected.Count(l => l.Contains(" move:", StringComparison.Ordinal) && l.Contains(" From=top ", StringComparison.Ordinal)));
        int effects = await CountAsync(NightAsync, PrepareAsync);
        Assert.InRange(effects, 20, 60);
        for (int effect = 0; effect < effects; effect++)
        {
            Assert.Equal(expected, await WrittenAsync(effect, NightAsync, PrepareAsync));
        }

        static Task NightAsync(RankWorld world, RankProcess shop) => shop.NightAsync();
    }

    /// <summary>Eight customers at exactly the average, which then rises.</summary>
    private static async Task PrepareAsync(RankWorld world)
    {
        RankProcess shop = new(world);
        for (int n = 0; n < 8; n++)
        {
            await shop.BuyAsync($"c-{n}", $"o-{n}", Today.AddDays(-1), 1_000);
        }

        world.ShopClock.Advance(TimeSpan.FromDays(1));
        await shop.NightAsync();
        await shop.BuyAsync("taro", "expensive", world.Today, 1_009);
        world.ShopClock.Advance(TimeSpan.FromDays(1));
    }

    private static async Task<string[]> WrittenAsync(int effects, Func<RankWorld, RankProcess, Task> act, Func<RankWorld, Task>? prepare = null)
    {
        RankWorld world = new(Models.Of("averageOrderValue >= shop.averageOrderValue"));
        await (prepare?.Invoke(world) ?? Task.CompletedTask);
        try
        {
            await act(world, new RankProcess(world, new Fuse(effects)));
        }
        catch (StorageException)
        {
            await act(world, new RankProcess(world));
        }

        return await world.Tables.DumpAsync();
    }

    private static async Task<int> CountAsync(Func<RankWorld, RankProcess, Task> act, Func<RankWorld, Task>? prepare = null)
    {
        RankWorld world = new(Models.Of("averageOrderValue >= shop.averageOrderValue"));
        await (prepare?.Invoke(world) ?? Task.CompletedTask);
        Fuse fuse = new(int.MaxValue);
        await act(world, new RankProcess(world, fuse));
        return fuse.Used;
    }
}
