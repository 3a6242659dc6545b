using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Removes statements of consent that have outlived the time for which they must be provable. What holds stays.</summary>
public sealed class TidyConsents(IEntityTables tables, CustomerStore customers, ConsentProofs proofs, ShopSettings shop, Clocks clocks)
{
    /// <summary>With the profile they fit a batch.</summary>
    private const int BatchMax = 50;

    /// <summary>Looks at every customer once. Repeating it changes nothing.</summary>
    /// <returns>How many statements were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = await proofs.DropAsync(cancellationToken);
        foreach (string shard in Enumerable.Range(0, KnownCustomers.ShardCount).Select(s => $"{s}"))
        {
            foreach (string partition in new[] { KnownCustomers.PartitionOf(shard), RollRows.PartitionOf(int.Parse(shard, System.Globalization.CultureInfo.InvariantCulture)) })
            {
                await foreach (Entity known in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition), cancellationToken))
                {
                    count += await TidyAsync(known.RowKey, cancellationToken);
                }
            }
        }

        return count;
    }

    private async Task<int> TidyAsync(string customerId, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string RowKey, Consent Consent)> rows = await new ConsentLog(tables).OfAsync(customerId, cancellationToken);
        if (!Outlived(rows, new Dictionary<Channel, DateTimeOffset>()).Any())
        {
            return 0;  // most: without reading their messages
        }

        return await customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Tidied(state, rows)), cancellationToken);
    }

    /// <summary>A statement that was added since the look can only end others earlier or later than it was seen: what is removed had ended.</summary>
    private CustomerChange<int> Tidied(CustomerState state, IReadOnlyList<(string RowKey, Consent Consent)> rows)
    {
        Dictionary<Channel, DateTimeOffset> lastSentAt = state.Sends.Values.Select(SendRows.Row)
            .Where(r => r is { State: SendState.Sent or SendState.Claimed, Purpose: not Purpose.Transactional, ClaimedAt: not null })
            .GroupBy(r => r.Key.Channel)
            .ToDictionary(g => g.Key, g => g.Max(r => r.ClaimedAt!.Value));
        EntityChange[] changes = [.. Outlived(rows, lastSentAt).Take(BatchMax).Select(key => new EntityChange.Delete(key))];
        return new CustomerChange<int>(changes.Length, null, changes);
    }

    private IEnumerable<string> Outlived(IReadOnlyList<(string RowKey, Consent Consent)> rows, Dictionary<Channel, DateTimeOffset> lastSentAt)
    {
        HashSet<Consent> outlived = [.. shop.Consent.Outlived(rows.Select(r => r.Consent), lastSentAt, clocks.Shop.GetUtcNow())];
        return rows.Where(r => outlived.Contains(r.Consent)).Select(r => r.RowKey);
    }
}
