using System.Globalization;
using System.Runtime.CompilerServices;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Which sends are planned for, or deferred to, a shop day. A row is written before the ledger's: it may lead to a send that was
/// dropped or went on another day, but no planned send is without one.</summary>
public sealed class DueIndex(IEntityTables tables, ShopSettings shop)
{
    /// <summary>Partitions of a day.</summary>
    public const int ShardCount = 8;

    /// <summary>Notes when sends of one customer will be due.</summary>
    public async Task AddAsync(string customerId, IEnumerable<DueLead> leads, CancellationToken cancellationToken)
    {
        foreach (IGrouping<DateOnly, DueLead> day in leads.GroupBy(l => shop.Calendar.DateOf(l.DueAt)))
        {
            string partition = PartitionOf(day.Key, RowKeys.Shard(customerId, ShardCount));
            foreach (DueLead[] batch in day.Chunk(EntityLimits.BatchMax))
            {
                await tables.WriteAsync(Tables.Indexes, partition, [.. batch.Select(l => new EntityChange.Put(RowOf(partition, l)))], cancellationToken);
            }
        }
    }

    /// <summary>Whether a row of the day leads to the send.</summary>
    internal async Task<bool> HasAsync(DateOnly day, DueLead lead, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(day, RowKeys.Shard(lead.CustomerId, ShardCount));
        return await tables.ReadAsync(Tables.Indexes, partition, RowOf(partition, lead).RowKey, cancellationToken) is not null;
    }

    /// <summary>Everything that leads to the day; no order that means anything.</summary>
    public async IAsyncEnumerable<DueLead> OfDayAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < ShardCount; shard++)
        {
            EntityQuery query = new(Tables.Indexes, PartitionOf(day, Text(shard)));
            await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
            {
                yield return LeadOf(row);
            }
        }
    }

    /// <summary>A page of what leads to the day.</summary>
    /// <param name="cursor">Of the page before (<see cref="DuePage.Next"/>), null for the first; one that was never given is followed by nothing.</param>
    /// <param name="limit">1–<see cref="EntityQuery.LimitMax"/>.</param>
    public async Task<DuePage> OfDayAsync(DateOnly day, string? cursor, int limit, CancellationToken cancellationToken)
    {
        (int shard, string? from) = PlaceOf(cursor);
        for (; shard < ShardCount; shard++)
        {
            EntityPage page = await tables.QueryAsync(new EntityQuery(Tables.Indexes, PartitionOf(day, Text(shard)), from, null, limit), cancellationToken);
            if (page.Entities.Count > 0 || page.Next is not null)
            {
                string? next = page.Next is { } row ? $"{Text(shard)}:{row}" : shard + 1 < ShardCount ? $"{Text(shard + 1)}:" : null;
                return new DuePage([.. page.Entities.Select(LeadOf)], next);
            }

            from = null;
        }

        return new DuePage([], null);
    }

    /// <summary>A cursor is the shard and the row key with which the page begins.</summary>
    private static (int Shard, string? From) PlaceOf(string? cursor) =>
        cursor is null ? (0, null)
        : cursor.Split(':', 2) is [[>= '0' and <= '9' and var shard], var from] ? (shard - '0', from.Length > 0 ? from : null)
        : (ShardCount, null);

    /// <summary>Where the rows of a day lie.</summary>
    internal static IEnumerable<string> PartitionsOf(DateOnly day) => Enumerable.Range(0, ShardCount).Select(s => PartitionOf(day, Text(s)));

    private static string PartitionOf(DateOnly day, string shard) => $"due:{day.ToString("O", CultureInfo.InvariantCulture)}:{shard}";

    private static string Text(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    private static Entity RowOf(string partition, DueLead lead) => new EntityProperties()
        .Set("CustomerId", lead.CustomerId)
        .Set("EnrollmentId", lead.EnrollmentId)
        .Set("StepId", lead.StepId)
        .Set("DueAt", lead.DueAt)
        .Row(partition, RowKeys.Of(lead.CustomerId, lead.EnrollmentId, lead.StepId));

    internal static DueLead LeadOf(Entity row) =>
        new(row.Text("CustomerId")!, row.Text("EnrollmentId")!, row.Text("StepId")!, row.Instant("DueAt")!.Value);
}

/// <summary>A row of the index.</summary>
/// <param name="DueAt">When the send was to be decided as this row was written, UTC; the ledger says what became of it.</param>
public sealed record DueLead(string CustomerId, string EnrollmentId, string StepId, DateTimeOffset DueAt);

/// <summary>Some rows of the index.</summary>
/// <param name="Next">Null when there are no more. A page may be empty and still have a next one.</param>
public sealed record DuePage(IReadOnlyList<DueLead> Leads, string? Next);
