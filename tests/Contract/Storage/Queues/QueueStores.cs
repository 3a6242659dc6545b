using Azure.Storage.Queues;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>Where the contract's queues lie, and the clock that they go by.</summary>
public interface IQueueStore : IAsyncDisposable
{
    ManualClock Clock { get; }

    QueueServiceClient Queues { get; }
}

/// <summary>Queues that end with the test.</summary>
public sealed class InMemoryQueueStore : IQueueStore
{
    public InMemoryQueueStore() => Queues = new InMemoryQueueServiceClient(Clock);

    public ManualClock Clock { get; } = new();

    public QueueServiceClient Queues { get; }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Queues in a file of their own.</summary>
public sealed class SqliteQueueStore : IQueueStore
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStorage storage;

    public SqliteQueueStore() => storage = SqliteStorage.Open(folder.Path, Clock);

    public ManualClock Clock { get; } = new();

    public QueueServiceClient Queues => storage.Queues;

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        folder.Dispose();
    }
}
