using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Everybody who was ever made known, so that all customers can be listed. A row is written before the customer: it may lead
/// to nothing.</summary>
public sealed class KnownCustomers(IEntityTables tables)
{
    /// <summary>Partitions of the list. Kept for ever.</summary>
    public const int ShardCount = 16;

    /// <summary>Notes somebody new; repeating it changes nothing.</summary>
    public Task AddAsync(string customerId, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(RowKeys.Shard(customerId, ShardCount));
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Put(new Entity(partition, customerId)), cancellationToken);
    }

    /// <summary>Where the rows of a shard lie; their keys are customer ids.</summary>
    internal static string PartitionOf(string shard) => $"customers:{shard}";
}
