using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Bench;

/// <summary>Counts what goes through the port.</summary>
internal sealed class CountingTables(IEntityTables tables) : IEntityTables
{
    private int reads;
    private int queries;
    private int writes;
    private int sent;

    public int Reads => reads;

    public int Queries => queries;

    /// <summary>Batches: on SQLite one work of the group commit each, on Azure one transaction.</summary>
    public int Writes => writes;

    /// <summary>Messages in the outbox.</summary>
    public int Sent => sent;

    public int All => reads + queries + writes;

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        return tables.ReadAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        return tables.ReadETagAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref queries);
        return tables.QueryAsync(query, cancellationToken);
    }

    public async Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref writes);
        WriteOutcome outcome = await tables.WriteAsync(table, partitionKey, changes, cancellationToken);
        if (table == Tables.Outbox && outcome is WriteOutcome.Written)
        {
            Interlocked.Increment(ref sent);
        }

        return outcome;
    }
}
