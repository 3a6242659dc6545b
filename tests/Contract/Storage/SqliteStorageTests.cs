using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage;

public sealed class SqliteStorageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_AgainAfterItWasClosed_HasEveryRowAndItsTag()
    {
        string? etag;
        await using (SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System))
        {
            etag = Assert.IsType<WriteOutcome.Written>(await WriteAsync(storage, Row("a", 1))).ETags[0];
        }

        await using SqliteStorage again = SqliteStorage.Open(folder.Path, TimeProvider.System);
        Entity read = (await ReadAsync(again, "a"))!;
        Assert.Equal((1L, etag), (read.Number("n"), read.ETag));
    }

    [Fact]
    public async Task Open_AfterTheReceiverOfAMessageDied_GivesTheMessageBackAtOnceAndUncounted()
    {
        await using (SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System))
        {
            QueueClient queue = storage.Queues.GetQueueClient("intake");
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync("received", null, null);
            Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(10))).Value);
            await queue.SendMessageAsync("delayed", TimeSpan.FromMinutes(10), null);
        }

        await using SqliteStorage again = SqliteStorage.Open(folder.Path, TimeProvider.System);
        QueueMessage[] received = (await again.Queues.GetQueueClient("intake").ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10))).Value;
        Assert.Equal([("received", 1L)], received.Select(m => (m.MessageText, m.DequeueCount)));
    }

    [Fact]
    public async Task Open_ASecondTime_IsAStorageFaultThatTryingAgainDoesNotMend()
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System);
        StorageException refusal = Assert.Throws<StorageException>(() => SqliteStorage.Open(folder.Path, TimeProvider.System));
        Assert.False(refusal.IsTemporary);
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OnAFullDisk_IsAStorageFault_AndWorksAgainOnceThereIsRoom()
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System);
        await WriteAsync(storage, Row("a", 1));
        await storage.File.WriteAsync(static s => s.QueryNumber("PRAGMA max_page_count=20"));
        Dictionary<string, object> properties = new() { ["bytes"] = new byte[65_536], ["more"] = new byte[65_536] };
        Entity large = new("c1", "b") { Properties = properties };
        StorageException full = await Assert.ThrowsAsync<StorageException>(() => WriteAsync(storage, large));
        Assert.False(full.IsTemporary);
        Assert.Contains("full", full.Message, StringComparison.Ordinal);

        await storage.File.WriteAsync(static s => s.QueryNumber("PRAGMA max_page_count=2000"));
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(storage, large));
        Assert.NotNull(await ReadAsync(storage, "a"));
    }

    [Fact]
    public async Task Read_ARowOfALaterForm_IsAStorageFault()
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System);
        await WriteAsync(storage, Row("a", 1));
        await storage.File.WriteAsync(static s => s.Execute("UPDATE entities SET properties = ?", new byte[] { 2 }));
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(storage, "a"));
        Assert.Contains("form 2", fault.Message, StringComparison.Ordinal);
    }

    private static Entity Row(string key, long n) => new("c1", key) { Properties = new Dictionary<string, object> { ["n"] = n } };

    private static Task<WriteOutcome> WriteAsync(SqliteStorage storage, Entity row) =>
        storage.Tables.WriteAsync("customers", "c1", [new EntityChange.Put(row)], CancellationToken.None);

    private static async Task<Entity?> ReadAsync(SqliteStorage storage, string key) =>
        await storage.Tables.ReadAsync("customers", "c1", key, CancellationToken.None);
}
