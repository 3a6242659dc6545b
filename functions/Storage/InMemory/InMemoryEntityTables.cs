using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>Entity tables that end with the process: for simulations and tests. Refuses what the others refuse.</summary>
public sealed class InMemoryEntityTables : IEntityTables
{
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), Partition> partitions = new();
    private long lastETag;

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        EntityRules.CheckTable(table);
        EntityRules.CheckKey(partitionKey, nameof(partitionKey));
        EntityRules.CheckKey(rowKey, nameof(rowKey));
        return Task.FromResult(partitions.TryGetValue((table, partitionKey), out Partition? partition) ? partition.Find(partitionKey, rowKey) : null);
    }

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        EntityRules.CheckTable(table);
        EntityRules.CheckKey(partitionKey, nameof(partitionKey));
        EntityRules.CheckKey(rowKey, nameof(rowKey));
        return Task.FromResult(partitions.TryGetValue((table, partitionKey), out Partition? partition) ? partition.FindETag(rowKey) : null);
    }

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        EntityRules.CheckQuery(query);
        return Task.FromResult(partitions.TryGetValue((query.Table, query.PartitionKey), out Partition? partition)
            ? partition.Range(query)
            : new EntityPage([], Next: null));
    }

    public Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        EntityRules.CheckBatch(table, partitionKey, changes);
        cancellationToken.ThrowIfCancellationRequested();
        Partition partition = partitions.GetOrAdd((table, partitionKey), static _ => new Partition());
        return Task.FromResult(partition.Write(changes, NextETag));
    }

    private long NextETag() => Interlocked.Increment(ref lastETag);
}
