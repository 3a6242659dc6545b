using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>Short words for tests of one queue, which is there and empty.</summary>
public abstract class QueueTests<TStore> : IAsyncLifetime
    where TStore : IQueueStore, new()
{
    private protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TStore store = new();

    private protected QueueServiceClient Service => store.Queues;

    private protected QueueClient Queue { get; private set; } = null!;

    private protected DateTimeOffset Now => store.Now;

    private protected TimeSpan Tick => store.Tick;

    private protected int TextBytesMax => store.TextBytesMax;

    public async Task InitializeAsync()
    {
        Queue = Service.GetQueueClient("work");
        await Queue.CreateIfNotExistsAsync();
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    private protected void Pass(TimeSpan time) => store.Now += time;

    private protected async Task<QueueMessage> ReceiveOneAsync(TimeSpan? visibilityTimeout = null) =>
        Assert.Single((await Queue.ReceiveMessagesAsync(32, visibilityTimeout)).Value);

    private protected async Task<string[]> ReceiveTextsAsync(int? maxMessages = 32) =>
        [.. (await Queue.ReceiveMessagesAsync(maxMessages)).Value.Select(m => m.MessageText)];

    private protected async Task<long> CountAsync() => (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCountLong;

    private protected static async Task MustRefuseAsync(int status, string code, Func<Task> call)
    {
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(call);
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
    }
}
