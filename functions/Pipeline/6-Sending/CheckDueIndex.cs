using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Compares the index of due sends with the ledger, which is the truth: a send that waits and that no row of the index leads to
/// would not be seen on its day.</summary>
public sealed class CheckDueIndex(IEntityTables tables, DueIndex index, ShopSettings shop)
{
    /// <summary>What the index lacks; reads every customer once.</summary>
    /// <param name="repair">Whether each is written as it is found.</param>
    public async IAsyncEnumerable<DueLead> MissingAsync(bool repair, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string shard in Enumerable.Range(0, KnownCustomers.ShardCount).Select(s => $"{s}"))
        {
            await foreach (Entity known in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, KnownCustomers.PartitionOf(shard)), cancellationToken))
            {
                await foreach (DueLead lead in WaitingAsync(known.RowKey, cancellationToken))
                {
                    if (await index.HasAsync(shop.Calendar.DateOf(lead.DueAt), lead, cancellationToken))
                    {
                        continue;
                    }

                    if (repair)
                    {
                        await index.AddAsync(lead.CustomerId, [lead], cancellationToken);
                    }

                    yield return lead;
                }
            }
        }
    }

    private async IAsyncEnumerable<DueLead> WaitingAsync(string customerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EntityQuery sends = EntityQuery.Prefix(Tables.Customers, customerId, RowKeys.Under("send"));
        await foreach (Entity row in tables.QueryAllAsync(sends, cancellationToken))
        {
            SendRow send = SendRows.Row(row);
            if (send.State == SendState.Planned || (send.State == SendState.Claimed && send.DeferredUntil is not null))
            {
                yield return new DueLead(customerId, send.Key.EnrollmentId, send.Key.StepId, send.DeferredUntil ?? send.DueAt);
            }
        }
    }
}
