using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The ids of everybody who is on the roll or was ever made known, so that somebody can go through all of them bit by bit.</summary>
public sealed class AllCustomers(IEntityTables tables)
{
    /// <summary>Into so many parts customers are divided.</summary>
    public const int ShardCount = KnownCustomers.ShardCount;

    /// <summary>The next customers, at least one unless everybody has been gone through.</summary>
    /// <param name="after">Where the last page ended; null for the first page.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The ids, and where they end; null when nobody follows. A page may be shorter than asked for.</returns>
    public async Task<CustomerPage> PageAsync(CustomerPlace? after, int count, CancellationToken cancellationToken)
    {
        for (int shard = after?.Shard ?? 0; shard < ShardCount; shard++)
        {
            string? last = shard == after?.Shard ? after.CustomerId : null;
            string[] ids = await OfShardAsync(shard, last, count, cancellationToken);
            if (ids.Length > 0)
            {
                return new CustomerPage(ids, new CustomerPlace(shard, ids[^1]));
            }
        }

        return new CustomerPage([], null);
    }

    /// <summary>The next customers of one part, by id; none when nobody follows.</summary>
    /// <param name="after">Whom they follow; null for the first.</param>
    internal async Task<string[]> OfShardAsync(int shard, string? after, int count, CancellationToken cancellationToken)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (string partition in new[] { RollRows.PartitionOf(shard), KnownCustomers.PartitionOf($"{shard}") })
        {
            EntityQuery query = new(Tables.Indexes, partition, after is null ? null : after + "0", null, Math.Min(count, EntityQuery.LimitMax));  // ids are of one length
            ids.UnionWith(await tables.QueryAllAsync(query, cancellationToken).Take(count).Select(r => r.RowKey).ToListAsync(cancellationToken));
        }

        return [.. ids.Take(count)];
    }
}

/// <summary>Some customers.</summary>
/// <param name="End">Where the page ends; null when nobody follows.</param>
public sealed record CustomerPage(IReadOnlyList<string> CustomerIds, CustomerPlace? End);

/// <summary>A place among all customers.</summary>
public sealed record CustomerPlace(int Shard, string CustomerId);
