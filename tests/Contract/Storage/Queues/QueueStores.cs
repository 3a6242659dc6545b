using Azure.Storage.Queues;
using FollowUpFlows.Storage.Azure;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>Where the contract's queues lie, and the clock that they go by.</summary>
public interface IQueueStore : IAsyncDisposable
{
    DateTimeOffset Now { get; set; }

    /// <summary>The least time that it can tell from none.</summary>
    TimeSpan Tick { get; }

    /// <summary>Most bytes of a text, in UTF-8.</summary>
    int TextBytesMax { get; }

    QueueServiceClient Queues { get; }
}

/// <summary>Queues that end with the test.</summary>
public sealed class InMemoryQueueStore : IQueueStore
{
    private readonly ManualClock clock = new();

    public InMemoryQueueStore() => Queues = new InMemoryQueueServiceClient(clock);

    public DateTimeOffset Now
    {
        get => clock.Now;
        set => clock.Now = value;
    }

    public TimeSpan Tick => TimeSpan.FromTicks(1);

    public int TextBytesMax => 64 * 1024;

    public QueueServiceClient Queues { get; }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Queues in a file of their own.</summary>
public sealed class SqliteQueueStore : IQueueStore
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly SqliteStorage storage;

    public SqliteQueueStore() => storage = SqliteStorage.Open(folder.Path, clock);

    public DateTimeOffset Now
    {
        get => clock.Now;
        set => clock.Now = value;
    }

    public TimeSpan Tick => TimeSpan.FromTicks(1);

    public int TextBytesMax => 64 * 1024;

    public QueueServiceClient Queues => storage.Queues;

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Queues in an account of their own; the emulator's clock stands still meanwhile.</summary>
public sealed class AzureQueueStore : IQueueStore
{
    private readonly Azurite azurite = SharedAzurite.Running;
    private DateTimeOffset now;

    public AzureQueueStore()
    {
        Queues = AzureStorage.Connect(AzureAccount.OfConnectionString(azurite.NewAccount().ConnectionString)).Queues;
        Now = new ManualClock().Now;
    }

    public DateTimeOffset Now
    {
        get => now;
        set
        {
            now = value;
            azurite.SetClock(now);
        }
    }

    public TimeSpan Tick => TimeSpan.FromSeconds(1);

    public int TextBytesMax => 48 * 1024;

    public QueueServiceClient Queues { get; }

    public ValueTask DisposeAsync()
    {
        azurite.SetClock(null);
        return ValueTask.CompletedTask;
    }
}
