using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Every statement that a customer ever made about marketing, as the proof of it: rows are added, and none is ever changed.</summary>
public sealed class ConsentLog(IEntityTables tables)
{
    internal static readonly string Prefix = RowKeys.Under("consent");

    /// <summary>The statements in pages: those of one channel together, the oldest first.</summary>
    public Task<ListPage<Consent>> PageAsync(string customerId, ListRange range, CancellationToken cancellationToken) =>
        PartitionWalk.Over(tables, Tables.Customers, Prefix).PageAsync(
            [customerId], range, (row, _) => Task.FromResult<Consent?>(CustomerRows.Consent(row)), cancellationToken);

    /// <summary>All of them with the keys of their rows.</summary>
    internal async Task<IReadOnlyList<(string RowKey, Consent Consent)>> OfAsync(string customerId, CancellationToken cancellationToken) =>
        await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Customers, customerId, Prefix), cancellationToken)
            .Select(row => (row.RowKey, CustomerRows.Consent(row)))
            .ToListAsync(cancellationToken);
}
