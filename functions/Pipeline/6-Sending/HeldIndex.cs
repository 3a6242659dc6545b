using System.Globalization;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Which sends wait for a better moment, so that nobody has to look at all customers for them. A row is written before the ledger
/// says that the send waits, and removed before it says otherwise: it may lead to a send that waits no more, because its enrollment
/// ended.</summary>
public sealed class HeldIndex(IEntityTables tables)
{
    /// <summary>Partitions. Kept for ever.</summary>
    private const int ShardCount = 8;

    /// <summary>Notes that the send waits; again when it waits longer.</summary>
    internal Task AddAsync(string customerId, SendKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(customerId);
        Entity row = new EntityProperties()
            .Set("CustomerId", customerId)
            .Set("EnrollmentId", key.EnrollmentId)
            .Set("StepId", key.StepId)
            .Set("Until", until)
            .Row(partition, KeyOf(customerId, key));
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>It waits no more.</summary>
    internal Task RemoveAsync(string customerId, SendKey key, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, PartitionOf(customerId), new EntityChange.Delete(KeyOf(customerId, key)), cancellationToken);

    /// <summary>Where all rows lie.</summary>
    internal static IEnumerable<string> Partitions => Enumerable.Range(0, ShardCount).Select(s => PartitionOfShard(s.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a row leads to.</summary>
    internal static DueLead LeadOf(Entity row) => new(row.Text("CustomerId")!, row.Text("EnrollmentId")!, row.Text("StepId")!, row.Instant("Until")!.Value);

    private static string PartitionOf(string customerId) => PartitionOfShard(RowKeys.Shard(customerId, ShardCount));

    private static string PartitionOfShard(string shard) => $"held:{shard}";

    private static string KeyOf(string customerId, SendKey key) => RowKeys.Of(customerId, key.EnrollmentId, key.StepId);
}
