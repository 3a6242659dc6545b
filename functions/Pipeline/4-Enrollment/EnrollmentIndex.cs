using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Leads to customers with enrollments that are to be started. A row is written before the enrollment and removed after the start:
/// it may lead to nothing, but no enrollment is without it.</summary>
public sealed class EnrollmentIndex(IEntityTables tables)
{
    /// <summary>Partitions of the index.</summary>
    public const int ShardCount = 8;

    /// <summary>Notes that the customer may have something to start.</summary>
    /// <param name="now">On the system clock.</param>
    public Task AddAsync(string customerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Entity row = new EntityProperties().Set("Since", now).Row(PartitionOf(customerId), customerId);
        return tables.WriteAsync(Tables.Indexes, row.PartitionKey, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>The customer's row; null when there is none.</summary>
    public Task<Entity?> FindAsync(string customerId, CancellationToken cancellationToken) =>
        tables.ReadAsync(Tables.Indexes, PartitionOf(customerId), customerId, cancellationToken);

    /// <summary>Removes a row as it was read: one that was written again since then stays.</summary>
    public Task RemoveAsync(Entity row, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, row.PartitionKey, new EntityChange.Delete(row.RowKey, row.ETag), cancellationToken);

    /// <summary>Customers whose row was written before that instant of the system clock.</summary>
    public async Task<IReadOnlyList<string>> SinceBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<string> customers = [];
        for (int shard = 0; shard < ShardCount; shard++)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, $"starting:{shard}"), cancellationToken))
            {
                if (row.Instant("Since") < before)
                {
                    customers.Add(row.RowKey);
                }
            }
        }

        return customers;
    }

    private static string PartitionOf(string customerId) => $"starting:{RowKeys.Shard(customerId, ShardCount)}";
}
