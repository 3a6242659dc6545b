using System.Collections.Concurrent;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Enters an orders file: a customer's orders by the time of the purchase, so that they get the numbers that they had.
/// Importing a file again changes nothing, and completes an import that was interrupted.</summary>
public sealed class ImportOrders(CustomerAliases aliases, RecordHistory history, IReaction reaction, ShopSettings shop, Clocks clocks)
{
    /// <summary>Enters the rows.</summary>
    /// <param name="rows">Each order once.</param>
    /// <param name="progress">Told how many rows more are done.</param>
    public async Task<ImportReport> RunAsync(FileSource source, IReadOnlyList<FileOrder> rows, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ImportTally tally = new(progress);
        List<FileOrder> good = [];
        foreach (FileOrder row in rows)
        {
            if (FaultOf(row) is { } fault)
            {
                tally.Refuse(row.Line, fault);
            }
            else
            {
                good.Add(row);
            }
        }

        ConcurrentBag<IReadOnlyList<EnteredOrder>> entered = [];
        await ImportRun.RunAsync(aliases, source, good.OrderBy(r => r.Order.OrderedAt), r => r.Buyer, EnterAsync, cancellationToken);

        // Only now: nobody may be ranked by averages over half a history.
        await reaction.HistoryAsync([.. entered.SelectMany(e => e).Select(e => e.CustomerId).Distinct(StringComparer.Ordinal)], cancellationToken);
        await ImportRun.SideBySideAsync(entered, (theirs, token) => ReactAsync(source, theirs, tally, token), cancellationToken);
        await reaction.HistoryEndsAsync(cancellationToken);
        return tally.Report();

        async Task EnterAsync(string? customerId, IReadOnlyList<FileOrder> theirs, CancellationToken token)
        {
            if (customerId is null)
            {
                foreach (FileOrder row in theirs)
                {
                    tally.Refuse(row.Line, ImportRun.Nobody);
                }

                return;
            }

            entered.Add(await history.RunAsync(source.SourceId, customerId, [.. theirs], token));
        }
    }

    /// <summary>To what may begin a journey, one after the other; where all is old, once, so that the customer is ranked. Also to what is
    /// unchanged: an import that ended halfway may not have come to this.</summary>
    private async Task ReactAsync(FileSource source, IReadOnlyList<EnteredOrder> entered, ImportTally tally, CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        List<EnteredOrder> recent = [.. entered.Where(e => Admission.IsRecent(shop.Calendar.DateOf(e.Row.Order.OrderedAt), today))];
        foreach (EnteredOrder each in recent.Count > 0 ? recent : [.. entered.DistinctBy(e => e.CustomerId)])
        {
            await reaction.OrderAsync(each.CustomerId, source.SourceId, each.Row.Order.OrderId, cancellationToken);
        }

        foreach (EnteredOrder each in entered)
        {
            tally.Count(each.Row.Line, each.Effect);
        }
    }

    private string? FaultOf(FileOrder row) => row.Order.Currency != shop.Currency
        ? $"the amounts are in {row.Order.Currency}, the shop's currency is {shop.Currency} (setting Shop:Currency)"
        : ImportRun.FaultOf("ordered_at", row.Order.OrderedAt);
}
