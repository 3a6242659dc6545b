using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

public sealed class WorkQueuesFaultTests
{
    [Theory]
    [InlineData(0, true)] // no answer at all
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    public async Task Send_WhenTheServiceFails_SaysWhetherTryingAgainMayHelp(int status, bool isTemporary)
    {
        RequestFailedException failure = new(status, "told by the service");
        StorageException fault = await SendAsync(failure);
        Assert.Equal(isTemporary, fault.IsTemporary);
        Assert.Same(failure, fault.InnerException);
        Assert.Equal(isTemporary, (await SendAsync(new AggregateException(new RequestFailedException(400, "first"), failure))).IsTemporary);
    }

    [Fact]
    public async Task Send_OnAFullDisk_IsAFaultForTheOperator()
    {
        using TemporaryFolder folder = new();
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System);
        await storage.Queues.GetQueueClient("work").CreateIfNotExistsAsync();
        await storage.File.WriteAsync(static s => s.QueryNumber("PRAGMA max_page_count=15"));
        StorageException fault = await Assert.ThrowsAsync<StorageException>(
            () => new WorkQueues(storage.Queues).SendAsync("work", new string('a', 40_000), TimeSpan.Zero, CancellationToken.None));
        Assert.False(fault.IsTemporary);
        Assert.Contains("Make room", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_MemberThatASubclassLeftOut_SaysSo()
    {
        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new FailingQueue(new FormatException()).PeekMessagesAsync());
        Assert.Contains("PeekMessagesAsync must be overridden", fault.Message, StringComparison.Ordinal);
    }

    private static Task<StorageException> SendAsync(Exception failure) => Assert.ThrowsAsync<StorageException>(
        () => new WorkQueues(new FailingService(failure)).SendAsync("work", "a", TimeSpan.Zero, CancellationToken.None));

    private sealed class FailingService(Exception failure) : QueueServiceClient
    {
        public override QueueClient GetQueueClient(string queueName) => new FailingQueue(failure);
    }

    private sealed class FailingQueue(Exception failure) : QueueClient
    {
        public override Task<Response<SendReceipt>> SendMessageAsync(
            string messageText,
            TimeSpan? visibilityTimeout = null,
            TimeSpan? timeToLive = null,
            CancellationToken cancellationToken = default) =>
            Task.FromException<Response<SendReceipt>>(failure);
    }
}
