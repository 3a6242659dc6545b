using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Tables in memory that know which partitions they have, so that all of them can be written down at the end: a year of a shop
/// is a million small writes, and each would wait for the disk.</summary>
internal sealed class PastTables : IEntityTables
{
    private const int PartitionsAtOnce = 256;

    /// <summary>A batch has a limit in bytes as well, and rows of the outbox are long.</summary>
    private const int BatchRows = 50;

    private readonly InMemoryEntityTables memory = new();
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), bool> partitions = new();

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        memory.ReadAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        memory.ReadETagAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) =>
        memory.QueryAsync(query, cancellationToken);

    public Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        partitions.TryAdd((table, partitionKey), true);
        return memory.WriteAsync(table, partitionKey, changes, cancellationToken);
    }

    /// <summary>How many partitions there are.</summary>
    public int PartitionCount => partitions.Count;

    /// <summary>Writes every row into empty tables.</summary>
    /// <param name="progress">Told how many partitions more are done.</param>
    public Task CopyToAsync(IEntityTables tables, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        // Neighbors together: a file that is filled in the order of its keys grows at its end.
        (string Table, string PartitionKey)[] ordered =
            [.. partitions.Keys.OrderBy(p => p.Table, StringComparer.Ordinal).ThenBy(p => p.PartitionKey, StringComparer.Ordinal)];
        ParallelOptions options = new() { MaxDegreeOfParallelism = PartitionsAtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(ordered, options, async (partition, token) =>
        {
            await CopyAsync(partition.Table, partition.PartitionKey, tables, token);
            progress?.Report(1);
        });
    }

    private async Task CopyAsync(string table, string partitionKey, IEntityTables tables, CancellationToken cancellationToken)
    {
        EntityQuery all = new(table, partitionKey, Limit: BatchRows);
        EntityPage page = await memory.QueryAsync(all, cancellationToken);
        while (page.Entities.Count > 0)
        {
            await tables.WriteAsync(table, partitionKey, [.. page.Entities.Select(e => new EntityChange.Put(e))], cancellationToken);
            page = page.Next is { } next
                ? await memory.QueryAsync(all with { From = next }, cancellationToken)
                : new EntityPage([], Next: null);
        }
    }
}
