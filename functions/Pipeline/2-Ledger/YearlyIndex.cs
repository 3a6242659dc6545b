using System.Globalization;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Leads from a day of the year to customers, so that what comes back every year needs no scan. A row is written before what it
/// leads to, and may lead to nothing any more: whoever follows it looks at the customer.</summary>
internal static class YearlyIndex
{
    /// <summary>Partitions of a day. Kept for ever.</summary>
    public const int ShardCount = 16;

    /// <summary>Customers by their birthday.</summary>
    public const string Birthday = "birthday";

    /// <summary>Customers by the day of their first counting order.</summary>
    public const string FirstOrder = "firstorder";

    public static YearDay? DayOf(Domain.Ledger.Birthday? birthday) => birthday is null ? null : new YearDay(birthday.Month, birthday.Day ?? 0);

    public static Task AddAsync(this IEntityTables tables, string index, YearDay day, string customerId, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(index, day, ShardOf(customerId));
        return tables.WriteAsync(Tables.Indexes, partition, new EntityChange.Put(new Entity(partition, customerId)), cancellationToken);
    }

    /// <summary>Adds customers of one shard, as many as there are.</summary>
    public static async Task AddAllAsync(
        this IEntityTables tables, string index, YearDay day, int shard, IEnumerable<string> customerIds, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(index, day, shard);
        foreach (string[] some in customerIds.Chunk(EntityLimits.BatchMax))
        {
            await tables.WriteAsync(Tables.Indexes, partition, [.. some.Select(c => new EntityChange.Put(new Entity(partition, c)))], cancellationToken);
        }
    }

    public static async Task<bool> ContainsAsync(this IEntityTables tables, string index, YearDay day, string customerId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, PartitionOf(index, day, ShardOf(customerId)), customerId, cancellationToken) is not null;

    /// <summary>Repeating it changes nothing.</summary>
    public static Task RemoveAsync(this IEntityTables tables, string index, YearDay day, string customerId, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, PartitionOf(index, day, ShardOf(customerId)), new EntityChange.Delete(customerId), cancellationToken);

    /// <summary>Ids of customers whom the day leads to; now and then of somebody who has moved away from it.</summary>
    public static async IAsyncEnumerable<string> OfAsync(
        this IEntityTables tables, string index, YearDay day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < ShardCount; shard++)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, PartitionOf(index, day, shard)), cancellationToken))
            {
                yield return row.RowKey;
            }
        }
    }

    public static int ShardOf(string customerId) => int.Parse(RowKeys.Shard(customerId, ShardCount), CultureInfo.InvariantCulture);

    private static string PartitionOf(string index, YearDay day, int shard) => string.Create(CultureInfo.InvariantCulture, $"{index}:{day}:{shard}");
}
