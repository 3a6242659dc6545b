using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

/// <summary>Short words for tests of one partition of a store that is new for each test.</summary>
public abstract class EntityTests<TStore> : IAsyncLifetime
    where TStore : IEntityStore, new()
{
    private protected const string Table = "customers";
    private protected const string Partition = "c1";

    private readonly TStore store = new();

    private protected IEntityTables Tables => store.Tables;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    private protected static Entity Row(string rowKey, params (string Name, object Value)[] properties) =>
        new(Partition, rowKey) { Properties = properties.ToDictionary(p => p.Name, p => p.Value) };

    private protected Task<Entity?> ReadAsync(string rowKey) => Tables.ReadAsync(Table, Partition, rowKey, CancellationToken.None);

    private protected Task<WriteOutcome> WriteAsync(params EntityChange[] changes) =>
        Tables.WriteAsync(Table, Partition, changes, CancellationToken.None);

    /// <summary>Writes and gives the tags; a conflict fails the test.</summary>
    private protected async Task<IReadOnlyList<string?>> MustWriteAsync(params EntityChange[] changes) =>
        Assert.IsType<WriteOutcome.Written>(await WriteAsync(changes)).ETags;

    private protected async Task MustConflictAsync(int index, params EntityChange[] changes) =>
        Assert.Equal(new WriteOutcome.Conflict(index), await WriteAsync(changes));

    private protected async Task<EntityPage> QueryAsync(string? from = null, string? before = null, int limit = EntityQuery.LimitMax) =>
        await Tables.QueryAsync(new EntityQuery(Table, Partition, from, before, limit), CancellationToken.None);

    private protected static IEnumerable<string> Keys(EntityPage page) => page.Entities.Select(e => e.RowKey);
}
