using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Leads from a day to customers. A row is written before what it leads to, and may lead to nothing any more.</summary>
internal static class RankIndex
{
    /// <summary>Partitions of the roll and of each day's rows. Kept for ever.</summary>
    public const int ShardCount = 16;

    /// <summary>Customers by the day of their last order.</summary>
    public const string LastOrder = "lastorder";

    /// <summary>Customers by the day on which time may change their rank.</summary>
    public const string Due = "rankdue";

    public static int ShardOf(string customerId) => int.Parse(RowKeys.Shard(customerId, ShardCount), CultureInfo.InvariantCulture);

    public static string PartitionOf(string index, DateOnly day, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{index}:{day:O}:{shard}");

    /// <param name="now">On the system clock.</param>
    public static Task AddAsync(
        this IEntityTables tables, string index, DateOnly day, string customerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(index, day, ShardOf(customerId));
        return tables.WriteAsync(Tables.Indexes, partition, Row(partition, customerId, now), cancellationToken);
    }

    /// <summary>Adds customers of one shard, as many as there are.</summary>
    /// <param name="now">On the system clock.</param>
    public static async Task AddAllAsync(
        this IEntityTables tables, string index, DateOnly day, int shard, IEnumerable<string> customerIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(index, day, shard);
        foreach (string[] some in customerIds.Chunk(EntityLimits.BatchMax))
        {
            await tables.WriteAsync(Tables.Indexes, partition, [.. some.Select(c => Row(partition, c, now))], cancellationToken);
        }
    }

    public static async Task<bool> ContainsAsync(this IEntityTables tables, string index, DateOnly day, string customerId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, PartitionOf(index, day, ShardOf(customerId)), customerId, cancellationToken) is not null;

    /// <summary>The rows of a day as they are now.</summary>
    public static async Task<IReadOnlyList<Entity>> RowsOfAsync(this IEntityTables tables, string index, DateOnly day, int shard, CancellationToken cancellationToken)
    {
        List<Entity> rows = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, PartitionOf(index, day, shard)), cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Removes the row as it was read: one that was written again since then stays.</summary>
    public static Task RemoveAsync(this IEntityTables tables, Entity row, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, row.PartitionKey, new EntityChange.Delete(row.RowKey, row.ETag), cancellationToken);

    private static EntityChange.Put Row(string partition, string customerId, DateTimeOffset now) =>
        new(new EntityProperties().Set("Since", now).Row(partition, customerId));
}
