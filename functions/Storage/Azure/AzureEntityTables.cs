using Azure;
using Azure.Data.Tables;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Azure;

/// <summary>Entity tables of an account. A batch is one transaction of the service; a table that is missing is made when it is first written to.</summary>
internal sealed class AzureEntityTables(TableServiceClient account) : IEntityTables
{
    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        CheckKeys(table, partitionKey, rowKey);
        return GuardedAsync(() => FindAsync(table, partitionKey, rowKey, select: null, AzureRows.Of, cancellationToken), cancellationToken);
    }

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        CheckKeys(table, partitionKey, rowKey);
        string[] least = [nameof(TableEntity.RowKey)];
        return GuardedAsync(
            () => FindAsync(table, partitionKey, rowKey, least, static row => AzureRows.TextOf(row.ETag), cancellationToken), cancellationToken);
    }

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        EntityRules.CheckQuery(query);
        return GuardedAsync(() => PageAsync(query, cancellationToken), cancellationToken);
    }

    public Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        EntityRules.CheckBatch(table, partitionKey, changes);
        AzureBatch batch = new(account.GetTableClient(table), partitionKey, changes);
        return GuardedAsync(() => batch.WriteAsync(cancellationToken), cancellationToken);
    }

    private async Task<T?> FindAsync<T>(
        string table, string partitionKey, string rowKey, string[]? select, Func<TableEntity, T> read, CancellationToken cancellationToken)
        where T : class
    {
        TableClient client = account.GetTableClient(table);
        NullableResponse<TableEntity> row = await client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, select, cancellationToken);
        return row.HasValue ? read(row.Value!) : null;
    }

    /// <summary>The service may give fewer rows than it is asked for, even none, although there are more.</summary>
    private async Task<EntityPage> PageAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        int wanted = Math.Min(query.Limit + 1, EntityQuery.LimitMax);
        AsyncPageable<TableEntity> rows = account.GetTableClient(query.Table).QueryAsync<TableEntity>(Filter(query), wanted, null, cancellationToken);
        List<Entity> found = [];
        try
        {
            await foreach (Page<TableEntity> page in rows.AsPages())
            {
                found.AddRange(page.Values.Select(AzureRows.Of));
                if (found.Count > query.Limit)
                {
                    return new EntityPage(found[..query.Limit], found[query.Limit].RowKey);
                }

                if (found.Count == query.Limit && page.ContinuationToken is not null)
                {
                    return new EntityPage(found, found[^1].RowKey + ' '); // no key lies between: none has a character below the blank
                }
            }
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return new EntityPage([], Next: null); // nobody has written to the table yet
        }

        return new EntityPage(found, Next: null);
    }

    private static string Filter(EntityQuery query)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {query.PartitionKey}");
        filter += query.From is { } from ? " and " + TableClient.CreateQueryFilter($"RowKey ge {KeyBound.WellFormed(from)}") : "";
        return filter + (query.Before is { } before ? " and " + TableClient.CreateQueryFilter($"RowKey lt {KeyBound.WellFormed(before)}") : "");
    }

    private static void CheckKeys(string table, string partitionKey, string rowKey)
    {
        EntityRules.CheckTable(table);
        EntityRules.CheckKey(partitionKey, nameof(partitionKey));
        EntityRules.CheckKey(rowKey, nameof(rowKey));
    }

    private static async Task<T> GuardedAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (AccountFaults.Of(fault, "Table", cancellationToken) is { } known)
        {
            throw known;
        }
        catch (InvalidDataException fault)
        {
            throw StoreFaults.Unreadable(fault);
        }
    }
}
