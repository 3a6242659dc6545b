using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Enters a customers file. Importing it again changes nothing, and completes an import that was interrupted.</summary>
public sealed class ImportCustomers(CustomerAliases aliases, RecordFileCustomer record, IReaction reaction, ShopSettings shop, Clocks clocks)
{
    /// <summary>Enters the rows.</summary>
    /// <param name="rows">Each customer once.</param>
    /// <param name="progress">Told how many rows more are done.</param>
    public async Task<ImportReport> RunAsync(FileSource source, IReadOnlyList<FileCustomer> rows, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ImportTally tally = new(progress);
        List<FileCustomer> good = [];
        foreach (FileCustomer row in rows)
        {
            if (FaultOf(row.Customer) is { } fault)
            {
                tally.Refuse(row.Line, fault);
            }
            else
            {
                good.Add(row);
            }
        }

        await ImportRun.RunAsync(aliases, source, good, r => r.Customer, EnterAsync, cancellationToken);
        return tally.Report();

        async Task EnterAsync(string? customerId, IReadOnlyList<FileCustomer> theirs, CancellationToken token)
        {
            foreach (FileCustomer row in theirs)
            {
                await this.EnterAsync(source, customerId, row, tally, token);
            }
        }
    }

    private async Task EnterAsync(FileSource source, string? customerId, FileCustomer row, ImportTally tally, CancellationToken cancellationToken)
    {
        if (customerId is null)
        {
            tally.Refuse(row.Line, ImportRun.Nobody);
            return;
        }

        EnteredCustomer entered = await record.RunAsync(source.SourceId, customerId, row, cancellationToken);
        if (entered is { Effect: not RecordEffect.Forgotten, RegisteredAt: { } registeredAt } && IsRecent(registeredAt))
        {
            await reaction.RegisteredAsync(customerId, registeredAt, cancellationToken);
        }

        tally.Count(row.Line, entered.Effect);
    }

    private bool IsRecent(DateTimeOffset at) =>
        Admission.IsRecent(shop.Calendar.DateOf(at), shop.Calendar.DateOf(clocks.Shop.GetUtcNow()));

    private static string? FaultOf(SourceCustomer customer) =>
        ImportRun.FaultOf("registered_at", customer.RegisteredAt)
        ?? customer.Consents.Select(c => ImportRun.FaultOf("consent_at", c.At)).FirstOrDefault(f => f is not null);
}
