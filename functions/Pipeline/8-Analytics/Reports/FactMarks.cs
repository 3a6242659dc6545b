using System.Collections.Concurrent;
using System.Globalization;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Marks customers whose kept facts may be older than the customer. A mark is written before the change that it is about; whoever
/// makes a report reads the marked customers themselves, so that no report is behind.</summary>
public sealed class FactMarks(IEntityTables tables, Clocks clocks)
{
    /// <summary>A mark stays at least so long, on the system clock: longer than a writer takes that has written it.</summary>
    public static TimeSpan StaysFor { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Within that time of a mark of this process another one would say nothing new.</summary>
    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(1);

    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> remembered = new(StringComparer.Ordinal);

    /// <summary>Marks the customer if these changes are of something that reports look at.</summary>
    /// <param name="isProfileChanged">The profile is written anew, with other values.</param>
    internal async Task MarkAsync(string customerId, bool isProfileChanged, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        bool isRead = isProfileChanged || rows.Any(r => CustomerReading.IsRead(r.RowKey));
        if (!isRead || (remembered.TryGetValue(customerId, out DateTimeOffset since) && now >= since && now < since + HoldsFor))
        {
            return;
        }

        string partition = PartitionOf(RankIndex.ShardOf(customerId));
        EntityChange mark = new EntityChange.Put(new EntityProperties().Set("Since", now).Row(partition, customerId));
        await tables.WriteAsync(Tables.Indexes, partition, mark, cancellationToken);
        if (remembered.Count >= RememberedMax)
        {
            remembered.Clear();
        }

        remembered[customerId] = now;
    }

    /// <summary>The marks of a part of all customers; their row keys are customer ids.</summary>
    internal static IAsyncEnumerable<Entity> OfShardAsync(IEntityTables tables, int shard, CancellationToken cancellationToken) =>
        tables.QueryAllAsync(new EntityQuery(Tables.Indexes, PartitionOf(shard)), cancellationToken);

    private static string PartitionOf(int shard) => string.Create(CultureInfo.InvariantCulture, $"factmarks:{shard}");
}
