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

        await ImportRun.RunAsync(aliases, source, good.OrderBy(r => r.Order.OrderedAt), r => r.Buyer, EnterAsync, cancellationToken);
        return tally.Report();

        Task EnterAsync(string? customerId, IReadOnlyList<FileOrder> theirs, CancellationToken token) =>
            this.EnterAsync(source, customerId, theirs, tally, token);
    }

    private async Task EnterAsync(FileSource source, string? customerId, IReadOnlyList<FileOrder> rows, ImportTally tally, CancellationToken cancellationToken)
    {
        if (customerId is null)
        {
            foreach (FileOrder row in rows)
            {
                tally.Refuse(row.Line, ImportRun.Nobody);
            }

            return;
        }

        // What begins no journey any more is entered at once; the rest as if it happened now, one after the other.
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        int old = rows.TakeWhile(r => !Admission.IsRecent(shop.Calendar.DateOf(r.Order.OrderedAt), today)).Count();
        IReadOnlyList<EnteredOrder> entered = await EnterAsync(source, customerId, [.. rows.Take(old)], tally, cancellationToken);
        if (old == rows.Count)
        {
            await ReactAsync(source, entered.DistinctBy(e => e.CustomerId), cancellationToken);
        }

        foreach (FileOrder recent in rows.Skip(old))
        {
            await ReactAsync(source, await EnterAsync(source, customerId, [recent], tally, cancellationToken), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<EnteredOrder>> EnterAsync(
        FileSource source, string customerId, FileOrder[] rows, ImportTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<EnteredOrder> entered = await history.RunAsync(source.SourceId, customerId, rows, cancellationToken);
        foreach (EnteredOrder each in entered)
        {
            tally.Count(each.Row.Line, each.Effect);
        }

        return entered;
    }

    /// <summary>Also to what is unchanged: an import that ended halfway may not have come to this.</summary>
    private async Task ReactAsync(FileSource source, IEnumerable<EnteredOrder> entered, CancellationToken cancellationToken)
    {
        foreach (EnteredOrder each in entered)
        {
            await reaction.OrderAsync(each.CustomerId, source.SourceId, each.Row.Order.OrderId, cancellationToken);
        }
    }

    private string? FaultOf(FileOrder row) => row.Order.Currency != shop.Currency
        ? $"the amounts are in {row.Order.Currency}, the shop's currency is {shop.Currency} (setting Shop:Currency)"
        : ImportRun.FaultOf("ordered_at", row.Order.OrderedAt);
}
