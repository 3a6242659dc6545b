using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>What only queues that outlive the process must do.</summary>
public sealed class SqliteQueueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Reopen_HasTheQueueAndItsMessages_AndTheReceiptStillFits()
    {
        QueueMessage held;
        await using (SqliteStorage storage = SqliteStorage.Open(folder.Path, clock))
        {
            QueueClient queue = storage.Queues.GetQueueClient("work");
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync("held");
            held = (await queue.ReceiveMessagesAsync()).Value[0];
            await queue.SendMessageAsync("waiting");
        }

        await using SqliteStorage again = SqliteStorage.Open(folder.Path, clock);
        QueueClient reopened = again.Queues.GetQueueClient("work");
        Assert.Null(await reopened.CreateIfNotExistsAsync());
        await reopened.DeleteMessageAsync(held.MessageId, held.PopReceipt);
        Assert.Equal(["waiting"], (await reopened.ReceiveMessagesAsync(32)).Value.Select(m => m.MessageText));
        Assert.Equal(1, (await reopened.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Reopen_AfterTheLastMessageWasRemoved_GivesNoIdAgain()
    {
        SendReceipt first;
        await using (SqliteStorage storage = SqliteStorage.Open(folder.Path, clock))
        {
            QueueClient queue = storage.Queues.GetQueueClient("work");
            await queue.CreateIfNotExistsAsync();
            first = await queue.SendMessageAsync("a");
            await queue.ClearMessagesAsync();
        }

        await using SqliteStorage again = SqliteStorage.Open(folder.Path, clock);
        SendReceipt next = await again.Queues.GetQueueClient("work").SendMessageAsync("b");
        Assert.NotEqual(first.MessageId, next.MessageId);
    }

    [Fact]
    public async Task Send_OnAFullDisk_FailsAsTheServiceFails()
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, clock);
        QueueClient queue = storage.Queues.GetQueueClient("work");
        await queue.CreateIfNotExistsAsync();
        await storage.File.WriteAsync(static s => s.QueryNumber("PRAGMA max_page_count=15"));
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => queue.SendMessageAsync(new string('a', 60_000)));
        Assert.Equal((500, "InternalError"), (failure.Status, failure.ErrorCode));
        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
    }
}
