using System.Net;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;
using static FollowUpFlows.Tests.Contract.Storage.Azure.Support.UnreliableService;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>A write that arrived although its answer did not is tried again by the pipeline, and meets itself. That is no conflict.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class LostAnswerTests : IAsyncLifetime
{
    private const string Table = "rows";

    private static readonly AzureRetries Impatient = new(3, TimeSpan.FromMilliseconds(1), PauseMax: TimeSpan.FromMilliseconds(5), TryMax: TimeSpan.FromSeconds(20));

    private readonly AzuriteAccount account = SharedAzurite.Running.NewAccount();
    private UnreliableService service = null!;
    private IEntityTables unreliable = null!;
    private IEntityTables others = null!;
    private string? etag;

    public async Task InitializeAsync()
    {
        service = await StartAsync(account);
        unreliable = AzureStorage.Connect(AzureAccount.OfConnectionString(service.ConnectionString), Impatient).Tables;
        others = AzureStorage.Connect(AzureAccount.OfConnectionString(account.ConnectionString), Impatient).Tables;
        etag = (await MustWriteAsync(others, new Insert(Row("there", 1)))).Single();
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Insert_Lost_IsWritten()
    {
        service.Next(LoseAnswer);
        string? written = (await MustWriteAsync(unreliable, new Insert(Row("a", 1)))).Single();
        Assert.Equal((await ReadAsync("a"))!.ETag, written);
    }

    [Fact]
    public async Task Insert_LostByAServiceThatBrokeDown_IsWritten()
    {
        service.Next(async (context, ask) =>
        {
            using HttpResponseMessage done = await ask();
            await Refuse(HttpStatusCode.InternalServerError, "OperationTimedOut")(context, ask);
        });
        await MustWriteAsync(unreliable, new Insert(Row("a", 1)));
    }

    [Fact]
    public async Task Replace_Lost_IsWritten_AndItsTagIsTheRows()
    {
        service.Next(LoseAnswer);
        string? written = (await MustWriteAsync(unreliable, new Replace(Row("there", 2) with { ETag = etag }))).Single();
        Assert.Equal((2L, written), ((await ReadAsync("there"))!.Number("n"), (await ReadAsync("there"))!.ETag));
        await MustWriteAsync(others, new Replace(Row("there", 3) with { ETag = written }));
    }

    [Fact]
    public async Task Batch_Lost_WithARemoval_IsWritten()
    {
        service.Next(LoseAnswer);
        IReadOnlyList<string?> tags = await MustWriteAsync(unreliable, new Delete("there"), new Insert(Row("a", 1)), new Put(Row("b", 1)));
        Assert.Equal([null, (await ReadAsync("a"))!.ETag, (await ReadAsync("b"))!.ETag], tags);
        Assert.Null(await ReadAsync("there"));
    }

    [Fact]
    public async Task Removal_Lost_IsDone()
    {
        service.Next(LoseAnswer);
        Assert.Equal([null], await MustWriteAsync(unreliable, new Delete("there")));
    }

    [Fact]
    public async Task Batch_Lost_OfWhichARowWasWrittenOverSince_IsWritten_AndThatTagFitsNoMore()
    {
        service.Next(async (context, ask) =>
        {
            using HttpResponseMessage done = await ask();
            await MustWriteAsync(others, new Put(Row("a", 9)));
            context.Abort();
        });
        IReadOnlyList<string?> tags = await MustWriteAsync(unreliable, new Insert(Row("a", 1)), new Insert(Row("b", 1)));
        Assert.Equal((await ReadAsync("b"))!.ETag, tags[1]);
        Assert.Equal(new WriteOutcome.Conflict(0), await WriteAsync(others, new Replace(Row("a", 2) with { ETag = tags[0] })));
    }

    [Fact]
    public async Task Insert_LostBeforeItArrived_AgainstARowOfOthers_IsLeftOpen()
    {
        service.Next((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => WriteAsync(unreliable, new Insert(Row("there", 1))));
        Assert.True(fault.IsTemporary);
        Assert.Equal(new WriteOutcome.Conflict(0), await WriteAsync(unreliable, new Insert(Row("there", 1))));
    }

    [Fact]
    public async Task TaggedRemoval_Lost_IsLeftOpen()
    {
        service.Next(LoseAnswer);
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => WriteAsync(unreliable, new Delete("there", etag)))).IsTemporary);
        Assert.Null(await ReadAsync("there"));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Insert_ThatTheServiceWasTooBusyFor_AgainstARowOfOthers_IsAConflict(HttpStatusCode status)
    {
        service.Next(Refuse(status, "ServerBusy", retryAfter: "0"));
        Assert.Equal(new WriteOutcome.Conflict(0), await WriteAsync(unreliable, new Insert(Row("there", 1))));
    }

    /// <summary>The id of the write takes room, which these rows do not have.</summary>
    [Fact]
    public async Task Insert_LostOfARowThatIsFull_IsLeftOpen()
    {
        Dictionary<string, object> properties = Enumerable.Range(0, 252).ToDictionary(i => $"n{i}", i => (object)(long)i);
        Entity full = new("p", "full") { Properties = properties };
        service.Next(LoseAnswer);
        await Assert.ThrowsAsync<StorageException>(() => WriteAsync(unreliable, new Insert(full)));
        Assert.Equal(252, (await ReadAsync("full"))!.Properties.Count);
    }

    private static Entity Row(string key, long number) => new("p", key) { Properties = new Dictionary<string, object> { ["n"] = number } };

    private static Task<WriteOutcome> WriteAsync(IEntityTables tables, params EntityChange[] changes) =>
        tables.WriteAsync(Table, "p", changes, CancellationToken.None);

    private static async Task<IReadOnlyList<string?>> MustWriteAsync(IEntityTables tables, params EntityChange[] changes) =>
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(tables, changes)).ETags;

    private Task<Entity?> ReadAsync(string key) => others.ReadAsync(Table, "p", key, CancellationToken.None);
}
