using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Enters an events file. Importing it again changes nothing, and completes an import that was interrupted.</summary>
public sealed class ImportEvents(CustomerAliases aliases, RecordEvents record, IReaction reaction, ShopSettings shop, Clocks clocks)
{
    /// <summary>Enters the rows. Equal rows of one file are as many events.</summary>
    /// <param name="progress">Told how many rows more are done.</param>
    public async Task<ImportReport> RunAsync(FileSource source, IReadOnlyList<FileEvent> rows, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ImportTally tally = new(progress);
        List<FileEvent> good = [];
        foreach (FileEvent row in rows)
        {
            if (ImportRun.FaultOf("at", row.Event.At) is { } fault)
            {
                tally.Refuse(row.Line, fault);
            }
            else
            {
                good.Add(row);
            }
        }

        await ImportRun.RunAsync(aliases, source, good.OrderBy(r => r.Event.At), r => r.Customer, EnterAsync, cancellationToken);
        return tally.Report();

        Task EnterAsync(string? customerId, IReadOnlyList<FileEvent> theirs, CancellationToken token) =>
            this.EnterAsync(customerId, theirs, tally, token);
    }

    private async Task EnterAsync(string? customerId, IReadOnlyList<FileEvent> rows, ImportTally tally, CancellationToken cancellationToken)
    {
        if (customerId is null)
        {
            foreach (FileEvent row in rows)
            {
                tally.Refuse(row.Line, ImportRun.Nobody);
            }

            return;
        }

        IReadOnlyList<CustomerEvent> told = Told(rows);
        HashSet<string> added = [.. (await record.RunAsync(customerId, told, cancellationToken)).Select(e => e.Key)];
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        foreach ((FileEvent row, CustomerEvent each) in rows.Zip(told))
        {
            if (Admission.IsRecent(each.On, today))
            {
                await reaction.EventAsync(customerId, each, cancellationToken);
            }

            tally.Count(row.Line, added.Contains(each.Key) ? RecordEffect.Added : RecordEffect.Unchanged);
        }
    }

    /// <summary>A file has no ids of events: its second equal row gets the same key in every import, and another than the first.</summary>
    private List<CustomerEvent> Told(IReadOnlyList<FileEvent> rows)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        List<CustomerEvent> told = [];
        foreach (FileEvent row in rows)
        {
            CustomerEvent once = CustomerEvent.Of(row.Event, shop.Calendar);
            int number = seen[once.Key] = seen.GetValueOrDefault(once.Key) + 1;
            told.Add(once.Occurrence(number));
        }

        return told;
    }
}
