using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>The clients against the service's emulator: what the adapters rely on.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class TableClientTests : IAsyncLifetime
{
    private const string Partition = "p";

    private readonly TableServiceClient service = new(SharedAzurite.Running.NewAccount().ConnectionString);

    private TableClient Table => service.GetTableClient("rows");

    public Task InitializeAsync() => service.CreateTableIfNotExistsAsync("rows");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Create_ATableThatIsThere_IsFine_AndTablesAreListed()
    {
        await service.CreateTableIfNotExistsAsync("rows");
        await service.CreateTableIfNotExistsAsync("more");
        Assert.Equal(["more", "rows"], await NamesAsync());
        await service.DeleteTableAsync("more");
        Assert.Equal(404, (await service.DeleteTableAsync("more")).Status);
        Assert.Equal(["rows"], await NamesAsync());

        async Task<List<string>> NamesAsync() => await service.QueryAsync().Select(t => t.Name).Order().ToListAsync();
    }

    [Fact]
    public async Task Entity_OfEveryType_ComesBackAsItWas()
    {
        Dictionary<string, object> values = new()
        {
            ["Text"] = "山田 \U0001F600 '\"\\\r\n",
            ["Flag"] = true,
            ["Int"] = -1,
            ["Long"] = 5L,
            ["Whole"] = 2.0,
            ["Fraction"] = 1.5,
            ["Nan"] = double.NaN,
            ["Id"] = Guid.Parse("3f1c2f4e-0c8d-4c5a-9a3e-0123456789ab"),
            ["Bytes"] = new byte[] { 0, 255 },
            ["Instant"] = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.FromHours(9)).AddTicks(1),
        };
        TableEntity entity = new(values) { PartitionKey = Partition, RowKey = "types" };
        Response written = await Table.AddEntityAsync(entity);

        TableEntity read = await Table.GetEntityAsync<TableEntity>(Partition, "types");
        foreach ((string name, object value) in values)
        {
            Assert.Equal(value, read[name]);
            Assert.Equal(value.GetType(), read[name].GetType());
        }

        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("Instant")!.Value.Offset);
        Assert.Equal(written.Headers.ETag, read.ETag);
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Throws<InvalidOperationException>(() => read.GetString("Flag"));
        Assert.Null(read.GetString("None"));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("it's 100% & a=b+c;@:,()$~!*[]{}|^`<>\"")]
    [InlineData("%25 %2F")]
    [InlineData("会員\U0001F600")]
    public async Task Key_OfAnyCharacters_FindsItsRow(string key)
    {
        await Table.AddEntityAsync(new TableEntity(key, key));
        Assert.True((await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
        Assert.Equal([key], await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}")).Select(e => e.RowKey).ToListAsync());
        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Fact]
    public async Task Conditions_ThatDoNotHold_AreRefusedWithTheServicesCodes()
    {
        Response first = await Table.AddEntityAsync(new TableEntity(Partition, "a"));
        await MustRefuseAsync(409, "EntityAlreadyExists", () => Table.AddEntityAsync(new TableEntity(Partition, "a")));
        await Table.UpsertEntityAsync(new TableEntity(Partition, "a"));
        ETag stale = first.Headers.ETag!.Value;
        await MustRefuseAsync(412, "UpdateConditionNotSatisfied", () => Table.UpdateEntityAsync(new TableEntity(Partition, "a"), stale));
        await MustRefuseAsync(412, "UpdateConditionNotSatisfied", () => Table.DeleteEntityAsync(Partition, "a", stale));
        await MustRefuseAsync(404, "ResourceNotFound", () => Table.UpdateEntityAsync(new TableEntity(Partition, "b"), ETag.All));
        await MustRefuseAsync(404, "ResourceNotFound", () => Table.GetEntityAsync<TableEntity>(Partition, "b"));
        await MustRefuseAsync(404, "TableNotFound", () => service.GetTableClient("none").AddEntityAsync(new TableEntity(Partition, "a")));
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity(Partition, "a"), default));
        Assert.Equal(404, (await Table.DeleteEntityAsync(Partition, "b")).Status);
        Assert.False((await service.GetTableClient("none").GetEntityIfExistsAsync<TableEntity>(Partition, "a")).HasValue);
    }

    [Fact]
    public async Task Merge_KeepsWhatItDoesNotName_AndReplaceDoesNot()
    {
        await Table.AddEntityAsync(new TableEntity(Partition, "a") { ["Old"] = 1 });
        await Table.UpsertEntityAsync(new TableEntity(Partition, "a") { ["New"] = 2 });
        TableEntity merged = await Table.GetEntityAsync<TableEntity>(Partition, "a");
        Assert.Equal((1, 2), (merged.GetInt32("Old"), merged.GetInt32("New")));
        await Table.UpdateEntityAsync(new TableEntity(Partition, "a") { ["Newest"] = 3 }, merged.ETag, TableUpdateMode.Replace);
        TableEntity replaced = await Table.GetEntityAsync<TableEntity>(Partition, "a");
        Assert.Equal((null, 3), (replaced.GetInt32("Old"), replaced.GetInt32("Newest")));
    }

    [Fact]
    public async Task Query_PageByPage_GivesEveryRowOnce_AndTheNextFromItsToken()
    {
        foreach (string key in new[] { "a", "b", "c", "d", "e" })
        {
            await Table.AddEntityAsync(new TableEntity(Partition, key) { ["Text"] = key, ["More"] = 1 });
        }

        List<Page<TableEntity>> pages = await Table.QueryAsync<TableEntity>(maxPerPage: 2, select: ["RowKey", "Text"]).AsPages().ToListAsync();
        Assert.Equal(["a", "b", "c", "d", "e"], pages.SelectMany(p => p.Values).Select(e => e.GetString("Text")));
        Assert.All(pages.SelectMany(p => p.Values), e => Assert.False(e.ContainsKey("More")));
        Assert.Null(pages[^1].ContinuationToken);
        List<Page<TableEntity>> rest = await Table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages(pages[0].ContinuationToken).ToListAsync();
        Assert.Equal(["c", "d", "e"], rest.SelectMany(p => p.Values).Select(e => e.RowKey));
    }

    [Fact]
    public async Task Filter_OfEveryKindOfValue_IsUnderstood()
    {
        Guid id = Guid.NewGuid();
        DateTimeOffset day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Table.AddEntityAsync(new TableEntity(Partition, "it's") { ["N"] = 5L, ["D"] = 1.5, ["F"] = true, ["Id"] = id, ["At"] = day });
        await Table.AddEntityAsync(new TableEntity(Partition, "other") { ["N"] = 6L, ["D"] = 2.5, ["F"] = false, ["Id"] = Guid.Empty, ["At"] = day.AddDays(1) });
        await FindsAsync(TableClient.CreateQueryFilter($"RowKey eq {"it's"}"));
        await FindsAsync(TableClient.CreateQueryFilter($"N lt {6L}"));
        await FindsAsync(TableClient.CreateQueryFilter($"D eq {1.5}"));
        await FindsAsync(TableClient.CreateQueryFilter($"F eq {true}"));
        await FindsAsync(TableClient.CreateQueryFilter($"Id eq {id}"));
        await FindsAsync(TableClient.CreateQueryFilter($"At le {day}"));
        Assert.Equal("N eq 5L and B eq X'00FF' and D eq 2.0", TableClient.CreateQueryFilter($"N eq {5L} and B eq {new byte[] { 0, 255 }} and D eq {2.0}"));

        async Task FindsAsync(string filter) =>
            Assert.Equal(["it's"], await Table.QueryAsync<TableEntity>(filter).Select(e => e.RowKey).ToListAsync());
    }

    [Fact]
    public async Task Select_OfARow_LeavesItsTag()
    {
        Response written = await Table.AddEntityAsync(new TableEntity(Partition, "a") { ["N"] = 1 });
        TableEntity read = await Table.GetEntityAsync<TableEntity>(Partition, "a", ["RowKey"]);
        Assert.Equal((written.Headers.ETag, false), ((ETag?)read.ETag, read.ContainsKey("N")));
    }

    private static async Task MustRefuseAsync(int status, TableErrorCode code, Func<Task> call)
    {
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(call);
        Assert.Equal(status, refusal.Status);
        Assert.True(refusal.ErrorCode == code, refusal.ErrorCode);
    }
}
