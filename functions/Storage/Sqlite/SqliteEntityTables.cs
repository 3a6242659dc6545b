using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>Entity tables in the shop's file. A batch is one work of the group commit.</summary>
internal sealed class SqliteEntityTables(SqliteFile file) : IEntityTables
{
    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        EntityRules.CheckTable(table);
        EntityRules.CheckKey(partitionKey, nameof(partitionKey));
        EntityRules.CheckKey(rowKey, nameof(rowKey));
        return Task.FromResult(Read(session => EntityRows.Find(session, table, partitionKey, rowKey)));
    }

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        EntityRules.CheckTable(table);
        EntityRules.CheckKey(partitionKey, nameof(partitionKey));
        EntityRules.CheckKey(rowKey, nameof(rowKey));
        return Task.FromResult(Read(session => EntityRows.FindETag(session, table, partitionKey, rowKey)));
    }

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        EntityRules.CheckQuery(query);
        List<Entity> rows = Read(session => EntityRows.Range(session, query, query.Limit + 1));
        if (rows.Count <= query.Limit)
        {
            return Task.FromResult(new EntityPage(rows, Next: null));
        }

        string next = rows[^1].RowKey;
        rows.RemoveAt(rows.Count - 1);
        return Task.FromResult(new EntityPage(rows, next));
    }

    public Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        EntityRules.CheckBatch(table, partitionKey, changes);
        EncodedBatch batch = new(table, partitionKey, changes);
        return WriteAsync(batch, cancellationToken);
    }

    private async Task<WriteOutcome> WriteAsync(EncodedBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await file.WriteAsync(batch.Write, cancellationToken);
        }
        catch (SqliteFileException fault)
        {
            throw StoreFaults.From(fault);
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        try
        {
            return file.Read(work);
        }
        catch (SqliteFileException fault)
        {
            throw StoreFaults.From(fault);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw StoreFaults.Unreadable(fault);
        }
    }
}
