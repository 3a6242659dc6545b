using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Contract.Storage.Entities;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Contract.Editing;

/// <summary>Segments are kept in every store alike: no two are called the same, and nobody overwrites what they have not seen.</summary>
public abstract class SegmentStoreContract<TStore> : IAsyncLifetime
    where TStore : IEntityStore, new()
{
    private static readonly SegmentFilter Full = new("royal", Half.Lapsed, "ファン", Channel.Line, -90);
    private static readonly SegmentFilter Tagged = new(null, Half.Any, "ファン", null, null);

    private readonly TStore store = new();
    private readonly SegmentStore segments;

    protected SegmentStoreContract() => segments = new SegmentStore(store.Tables, new Clocks(TimeProvider.System, TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Segment_ComesBackAsItWasKept()
    {
        SavedSegment saved = Saved(await segments.AddAsync("離れたロイヤル", Full, "花子", default));
        Assert.Equal(saved, Assert.Single(await segments.AllAsync(default)));
        Assert.Equal(("離れたロイヤル", Full, "花子"), (saved.Name, saved.Filter, saved.SavedBy));
    }

    [Fact]
    public async Task Name_IsTakenOnce_WhateverItsWidth_AndFreeAgainAfterwards()
    {
        SavedSegment first = Saved(await segments.AddAsync("Fans 1", Tagged, null, default));
        Assert.IsType<SegmentChange.NameTaken>(await segments.AddAsync("ＦＡＮＳ １", Full, null, default));
        SavedSegment second = Saved(await segments.AddAsync("Fans 2", Full, null, default));
        Assert.IsType<SegmentChange.NameTaken>(await segments.SaveAsync(second.Id, second.Tag, "fans 1", Full, null, default));
        SavedSegment renamed = Saved(await segments.SaveAsync(first.Id, first.Tag, "Fans 3", Tagged, null, default));
        Assert.Equal((first.Id, "Fans 3"), (renamed.Id, renamed.Name));
        Saved(await segments.SaveAsync(second.Id, second.Tag, "fans 1", Full, null, default));
        Assert.IsType<SegmentChange.Removed>(await segments.RemoveAsync(renamed.Id, renamed.Tag, default));
        Saved(await segments.AddAsync("Fans 3", Full, null, default));
        Assert.Equal(["Fans 3", "fans 1"], (await segments.AllAsync(default)).Select(s => s.Name));
    }

    [Fact]
    public async Task Segment_ChangedByTwo_KeepsTheFirst_AndShowsItToTheSecond()
    {
        SavedSegment seen = Saved(await segments.AddAsync("ファン", Tagged, null, default));
        SavedSegment theirs = Saved(await segments.SaveAsync(seen.Id, seen.Tag, "ファン", Full, "太郎", default));
        Assert.Equal(theirs, Moved(await segments.SaveAsync(seen.Id, seen.Tag, "わたしの", Tagged, "花子", default)));
        Assert.Equal(theirs, Moved(await segments.RemoveAsync(seen.Id, seen.Tag, default)));
        Assert.IsType<SegmentChange.Removed>(await segments.RemoveAsync(seen.Id, theirs.Tag, default));
        Assert.Null(Moved(await segments.SaveAsync(seen.Id, theirs.Tag, "ファン", Tagged, null, default)));
        Assert.Empty(await segments.AllAsync(default));
    }

    [Fact]
    public async Task Name_WantedByManyAtOnce_IsOneOfTheirs()
    {
        SegmentChange[] changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => segments.AddAsync("ファン", Tagged, null, default)));
        Assert.Single(changes.OfType<SegmentChange.Saved>());
        Assert.Equal(7, changes.OfType<SegmentChange.NameTaken>().Count());
        Assert.Single(await segments.AllAsync(default));
    }

    private static SavedSegment Saved(SegmentChange change) => Assert.IsType<SegmentChange.Saved>(change).Segment;

    private static SavedSegment? Moved(SegmentChange change) => Assert.IsType<SegmentChange.Moved>(change).Current;
}

public sealed class InMemorySegmentStoreTests : SegmentStoreContract<InMemoryStore>;

public sealed class SqliteSegmentStoreTests : SegmentStoreContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureSegmentStoreTests : SegmentStoreContract<AzureEntityStore>;
