using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Makes the rows that lead to birthdays and first orders of customers who were known before such rows were kept: one look at
/// every customer, once in the life of a shop, and at a part of them every night in case a row was lost. Repeating it, or breaking it off, does
/// no harm.</summary>
public sealed class BuildYearlyIndex(IEntityTables tables)
{
    private const string Partition = "days";
    private const string BuiltRow = "yearly";
    private bool isBuilt;

    /// <summary>Makes them unless that was done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        isBuilt = isBuilt || await tables.ReadAsync(Tables.Indexes, Partition, BuiltRow, cancellationToken) is not null;
        if (isBuilt)
        {
            return;
        }

        for (int shard = 0; shard < YearlyIndex.ShardCount; shard++)
        {
            await BuildAsync(shard, cancellationToken);
        }

        await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(new Entity(Partition, BuiltRow)), cancellationToken);
        isBuilt = true;
    }

    /// <summary>Makes a part of the rows anew from the customers, whatever became of them; a shop that has none yet needs none.</summary>
    /// <param name="day">Every day has its part, and the next day the next one.</param>
    /// <returns>Which part; null when there was nothing to do.</returns>
    public async Task<int?> MendAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await tables.ReadAsync(Tables.Indexes, Partition, BuiltRow, cancellationToken) is null)
        {
            return null;
        }

        int shard = day.DayNumber % YearlyIndex.ShardCount;
        await BuildAsync(shard, cancellationToken);
        return shard;
    }

    private async Task BuildAsync(int shard, CancellationToken cancellationToken)
    {
        List<(YearDay Day, string CustomerId)> firstOrders = [];
        HashSet<string> customerIds = new(StringComparer.Ordinal);
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, RollRows.PartitionOf(shard)), cancellationToken))
        {
            customerIds.Add(row.RowKey);
            if (row.Day("FirstOn") is { } firstOn)
            {
                firstOrders.Add((YearDay.Of(firstOn), row.RowKey));
            }
        }

        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, KnownCustomers.PartitionOf($"{shard}")), cancellationToken))
        {
            customerIds.Add(row.RowKey);
        }

        List<(YearDay Day, string CustomerId)> birthdays = [];
        foreach (string customerId in customerIds)
        {
            if (await tables.ReadAsync(Tables.Customers, customerId, CustomerRows.ProfileKey, cancellationToken) is { } profile
                && profile.Text("Birthday") is { } text && YearlyIndex.DayOf(Birthday.Find(text)) is { } day)
            {
                birthdays.Add((day, customerId));
            }
        }

        await AddAsync(YearlyIndex.FirstOrder, shard, firstOrders, cancellationToken);
        await AddAsync(YearlyIndex.Birthday, shard, birthdays, cancellationToken);
    }

    private async Task AddAsync(string index, int shard, List<(YearDay Day, string CustomerId)> customers, CancellationToken cancellationToken)
    {
        foreach (IGrouping<YearDay, string> day in customers.GroupBy(c => c.Day, c => c.CustomerId))
        {
            await tables.AddAllAsync(index, day.Key, shard, day, cancellationToken);
        }
    }
}
