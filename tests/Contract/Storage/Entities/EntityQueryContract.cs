using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public abstract class EntityQueryContract<TStore> : EntityTests<TStore>
    where TStore : IEntityStore, new()
{
    [Fact]
    public async Task Query_AnEmptyPartition_IsAnEmptyLastPage()
    {
        EntityPage page = await QueryAsync();
        Assert.Empty(page.Entities);
        Assert.Null(page.Next);
    }

    /// <summary>By UTF-16 code units: the emoji (D83D) before the full-width mark (FF01), upper case before lower.</summary>
    [Fact]
    public async Task Query_GivesRowsInOrdinalOrder()
    {
        string[] ordered = ["!", "10", "9", "B", "a", "aa", "b", "~", "é", "会", "\U0001F600", "\U0001F600a", "\uE000", "！"];
        await MustWriteAsync([.. ordered.Reverse().Select(key => new Insert(Row(key)))]);
        Assert.Equal(ordered, Keys(await QueryAsync()));
        Assert.Equal(["\U0001F600", "\U0001F600a"], Keys(await QueryAsync("\U0001F600", "\uE000")));
    }

    [Fact]
    public async Task Query_ARange_BeginsWithFromAndEndsBeforeBefore()
    {
        await InsertAsync("a", "b", "bb", "c", "d");
        Assert.Equal(["b", "bb", "c"], Keys(await QueryAsync("b", "d")));
        Assert.Equal(["c", "d"], Keys(await QueryAsync("bbb")));
        Assert.Equal(["a"], Keys(await QueryAsync(before: "b")));
        Assert.Empty(Keys(await QueryAsync("d", "b")));
        Assert.Empty(Keys(await QueryAsync("b", "b")));
        Assert.Empty(Keys(await QueryAsync("e")));
    }

    [Fact]
    public async Task Query_OtherPartitionsAndTables_AreNotSeen()
    {
        await InsertAsync("a");
        await Tables.WriteAsync(Table, "c2", [new Insert(new Entity("c2", "b"))], CancellationToken.None);
        await Tables.WriteAsync("orders", Partition, [new Insert(Row("c"))], CancellationToken.None);
        Assert.Equal(["a"], Keys(await QueryAsync()));
    }

    [Theory]
    [InlineData(2, new[] { 2, 2, 1 })]
    [InlineData(4, new[] { 4, 1 })]
    [InlineData(5, new[] { 5 })]
    public async Task Query_PageByPage_GivesEachRowOnce(int limit, int[] sizes)
    {
        await InsertAsync("a", "b", "c", "d", "e");
        List<Entity> all = [];
        List<int> pages = [];
        string? from = null;
        do
        {
            EntityPage page = await QueryAsync(from, limit: limit);
            all.AddRange(page.Entities);
            pages.Add(page.Entities.Count);
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(["a", "b", "c", "d", "e"], all.Select(e => e.RowKey));
        Assert.Equal(sizes, pages);
    }

    [Theory]
    [InlineData("o:", new[] { "o:", "o:1", "o:\uFFFD" })]
    [InlineData("o", new[] { "o", "o.", "o:", "o:1", "o:\uFFFD", "o;" })]
    [InlineData(".", new string[0])]
    public async Task Prefix_TakesTheRowsThatBeginWithIt(string prefix, string[] expected)
    {
        await InsertAsync("n", "o", "o.", "o:", "o:1", "o:\uFFFD", "o;", "p");
        EntityPage page = await Tables.QueryAsync(EntityQuery.Prefix(Table, Partition, prefix), CancellationToken.None);
        Assert.Equal(expected, Keys(page));
    }

    private async Task InsertAsync(params string[] keys) => await MustWriteAsync([.. keys.Select(key => new Insert(Row(key)))]);
}

public sealed class InMemoryEntityQueryTests : EntityQueryContract<InMemoryStore>;

public sealed class SqliteEntityQueryTests : EntityQueryContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureEntityQueryTests : EntityQueryContract<AzureEntityStore>;
