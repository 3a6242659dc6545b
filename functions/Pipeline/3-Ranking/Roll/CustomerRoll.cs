using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The roll of all customers.</summary>
/// <param name="isAlone">No other process writes it: then it is read once and kept in memory.</param>
public sealed class CustomerRoll(IEntityTables tables, bool isAlone = true) : IDisposable
{
    /// <summary>Longer than any other process takes from the first row that it writes to the last.</summary>
    private static readonly TimeSpan WritingMax = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim scanning = new(1);
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, RankIndex.ShardCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Customers whose row may differ from what is held of them: a write is under way, or nobody knows whether it arrived.</summary>
    private readonly ConcurrentDictionary<string, bool> unsettled = new(StringComparer.Ordinal);

    private RollMemory? memory;

    /// <inheritdoc/>
    public void Dispose()
    {
        scanning.Dispose();
        Array.ForEach(turns, w => w.Dispose());
    }

    internal async Task<RollEntry?> FindAsync(string customerId, CancellationToken cancellationToken)
    {
        if (!isAlone)
        {
            return await ReadAsync(customerId, cancellationToken);
        }

        RollMemory held = await MemoryAsync(cancellationToken);
        await SettleAsync(held, customerId, cancellationToken);
        return held.Find(customerId);
    }

    /// <summary>Writes what leads to the customer, then the entry that says so.</summary>
    internal async Task WriteAsync(RollEntry entry, Func<Task> lead, CancellationToken cancellationToken)
    {
        RollMemory? held = isAlone ? await MemoryAsync(cancellationToken) : null;
        await InTurnAsync(entry.CustomerId, WriteAsync, cancellationToken);

        async Task WriteAsync()
        {
            await lead();
            unsettled[entry.CustomerId] = true;
            EntityChange row = new EntityChange.Put(RollRows.Row(entry));
            await tables.WriteAsync(Tables.Indexes, RollRows.PartitionOf(entry.CustomerId), row, cancellationToken);
            held?.Set(entry.CustomerId, entry);
            unsettled.TryRemove(entry.CustomerId, out _);
        }
    }

    /// <summary>Removes a row that leads to the customer unless the entry still needs it, or somebody may be about to write one that does.</summary>
    /// <param name="now">On the system clock.</param>
    internal async Task RemoveAsync(Entity lead, Func<RollEntry?, bool> isNeeded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RollMemory? held = isAlone ? await MemoryAsync(cancellationToken) : null;
        if (isAlone || lead.Instant("Since") < now - WritingMax)
        {
            await InTurnAsync(lead.RowKey, RemoveAsync, cancellationToken);
        }

        async Task RemoveAsync()
        {
            RollEntry? entry = held is null || unsettled.ContainsKey(lead.RowKey) ? await ReadAsync(lead.RowKey, cancellationToken) : held.Find(lead.RowKey);
            if (!isNeeded(entry))
            {
                await tables.RemoveAsync(lead, cancellationToken);
            }
        }
    }

    internal async Task<RollMemory> AllAsync(CancellationToken cancellationToken)
    {
        if (!isAlone)
        {
            return await ScanAsync(cancellationToken);
        }

        RollMemory held = await MemoryAsync(cancellationToken);
        foreach (string customerId in unsettled.Keys)
        {
            await SettleAsync(held, customerId, cancellationToken);
        }

        return held;
    }

    /// <summary>The row as it is stored, which is then what is held.</summary>
    internal async Task<RollEntry?> RefreshAsync(string customerId, CancellationToken cancellationToken)
    {
        if (isAlone)
        {
            unsettled[customerId] = true;
        }

        return await FindAsync(customerId, cancellationToken);
    }

    private async Task SettleAsync(RollMemory held, string customerId, CancellationToken cancellationToken)
    {
        if (unsettled.ContainsKey(customerId))
        {
            await InTurnAsync(customerId, SettleAsync, cancellationToken);
        }

        async Task SettleAsync()
        {
            if (unsettled.ContainsKey(customerId))
            {
                held.Set(customerId, await ReadAsync(customerId, cancellationToken));
                unsettled.TryRemove(customerId, out _);
            }
        }
    }

    private async Task InTurnAsync(string customerId, Func<Task> act, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = turns[RankIndex.ShardOf(customerId)];
        await turn.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>No row is written before the first reading has ended, so none can be missed by it.</summary>
    private async Task<RollMemory> MemoryAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref memory) is { } known)
        {
            return known;
        }

        await scanning.WaitAsync(cancellationToken);
        try
        {
            memory ??= await ScanAsync(cancellationToken);
            return memory;
        }
        finally
        {
            scanning.Release();
        }
    }

    private async Task<RollMemory> ScanAsync(CancellationToken cancellationToken)
    {
        RollMemory scan = new();
        for (int shard = 0; shard < RankIndex.ShardCount; shard++)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, RollRows.PartitionOf(shard)), cancellationToken))
            {
                scan.Set(row.RowKey, RollRows.Entry(row));
            }
        }

        return scan;
    }

    private async Task<RollEntry?> ReadAsync(string customerId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, RollRows.PartitionOf(customerId), customerId, cancellationToken) is { } row ? RollRows.Entry(row) : null;
}
