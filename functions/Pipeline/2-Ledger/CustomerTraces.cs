using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Where else than in their partition something of a customer is kept, so that it can be found when they ask to be forgotten.
/// A row is written before what it leads to, and may lead to nothing.</summary>
public sealed class CustomerTraces(IEntityTables tables)
{
    /// <summary>Partitions of one kind of source.</summary>
    public const int ShardCount = 8;

    private const string AliasPrefix = "alias:";
    private const string MessagePrefix = "message:";
    private const string NamePrefix = "name:";

    /// <summary>Notes a name under which the customer can be looked up.</summary>
    public Task AddAliasAsync(string customerId, string alias, CancellationToken cancellationToken) =>
        PutAsync(PartitionOf(customerId), AliasPrefix + alias, cancellationToken);

    /// <summary>Notes where the customer can be found by name.</summary>
    public async Task AddNamesAsync(string customerId, IReadOnlyList<string> marks, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(customerId);
        foreach (string[] batch in marks.Chunk(EntityLimits.BatchMax))
        {
            await tables.WriteAsync(Tables.Traces, partition, [.. batch.Select(m => new EntityChange.Put(new Entity(partition, NamePrefix + m)))], cancellationToken);
        }
    }

    /// <summary>Where the customer can be found by name, former names included.</summary>
    public Task<IReadOnlyList<string>> NamesAsync(string customerId, CancellationToken cancellationToken) =>
        ListAsync(PartitionOf(customerId), NamePrefix, cancellationToken);

    /// <summary>Removes the row of such a place.</summary>
    public Task RemoveNameAsync(string customerId, string mark, CancellationToken cancellationToken) =>
        RemoveAsync(PartitionOf(customerId), NamePrefix + mark, cancellationToken);

    /// <summary>Notes a webhook that tells of the customer.</summary>
    /// <param name="messageId">Of the inbox.</param>
    public Task AddMessageAsync(string customerId, string messageId, CancellationToken cancellationToken) =>
        PutAsync(PartitionOf(customerId), MessagePrefix + messageId, cancellationToken);

    /// <summary>Notes that sources of the kind know the customer.</summary>
    public Task AddSourceAsync(string sourceKind, string customerId, CancellationToken cancellationToken) =>
        PutAsync(PartitionOf(sourceKind, RowKeys.Shard(customerId, ShardCount)), customerId, cancellationToken);

    /// <summary>The customer's names; one of them may have become another's.</summary>
    public Task<IReadOnlyList<string>> AliasesAsync(string customerId, CancellationToken cancellationToken) =>
        ListAsync(PartitionOf(customerId), AliasPrefix, cancellationToken);

    /// <summary>Inbox ids of the webhooks that tell of the customer.</summary>
    public Task<IReadOnlyList<string>> MessagesAsync(string customerId, CancellationToken cancellationToken) =>
        ListAsync(PartitionOf(customerId), MessagePrefix, cancellationToken);

    /// <summary>The customers whom sources of the kind know.</summary>
    public async Task<IReadOnlyList<string>> CustomersAsync(string sourceKind, CancellationToken cancellationToken)
    {
        List<string> customers = [];
        for (int shard = 0; shard < ShardCount; shard++)
        {
            string partition = PartitionOf(sourceKind, shard.ToString(CultureInfo.InvariantCulture));
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Traces, partition), cancellationToken))
            {
                customers.Add(row.RowKey);
            }
        }

        return customers;
    }

    /// <summary>Removes a name's row.</summary>
    public Task RemoveAliasAsync(string customerId, string alias, CancellationToken cancellationToken) =>
        RemoveAsync(PartitionOf(customerId), AliasPrefix + alias, cancellationToken);

    /// <summary>Removes a webhook's row.</summary>
    public Task RemoveMessageAsync(string customerId, string messageId, CancellationToken cancellationToken) =>
        RemoveAsync(PartitionOf(customerId), MessagePrefix + messageId, cancellationToken);

    private Task<bool> PutAsync(string partition, string row, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Traces, partition, new EntityChange.Put(new Entity(partition, row)), cancellationToken);

    private Task<bool> RemoveAsync(string partition, string row, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Traces, partition, new EntityChange.Delete(row), cancellationToken);

    private async Task<IReadOnlyList<string>> ListAsync(string partition, string prefix, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Traces, partition, prefix), cancellationToken))
        {
            keys.Add(row.RowKey[prefix.Length..]);
        }

        return keys;
    }

    private static string PartitionOf(string customerId) => RowKeys.Of("customer", customerId);

    private static string PartitionOf(string sourceKind, string shard) => RowKeys.Of("source", sourceKind, shard);
}
