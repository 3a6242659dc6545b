using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Removes rendered messages that were settled so many shop days ago; their hash stays in the ledger. Looks only at payloads
/// that are old enough: what it keeps of those is what is not settled yet.</summary>
public sealed class DropPayloads(IEntityTables tables, Payloads payloads, ShopSettings shop, Clocks clocks)
{
    /// <summary>Removes what is old by now. Repeating it changes nothing.</summary>
    /// <returns>The number of payloads.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        DateOnly keptFrom = today.AddDays(-shop.KeepPayloadsDays);
        int count = 0;
        List<KeptPart> old = [];
        (string CustomerId, string SendKey, string Hash) last = default;
        bool isOld = false;

        // Claimed on the day before by UTC, which the shop's zone may be ahead of or behind: one day more than could be old.
        await foreach (KeptPart part in payloads.BeforeAsync(keptFrom.AddDays(1), cancellationToken))
        {
            if ((part.CustomerId, part.SendKey, part.Hash) != last)
            {
                last = (part.CustomerId, part.SendKey, part.Hash);
                isOld = await IsOldAsync(part, keptFrom, cancellationToken);
                count += isOld ? 1 : 0;
            }

            if (isOld)
            {
                old.Add(part);
            }

            if (old.Count >= EntityLimits.BatchMax)
            {
                await payloads.RemoveAsync(old, cancellationToken);
                old.Clear();
            }
        }

        await payloads.RemoveAsync(old, cancellationToken);
        return count;
    }

    /// <summary>A payload that the ledger does not mean was rendered by somebody who was not the first.</summary>
    private async Task<bool> IsOldAsync(KeptPart part, DateOnly keptFrom, CancellationToken cancellationToken)
    {
        SendRow? row = await tables.ReadAsync(Tables.Customers, part.CustomerId, part.SendKey, cancellationToken) is { } entity ? SendRows.Row(entity) : null;
        return row?.PayloadHash != part.Hash || (row.SettledAt is { } settledAt && shop.Calendar.DateOf(settledAt) < keptFrom);
    }
}
