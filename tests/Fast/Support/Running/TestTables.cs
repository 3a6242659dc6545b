using System.Collections.Concurrent;
using System.Globalization;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>The state of a shop, which outlives its processes, and can be looked at as a whole.</summary>
internal sealed class TestTables : IEntityTables
{
    private static readonly HashSet<string> SystemTimes = ["ClaimedAtSystem", "Since"];
    private readonly InMemoryEntityTables tables = new();
    private readonly ConcurrentDictionary<(string Table, string PartitionKey), bool> partitions = new();

    /// <summary>Called before each write: the moment at which somebody else may be faster.</summary>
    public Func<string, IReadOnlyList<EntityChange>, Task>? BeforeWrite { get; set; }

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        tables.ReadAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => tables.QueryAsync(query, cancellationToken);

    public async Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        if (BeforeWrite is { } before)
        {
            await before(table, changes);
        }

        partitions[(table, partitionKey)] = true;
        return await tables.WriteAsync(table, partitionKey, changes, cancellationToken);
    }

    /// <summary>Lets somebody else act once, right before the first write that fits.</summary>
    public void Interrupt(Func<string, IReadOnlyList<EntityChange>, bool> fits, Func<Task> act) => BeforeWrite = async (table, changes) =>
    {
        if (fits(table, changes))
        {
            BeforeWrite = null;
            await act();
        }
    };

    /// <summary>Every row of the tables as a line, without what differs from run to run: ETags and readings of the system clock.</summary>
    public async Task<string[]> DumpAsync(params string[] names)
    {
        List<string> lines = [];
        foreach ((string table, string partition) in partitions.Keys.Where(p => names.Length == 0 || names.Contains(p.Table)))
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(table, partition), default))
            {
                lines.Add($"{table} {partition} {row.RowKey} {string.Join(' ', row.Properties.Where(p => !SystemTimes.Contains(p.Key)).OrderBy(p => p.Key).Select(p => $"{p.Key}={Text(p.Value)}"))}");
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>The rows that lead to enrollments that are to be started.</summary>
    public async Task<string[]> StartingAsync() =>
        [.. (await DumpAsync(Tables.Indexes)).Where(r => r.StartsWith($"{Tables.Indexes} starting:", StringComparison.Ordinal))];

    /// <summary>Removes the rows of all partitions that begin so.</summary>
    public async Task RemoveAllAsync(string table, string partitionPrefix)
    {
        foreach ((_, string partition) in partitions.Keys.Where(p => p.Table == table && p.PartitionKey.StartsWith(partitionPrefix, StringComparison.Ordinal)))
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(table, partition), default))
            {
                await tables.WriteAsync(table, partition, new EntityChange.Delete(row.RowKey), default);
            }
        }
    }

    /// <summary>Writes every row to another store.</summary>
    public async Task CopyToAsync(IEntityTables other)
    {
        foreach ((string table, string partition) in partitions.Keys)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(table, partition), default))
            {
                await other.WriteAsync(table, partition, new EntityChange.Put(row), default);
            }
        }
    }

    private static string Text(object value) => value is byte[] bytes
        ? Convert.ToHexString(bytes)
        : string.Format(CultureInfo.InvariantCulture, "{0:O}", value is DateTimeOffset time ? time : value.ToString());
}

/// <summary>The same state as a process sees it that may end at any moment.</summary>
internal sealed class FusedTables(IEntityTables tables, Fuse fuse) : IEntityTables
{
    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        fuse.Check();
        return tables.ReadAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        fuse.Check();
        return tables.QueryAsync(query, cancellationToken);
    }

    public Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
        fuse.SpendAsync(() => tables.WriteAsync(table, partitionKey, changes, cancellationToken));
}
