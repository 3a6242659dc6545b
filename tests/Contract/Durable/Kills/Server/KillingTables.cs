using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Sqlite;

namespace FollowUpFlows.Tests.Contract.Durable.Kills.Server;

/// <summary>The shop's tables. The kind of a write is its table and what becomes of its last row; the customers' table has rows of
/// several kinds, which their keys begin with.</summary>
internal sealed class KillingTables(SqliteStorage storage, KillPlan plan) : IEntityTables
{
    private readonly IEntityTables inner = storage.Tables;

    public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        inner.ReadAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<string?> ReadETagAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        inner.ReadETagAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public async Task<WriteOutcome> WriteAsync(
        string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        if (plan.Strikes(KindOf(table, changes[^1])))
        {
            await plan.StrikeAsync(
                () => storage.File.WriteAsync(
                    session =>
                    {
                        new EncodedBatch(table, partitionKey, changes).Write(session);
                        plan.Die();
                        return 0;
                    },
                    cancellationToken),
                () => inner.WriteAsync(table, partitionKey, changes, cancellationToken));
        }

        return await inner.WriteAsync(table, partitionKey, changes, cancellationToken);
    }

    private static string KindOf(string table, EntityChange change)
    {
        (string row, string what) = change switch
        {
            EntityChange.Insert insert => (insert.Entity.RowKey, "add"),
            EntityChange.Replace replace => (replace.Entity.RowKey, "change"),
            EntityChange.Put put => (put.Entity.RowKey, "put"),
            EntityChange.Delete delete => (delete.Row, "remove"),
            _ => throw new ArgumentException($"{change.GetType().Name} is no change of a table.", nameof(change)),
        };
        return table == Tables.Customers ? $"{what} {row.Split(':')[0]}" : $"{what} {table}";
    }
}
