using System.Globalization;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Keeps everybody's facts for the first time, part by part. Parts go side by side, so that their batches share the disk's writes; each notes how far it
/// has come, and a process that ends leaves the rest to the next. Who changes meanwhile is marked, and looked at again afterwards.</summary>
internal sealed class FirstFacts(IEntityTables tables, AllCustomers all, CustomerReading reading, Clocks clocks)
{
    /// <summary>The longest facts are sixty thousand characters: so many of them still fit a batch.</summary>
    internal const int BatchCount = 50;

    /// <summary>So many customers are looked at between two notes: the most that is done twice.</summary>
    internal const int PageCount = 1000;

    private const string HeadPartition = "facts";
    private const string HeadRow = "built";

    /// <summary>Whether everybody's have been kept.</summary>
    public static async Task<bool> AreKeptAsync(IEntityTables tables, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, HeadPartition, HeadRow, cancellationToken) is not null;

    /// <summary>Goes on where it stood, to the end.</summary>
    /// <returns>How many customers were looked at this time.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int[] counts = await Task.WhenAll(Enumerable.Range(0, AllCustomers.ShardCount).Select(s => Task.Run(() => OfShardAsync(s, cancellationToken), cancellationToken)));
        await NoteAsync(HeadRow, null, cancellationToken);
        return counts.Sum();
    }

    private async Task<int> OfShardAsync(int shard, CancellationToken cancellationToken)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"upto:{shard}");
        string? last = (await tables.ReadAsync(Tables.Indexes, HeadPartition, place, cancellationToken))?.Text("CustomerId");
        int count = 0;
        string[] ids;
        while ((ids = await all.OfShardAsync(shard, last, PageCount, cancellationToken)).Length > 0)
        {
            foreach (string[] some in ids.Chunk(BatchCount))
            {
                await KeepAsync(some, cancellationToken);
            }

            count += ids.Length;
            last = ids[^1];
            await NoteAsync(place, last, cancellationToken);
        }

        return count;
    }

    /// <summary>Customers are parted into as many shards as their facts, in the same way; still each goes where it belongs.</summary>
    private async Task KeepAsync(string[] customerIds, CancellationToken cancellationToken)
    {
        List<ReportCustomer> found = [];
        foreach (string customerId in customerIds)
        {
            if ((await reading.ReadAsync(customerId, cancellationToken)).Customer is { } customer)
            {
                found.Add(customer);
            }
        }

        foreach (IGrouping<string, ReportCustomer> some in found.GroupBy(c => FactRows.PartitionOf(c.CustomerId), StringComparer.Ordinal))
        {
            await tables.WriteAsync(Tables.Indexes, some.Key, [.. some.Select(c => new EntityChange.Put(FactRows.Row(c, null)))], cancellationToken);
        }
    }

    private async Task NoteAsync(string row, string? customerId, CancellationToken cancellationToken)
    {
        Entity note = new EntityProperties().Set("At", clocks.System.GetUtcNow()).Set("CustomerId", customerId).Row(HeadPartition, row);
        await tables.WriteAsync(Tables.Indexes, HeadPartition, new EntityChange.Put(note), cancellationToken);
    }
}
