using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Makes the rows by which customers are found by name who were known before such rows were kept: once in the life of a shop, bit by
/// bit. Repeating it, or breaking it off, does no harm: it goes on where it stood.</summary>
public sealed class BuildNameIndex(IEntityTables tables, AllCustomers all, NameIndex names, Clocks clocks)
{
    private const string Partition = "days";
    private const string BuiltRow = "names";
    private const int PageSize = 100;
    private volatile bool isBuilt;

    /// <summary>Goes on, for so long at most on the system clock.</summary>
    /// <returns>How many customers it looked at; 0 when everybody was looked at before.</returns>
    public async Task<int> RunAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (isBuilt)
        {
            return 0;
        }

        DateTimeOffset until = clocks.System.GetUtcNow() + atMost;
        Entity? row = await tables.ReadAsync(Tables.Indexes, Partition, BuiltRow, cancellationToken);
        isBuilt = row?.Flag("Done") == true;
        CustomerPlace? at = row?.Text("CustomerId") is { } last ? new CustomerPlace((int)row.Number("Shard")!.Value, last) : null;
        int count = 0;
        while (!isBuilt && clocks.System.GetUtcNow() < until)
        {
            CustomerPage page = await all.PageAsync(at, PageSize, cancellationToken);
            foreach (string customerId in page.CustomerIds)
            {
                await AddAsync(customerId, cancellationToken);
            }

            count += page.CustomerIds.Count;
            at = page.End;
            await NoteAsync(at, cancellationToken);
            isBuilt = at is null;
        }

        return count;
    }

    private async Task AddAsync(string customerId, CancellationToken cancellationToken)
    {
        if (await FindAsync(customerId, cancellationToken) is { IsForgotten: false } customer)
        {
            await names.AddAsync(customer, cancellationToken);
            if (await FindAsync(customerId, cancellationToken) is { IsForgotten: true })
            {
                await names.TakeBackAsync(customer, cancellationToken);
            }
        }
    }

    private async Task<Customer?> FindAsync(string customerId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Customers, customerId, CustomerRows.ProfileKey, cancellationToken) is { } profile ? CustomerRows.Customer(profile) : null;

    private Task<bool> NoteAsync(CustomerPlace? at, CancellationToken cancellationToken)
    {
        Entity row = new EntityProperties().Set("Shard", at?.Shard).Set("CustomerId", at?.CustomerId).Set("Done", at is null).Row(Partition, BuiltRow);
        return tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
    }
}
