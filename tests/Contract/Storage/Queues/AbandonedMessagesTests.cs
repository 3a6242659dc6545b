using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>Messages that were in work when the process died, time and again.</summary>
public sealed class AbandonedMessagesTests : IDisposable
{
    /// <summary>The first form of the file, as shops have it.</summary>
    private const string FirstForm = """
        CREATE TABLE entities (tbl TEXT NOT NULL, pk BLOB NOT NULL, rk BLOB NOT NULL, etag INTEGER NOT NULL, properties BLOB NOT NULL,
            PRIMARY KEY (tbl, pk, rk)) STRICT, WITHOUT ROWID;
        CREATE TABLE queues (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, text TEXT NOT NULL, inserted_at INTEGER NOT NULL,
            expires_at INTEGER, visible_at INTEGER NOT NULL, receipt INTEGER NOT NULL, dequeue_count INTEGER NOT NULL) STRICT;
        CREATE INDEX messages_by_visibility ON messages (queue, visible_at, id);
        CREATE INDEX messages_by_expiry ON messages (queue, expires_at) WHERE expires_at IS NOT NULL;
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Message_ThatEndsTheProcessEachTime_IsSpentAfterItsLastDeath()
    {
        await SendAsync("killer");
        for (int death = 1; death <= AbandonedMessages.DeathsMax; death++)
        {
            Assert.Equal([("killer", 1L)], await ReceiveAndDieAsync());
            clock.Now += AbandonedMessages.Apart;
        }

        (string _, long count) = Assert.Single(await ReceiveAndDieAsync());
        Assert.Equal(AbandonedMessages.SpentCount + 1, count);
    }

    [Fact]
    public async Task Message_ThatFailedAndThenSawADeath_KeepsItsFailures()
    {
        await SendAsync("a");
        await using (SqliteStorage storage = Open())
        {
            QueueClient queue = storage.Queues.GetQueueClient("work");
            QueueMessage failed = (await queue.ReceiveMessagesAsync(1)).Value[0];
            await queue.UpdateMessageAsync(failed.MessageId, failed.PopReceipt);
        }

        Assert.Equal([("a", 2L)], await ReceiveAndDieAsync());
        Assert.Equal([("a", 2L)], await ReceiveAndDieAsync());
    }

    [Fact]
    public async Task Messages_ThatSawTwoDeaths_ComeBackOneAtATime()
    {
        await SendAsync("a", "b", "c");
        Assert.Equal(3, (await ReceiveAndDieAsync()).Count);
        Assert.Equal(3, (await ReceiveAndDieAsync()).Count);  // the first death may have had any cause
        Assert.Equal([("a", 1L)], await ReceiveAndDieAsync());
        clock.Now += AbandonedMessages.Apart;
        Assert.Equal([("a", 1L), ("b", 1L)], await ReceiveAndDieAsync());
    }

    [Fact]
    public async Task Open_AFileOfTheFirstForm_KeepsItsMessagesAndCountsFromThen()
    {
        await using (SqliteFile old = SqliteFile.Open(folder.PathOf(SqliteStorage.FileName), new SqliteSchema(FirstForm)))
        {
            long hidden = clock.Now.AddMinutes(10).UtcTicks;
            await old.WriteAsync(s => s.Execute("INSERT INTO queues (name) VALUES ('work')"));
            await old.WriteAsync(s => s.Execute(
                "INSERT INTO messages (queue, text, inserted_at, expires_at, visible_at, receipt, dequeue_count) VALUES ('work', 'old', 0, NULL, ?, 7, 1)",
                hidden));
        }

        Assert.Equal([("old", 1L)], await ReceiveAndDieAsync());
        Assert.True(File.Exists(folder.PathOf(SqliteStorage.FileName + ".v1.bak")));
    }

    private SqliteStorage Open() => SqliteStorage.Open(folder.Path, clock);

    private async Task SendAsync(params string[] texts)
    {
        await using SqliteStorage storage = Open();
        QueueClient queue = storage.Queues.GetQueueClient("work");
        await queue.CreateIfNotExistsAsync();
        foreach (string text in texts)
        {
            await queue.SendMessageAsync(text);
        }
    }

    private async Task<List<(string Text, long Count)>> ReceiveAndDieAsync()
    {
        await using SqliteStorage storage = Open();
        QueueMessage[] received = await storage.Queues.GetQueueClient("work").ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10));
        return [.. received.Select(m => (m.MessageText, m.DequeueCount))];
    }
}
