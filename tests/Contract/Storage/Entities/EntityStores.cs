using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

/// <summary>Where the contract's tables lie.</summary>
public interface IEntityStore : IAsyncDisposable
{
    IEntityTables Tables { get; }
}

/// <summary>Tables that end with the test.</summary>
public sealed class InMemoryStore : IEntityStore
{
    public IEntityTables Tables { get; } = new InMemoryEntityTables();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Tables in a file of their own.</summary>
public sealed class SqliteStore : IEntityStore
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStorage storage;

    public SqliteStore() => storage = SqliteStorage.Open(folder.Path, TimeProvider.System);

    public IEntityTables Tables => storage.Tables;

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Tables in an account of their own.</summary>
public sealed class AzureEntityStore : IEntityStore
{
    public IEntityTables Tables { get; } = AzureStorage.Connect(AzureAccount.OfConnectionString(SharedAzurite.Running.NewAccount().ConnectionString)).Tables;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
