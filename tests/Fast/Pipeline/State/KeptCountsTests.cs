using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.State;

/// <summary>Counts that are made once in a while, however many people look.</summary>
public sealed class KeptCountsTests : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ManualClock shop = new(Told.Noon);
    private readonly ManualClock system = new(Told.Noon.AddDays(100));
    private readonly KeptCounts<string, int> counts;
    private int made;

    public KeptCountsTests() => counts = new KeptCounts<string, int>(new Clocks(shop, system), Fresh);

    public void Dispose() => counts.Dispose();

    [Fact]
    public async Task Count_IsMadeOnceWhileItIsFresh_AndSaysOfWhenItIs()
    {
        Assert.Equal(new Counted<int>(1, Told.Noon), await OfAsync("a"));
        shop.Advance(TimeSpan.FromDays(1));
        system.Advance(Fresh - TimeSpan.FromTicks(1));
        Assert.Equal(new Counted<int>(1, Told.Noon), await OfAsync("a"));
        system.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new Counted<int>(2, Told.Noon.AddDays(1)), await OfAsync("a"));
    }

    [Fact]
    public async Task Count_OfAnotherThing_IsMadeByItself()
    {
        Assert.Equal(1, (await OfAsync("a")).Value);
        Assert.Equal(2, (await OfAsync("b")).Value);
        Assert.Equal(1, (await OfAsync("a")).Value);
    }

    [Fact]
    public async Task Count_ThatManyAskForAtOnce_IsMadeOnce()
    {
        TaskCompletionSource go = new();
        Task<Counted<int>>[] askers = [.. Enumerable.Range(0, 20).Select(_ => counts.OfAsync("a", async () =>
        {
            await go.Task;
            return ++made;
        }, default))];
        go.SetResult();
        Assert.All(await Task.WhenAll(askers), c => Assert.Equal(1, c.Value));
    }

    [Fact]
    public async Task Count_ThatFails_IsMadeByTheNextWhoAsks()
    {
        await Assert.ThrowsAsync<StorageException>(() => counts.OfAsync("a", () => throw new StorageException("gone", isTemporary: true), default));
        Assert.Equal(1, (await OfAsync("a")).Value);
    }

    /// <summary>What is counted while rows change is of the moment at which it began.</summary>
    [Fact]
    public async Task Count_ThatTakesLong_IsOfItsBeginning()
    {
        Counted<int> counted = await counts.OfAsync("a", () =>
        {
            shop.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(0);
        }, default);
        Assert.Equal(Told.Noon, counted.CountedAt);
    }

    private Task<Counted<int>> OfAsync(string key) => counts.OfAsync(key, () => Task.FromResult(++made), default);
}
