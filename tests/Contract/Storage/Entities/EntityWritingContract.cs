using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public abstract class EntityWritingContract<TStore> : EntityTests<TStore>
    where TStore : IEntityStore, new()
{
    [Fact]
    public async Task Read_ARowThatIsNotThere_IsNull()
    {
        await MustWriteAsync(new Insert(Row("a")));
        Assert.Null(await ReadAsync("b"));
        Assert.Null(await Tables.ReadAsync(Table, "c2", "a", CancellationToken.None));
        Assert.Null(await Tables.ReadAsync("orders", Partition, "a", CancellationToken.None));
    }

    [Fact]
    public async Task ReadETag_IsThatOfTheRow_AndNullWithoutOne()
    {
        string? first = (await MustWriteAsync(new Insert(Row("a"))))[0];
        Assert.Equal(first, await Tables.ReadETagAsync(Table, Partition, "a", CancellationToken.None));
        string? second = (await MustWriteAsync(new Put(Row("a"))))[0];
        Assert.Equal(second, await Tables.ReadETagAsync(Table, Partition, "a", CancellationToken.None));
        Assert.NotEqual(first, second);
        Assert.Null(await Tables.ReadETagAsync(Table, Partition, "b", CancellationToken.None));
        Assert.Null(await Tables.ReadETagAsync("orders", Partition, "a", CancellationToken.None));
    }

    [Fact]
    public async Task Insert_EveryKindOfValue_ComesBackAsItWas()
    {
        Dictionary<string, object> properties = new()
        {
            ["text"] = "山田 \U0001F600\0end",
            ["empty"] = "",
            ["longest"] = new string('雪', 32_768),
            ["zero"] = 0L,
            ["least"] = long.MinValue,
            ["most"] = long.MaxValue,
            ["minusOne"] = -1L,
            ["yes"] = true,
            ["no"] = false,
            ["first"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ["last"] = DateTimeOffset.MaxValue,
            ["tick"] = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero).AddTicks(1),
            ["bytes"] = new byte[] { 0, 255, 1 },
            ["noBytes"] = Array.Empty<byte>(),
            ["manyBytes"] = new byte[65_536],
        };
        IReadOnlyList<string?> etags = await MustWriteAsync(new Insert(new Entity(Partition, "会員 1") { Properties = properties }));

        Entity read = (await ReadAsync("会員 1"))!;
        Assert.Equal((Partition, "会員 1", etags[0]), (read.PartitionKey, read.RowKey, read.ETag));
        Assert.Equal(properties.OrderBy(p => p.Key), read.Properties.OrderBy(p => p.Key));
        Assert.Equal(-1L, read.Number("minusOne"));
        Assert.Equal(TimeSpan.Zero, read.Instant("tick")!.Value.Offset);
    }

    [Fact]
    public async Task Insert_ANullProperty_IsLeftOut()
    {
        await MustWriteAsync(new Insert(Row("a", ("kept", 1L), ("gone", null!))));
        Assert.Equal(["kept"], (await ReadAsync("a"))!.Properties.Keys);
    }

    [Fact]
    public async Task Insert_ARowThatIsThere_IsAConflictAndChangesNothing()
    {
        string? etag = (await MustWriteAsync(new Insert(Row("a", ("n", 1L)))))[0];
        await MustConflictAsync(0, new Insert(Row("a", ("n", 2L))));
        Entity read = (await ReadAsync("a"))!;
        Assert.Equal((1L, etag), (read.Number("n"), read.ETag));
    }

    [Fact]
    public async Task Replace_WithTheTagThatWasRead_TakesTheNewPropertiesAlone()
    {
        await MustWriteAsync(new Insert(Row("a", ("old", 1L), ("both", 1L))));
        Entity read = (await ReadAsync("a"))!;
        string? etag = (await MustWriteAsync(new Replace(Row("a", ("both", 2L)) with { ETag = read.ETag })))[0];
        Entity replaced = (await ReadAsync("a"))!;
        Assert.Equal([new("both", 2L)], replaced.Properties);
        Assert.Equal(etag, replaced.ETag);
        Assert.NotEqual(read.ETag, etag);
    }

    [Fact]
    public async Task Replace_WithAnEarlierTag_OrOfAMissingRow_IsAConflict()
    {
        string? first = (await MustWriteAsync(new Insert(Row("a", ("n", 1L)))))[0];
        await MustWriteAsync(new Put(Row("a", ("n", 2L))));
        await MustConflictAsync(0, new Replace(Row("a", ("n", 3L)) with { ETag = first }));
        await MustConflictAsync(0, new Replace(Row("b") with { ETag = first }));
        await MustConflictAsync(0, new Replace(Row("a") with { ETag = "nonsense" }));
        Assert.Equal(2L, (await ReadAsync("a"))!.Number("n"));
        Assert.Null(await ReadAsync("b"));
    }

    [Fact]
    public async Task Put_WritesTheRowWhateverIsThere()
    {
        string? first = (await MustWriteAsync(new Put(Row("a", ("old", 1L)))))[0];
        string? second = (await MustWriteAsync(new Put(Row("a", ("new", 2L)) with { ETag = "stale" })))[0];
        Entity read = (await ReadAsync("a"))!;
        Assert.Equal([new("new", 2L)], read.Properties);
        Assert.Equal(second, read.ETag);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Delete_WithoutATag_RemovesTheRow_AndMayFindNone()
    {
        await MustWriteAsync(new Insert(Row("a")));
        Assert.Equal([null], await MustWriteAsync(new Delete("a")));
        Assert.Null(await ReadAsync("a"));
        Assert.Equal([null], await MustWriteAsync(new Delete("a")));
    }

    [Fact]
    public async Task Delete_WithATag_RemovesOnlyThatVersion()
    {
        string? first = (await MustWriteAsync(new Insert(Row("a"))))[0];
        string? second = (await MustWriteAsync(new Put(Row("a"))))[0];
        await MustConflictAsync(0, new Delete("a", first));
        Assert.NotNull(await ReadAsync("a"));
        await MustWriteAsync(new Delete("a", second));
        Assert.Null(await ReadAsync("a"));
        await MustConflictAsync(0, new Delete("a", second));
    }

    [Fact]
    public async Task Insert_AfterARemoval_HasATagOfItsOwn()
    {
        string? first = (await MustWriteAsync(new Insert(Row("a"))))[0];
        await MustWriteAsync(new Delete("a"));
        await MustWriteAsync(new Insert(Row("a")));
        await MustConflictAsync(0, new Delete("a", first));
    }

    [Fact]
    public async Task Write_ABatchWithAConflict_WritesNothingAndNamesTheFirst()
    {
        await MustWriteAsync(new Insert(Row("b", ("n", 1L))), new Insert(Row("d")));
        await MustConflictAsync(
            2, new Put(Row("a")), new Delete("b"), new Insert(Row("d")), new Replace(Row("e") with { ETag = "none" }));
        Assert.Equal(["b", "d"], Keys(await QueryAsync()));
    }

    [Fact]
    public async Task Write_ABatch_GivesATagForEachChangeInOrder()
    {
        await MustWriteAsync(new Insert(Row("gone")));
        IReadOnlyList<string?> etags = await MustWriteAsync(new Insert(Row("a")), new Delete("gone"), new Put(Row("b")));
        Assert.Equal([(await ReadAsync("a"))!.ETag, null, (await ReadAsync("b"))!.ETag], etags);
    }

    [Fact]
    public async Task Write_WhatTheCallerChangesLater_StaysAsItWas()
    {
        byte[] bytes = [1];
        Dictionary<string, object> properties = new() { ["bytes"] = bytes };
        await MustWriteAsync(new Insert(new Entity(Partition, "a") { Properties = properties }));
        bytes[0] = 2;
        properties.Add("late", true);
        Entity read = (await ReadAsync("a"))!;
        Assert.Equal([1], read.Bytes("bytes"));
        Assert.Equal(["bytes"], read.Properties.Keys);

        read.Bytes("bytes")![0] = 3;
        Assert.Equal([1], (await ReadAsync("a"))!.Bytes("bytes"));
        Assert.Equal([1], (await QueryAsync()).Entities[0].Bytes("bytes"));
    }

    [Fact]
    public async Task Write_ThatIsCancelledBefore_WritesNothing()
    {
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Tables.WriteAsync(Table, Partition, [new Insert(Row("a"))], cancellation.Token));
        Assert.Null(await ReadAsync("a"));
    }
}

public sealed class InMemoryEntityWritingTests : EntityWritingContract<InMemoryStore>;

public sealed class SqliteEntityWritingTests : EntityWritingContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureEntityWritingTests : EntityWritingContract<AzureEntityStore>;
