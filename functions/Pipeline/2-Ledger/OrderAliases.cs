using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Whose an order is, and refunds that arrive without saying so. A refund may come before its order: each writes its own row
/// before it looks for the other's, so that one of them sees both.</summary>
public sealed class OrderAliases(IEntityTables tables)
{
    private const string CustomerRow = "customer";

    /// <summary>The customer of the order; null while the order is not known.</summary>
    public async Task<string?> CustomerOfAsync(string sourceId, string orderId, CancellationToken cancellationToken) =>
        (await tables.ReadAsync(Tables.Aliases, PartitionOf(sourceId, orderId), CustomerRow, cancellationToken))?.Text("CustomerId");

    /// <summary>Gives the order to a customer, once and for all.</summary>
    /// <returns>The customer whose it is: another one, when the order was given away before.</returns>
    public async Task<string> GiveAsync(string sourceId, string orderId, string customerId, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(sourceId, orderId);
        Entity row = new EntityProperties().Set("CustomerId", customerId).Row(partition, CustomerRow);
        return await tables.WriteAsync(Tables.Aliases, partition, new EntityChange.Insert(row), cancellationToken)
            ? customerId
            : await CustomerOfAsync(sourceId, orderId, cancellationToken) ?? customerId;
    }

    /// <summary>Keeps a refund for its order; of one told several times the largest amount.</summary>
    public async Task AddRefundAsync(string sourceId, string orderId, Refund refund, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(sourceId, orderId);
        Entity row = new EntityProperties()
            .Set("RefundId", refund.RefundId)
            .Set("Amount", refund.AmountMinor)
            .Set("At", refund.At)
            .Row(partition, RowKeys.Of("refund", refund.RefundId, refund.AmountMinor.ToString("D19", CultureInfo.InvariantCulture)));
        await tables.WriteAsync(Tables.Aliases, partition, new EntityChange.Put(row), cancellationToken);
    }

    /// <summary>Refunds of the order that arrived on their own.</summary>
    public async Task<IReadOnlyList<Refund>> RefundsAsync(string sourceId, string orderId, CancellationToken cancellationToken)
    {
        List<Refund> refunds = [];
        EntityQuery query = EntityQuery.Prefix(Tables.Aliases, PartitionOf(sourceId, orderId), RowKeys.Under("refund"));
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            refunds.Add(new Refund(row.Text("RefundId")!, row.Number("Amount")!.Value, null, row.Instant("At")!.Value));
        }

        return refunds;
    }

    private static string PartitionOf(string sourceId, string orderId) => RowKeys.Of("order", sourceId, orderId);
}
