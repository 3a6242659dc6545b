using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>What reports look at of every customer, kept beside the customers so that nobody's rows have to be read for a report. Kept facts
/// may be older than the customer only while the customer is marked (<see cref="FactMarks"/>).</summary>
public sealed class KeptFacts(IEntityTables tables, AllCustomers all, CustomerReading reading, ShopSettings shop, Clocks clocks)
{
    private const int PageCount = 500;

    private readonly FirstFacts first = new(tables, all, reading, clocks);

    /// <summary>The facts of everybody as they are now: kept ones, and of those who are marked the customers themselves. Before everybody's
    /// have been kept once, all customers are read.</summary>
    public async Task<FactReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FirstFacts.AreKeptAsync(tables, cancellationToken))
        {
            return await RecountAsync(cancellationToken);
        }

        IEnumerable<Task<FactReading>> shards = Enumerable.Range(0, RankIndex.ShardCount).Select(s => Task.Run(() => OfShardAsync(s, cancellationToken), cancellationToken));
        return FactReading.Of(await Task.WhenAll(shards), shop);
    }

    /// <summary>The same from everybody's own rows, whatever is kept.</summary>
    public async Task<FactReading> RecountAsync(CancellationToken cancellationToken)
    {
        List<ReportCustomer> found = [];
        List<string> unread = [];
        await foreach (string customerId in EverybodyAsync(cancellationToken))
        {
            Take(customerId, await reading.ReadAsync(customerId, cancellationToken), found, unread);
        }

        return FactReading.Of([new FactReading(found, unread)], shop);
    }

    /// <summary>Keeps everybody's facts once, and from then on those of whoever is marked. Repeating it changes nothing.</summary>
    /// <returns>How many customers were looked at.</returns>
    public async Task<int> FoldAsync(CancellationToken cancellationToken)
    {
        int count = !await FirstFacts.AreKeptAsync(tables, cancellationToken) ? await first.RunAsync(cancellationToken) : 0;
        for (int shard = 0; shard < RankIndex.ShardCount; shard++)
        {
            count += await FoldAsync(await FactMarks.OfShardAsync(tables, shard, cancellationToken).ToListAsync(cancellationToken), cancellationToken);
        }

        return count;
    }

    /// <summary>Everybody whose facts, as a report would see them, are not what their own rows say.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken cancellationToken)
    {
        FactReading seen = await ReadAsync(cancellationToken);
        FactReading counted = await RecountAsync(cancellationToken);
        Dictionary<string, string> expected = counted.Facts.Customers.ToDictionary(c => c.CustomerId, FactRows.TextOf, StringComparer.Ordinal);
        List<string> different = [.. seen.Facts.Customers.Where(c => !expected.Remove(c.CustomerId, out string? text) || text != FactRows.TextOf(c)).Select(c => c.CustomerId)];
        return [.. different.Concat(expected.Keys).Concat(seen.Unread.Except(counted.Unread)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Keeps the facts of these customers anew.</summary>
    public async Task MendAsync(IEnumerable<string> customerIds, CancellationToken cancellationToken)
    {
        foreach (string customerId in customerIds)
        {
            await KeepAsync(customerId, cancellationToken);
        }
    }

    /// <summary>Marks that are young stay: what they are about may not be written yet. One that was renewed meanwhile stays, too.</summary>
    private async Task<int> FoldAsync(List<Entity> marked, CancellationToken cancellationToken)
    {
        int count = 0;
        DateTimeOffset old = clocks.System.GetUtcNow() - FactMarks.StaysFor;
        foreach (Entity mark in marked.Where(m => m.Instant("Since") < old))
        {
            count++;
            if (await KeepAsync(mark.RowKey, cancellationToken))
            {
                await tables.RemoveAsync(mark, cancellationToken);
            }
        }

        return count;
    }

    /// <returns>False when somebody else has just kept them, who may have seen less.</returns>
    private async Task<bool> KeepAsync(string customerId, CancellationToken cancellationToken)
    {
        string partition = FactRows.PartitionOf(customerId);
        Entity? known = await tables.ReadAsync(Tables.Indexes, partition, customerId, cancellationToken);
        FoundCustomer found = await reading.ReadAsync(customerId, cancellationToken);
        if (found.Customer is not { } customer)
        {
            return found.IsReadable;
        }

        Entity row = FactRows.Row(customer, known?.ETag);
        return await tables.WriteAsync(Tables.Indexes, partition, known is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row), cancellationToken);
    }

    /// <summary>Marks first: whoever is marked later than that has changed later than the report.</summary>
    private async Task<FactReading> OfShardAsync(int shard, CancellationToken cancellationToken)
    {
        HashSet<string> marked = await FactMarks.OfShardAsync(tables, shard, cancellationToken).Select(m => m.RowKey).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        List<ReportCustomer> found = [];
        List<string> unread = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, FactRows.PartitionOf(shard)), cancellationToken))
        {
            if (FactRows.IsTooLong(row))
            {
                marked.Add(row.RowKey);
            }
            else if (!marked.Contains(row.RowKey))
            {
                found.Add(FactRows.Customer(row));
            }
        }

        foreach (string customerId in marked)
        {
            Take(customerId, await reading.ReadAsync(customerId, cancellationToken), found, unread);
        }

        return new FactReading(found, unread);
    }

    private async IAsyncEnumerable<string> EverybodyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CustomerPage page = await all.PageAsync(null, PageCount, cancellationToken);
        while (page.End is not null)
        {
            foreach (string customerId in page.CustomerIds)
            {
                yield return customerId;
            }

            page = await all.PageAsync(page.End, PageCount, cancellationToken);
        }
    }

    private static void Take(string customerId, FoundCustomer read, List<ReportCustomer> found, List<string> unread)
    {
        if (read.Customer is { } customer)
        {
            found.Add(customer);
        }
        else if (!read.IsReadable)
        {
            unread.Add(customerId);
        }
    }
}
