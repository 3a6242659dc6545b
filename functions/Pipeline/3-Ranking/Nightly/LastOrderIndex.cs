using System.Runtime.CompilerServices;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Finds customers by the day of their last order, so that what starts N days after it needs no scan.</summary>
public sealed class LastOrderIndex(IEntityTables tables, CustomerRoll roll, CustomerStore customers, CustomerFactsReader facts, ShopSettings shop, Clocks clocks)
{
    /// <summary>Ids of all customers whose last counting order was on the day; now and then of somebody else, too: the caller looks again.</summary>
    public async IAsyncEnumerable<string> OnAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < RankIndex.ShardCount; shard++)
        {
            foreach (Entity row in await tables.RowsOfAsync(RankIndex.LastOrder, day, shard, cancellationToken))
            {
                if (!await IsPastAsync(row.RowKey, day, cancellationToken))
                {
                    yield return row.RowKey;
                    continue;
                }

                await roll.RemoveAsync(row, e => e is null || e.LastOrderDays.Contains(day), clocks.System.GetUtcNow(), cancellationToken);
            }
        }
    }

    /// <summary>Whether the customer has ordered again, or that order no longer counts. The roll says it first, and may say too much;
    /// only the customer knows.</summary>
    private async Task<bool> IsPastAsync(string customerId, DateOnly day, CancellationToken cancellationToken)
    {
        RollEntry? entry = await roll.FindAsync(customerId, cancellationToken);
        if (entry is null || entry.LastOrderDays.Contains(day))
        {
            return false;
        }

        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        CustomerState state;
        try
        {
            state = await customers.LoadAsync(customerId, cancellationToken);
        }
        catch (Exception e) when (LedgerLines.IsSpoilt(e))
        {
            return false;  // the caller looks again, and finds the same
        }

        return facts.Counting(state).Where(o => o.OrderedOn <= today).Select(o => (DateOnly?)o.OrderedOn).Max() != day;
    }
}
