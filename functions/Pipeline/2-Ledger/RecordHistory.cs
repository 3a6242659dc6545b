using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters orders of one customer as a file lists them, many in one write. Repeating it changes nothing.</summary>
public sealed class RecordHistory(CustomerStore customers, OrderAliases orders, ShopSettings shop, Clocks clocks)
{
    /// <summary>Most orders in one write: the longest lists of goods must fit a batch.</summary>
    private const int BatchMax = 18;

    /// <summary>Enters the orders in the order given, which is that of their numbers.</summary>
    /// <param name="customerId">Whom the file names as the buyer of all.</param>
    /// <returns>Each row with what became of it.</returns>
    public async Task<IReadOnlyList<EnteredOrder>> RunAsync(
        string sourceId, string customerId, IReadOnlyList<FileOrder> rows, CancellationToken cancellationToken)
    {
        string[] owners = await Task.WhenAll(rows.Select(r => OwnerAsync(sourceId, r.Order.OrderId, customerId, cancellationToken)));
        List<EnteredOrder> entered = new(rows.Count);
        foreach (IGrouping<string, FileOrder> owned in rows.Zip(owners).GroupBy(p => p.Second, p => p.First))
        {
            foreach (FileOrder[] batch in owned.Chunk(BatchMax))
            {
                entered.AddRange(await EnterAsync(sourceId, owned.Key, customerId, batch, cancellationToken));
            }
        }

        return entered;
    }

    /// <summary>Reads first: of a file that is read in again every order has its customer.</summary>
    private async Task<string> OwnerAsync(string sourceId, string orderId, string customerId, CancellationToken cancellationToken) =>
        await orders.CustomerOfAsync(sourceId, orderId, cancellationToken) ?? await orders.GiveAsync(sourceId, orderId, customerId, cancellationToken);

    private async Task<IReadOnlyList<EnteredOrder>> EnterAsync(
        string sourceId, string owner, string named, FileOrder[] rows, CancellationToken cancellationToken)
    {
        IReadOnlyList<EnteredOrder> entered = await customers.ChangeAsync(
            owner, (state, _) => Task.FromResult(Entered(state, sourceId, rows, isBuyer: owner == named)), cancellationToken);
        if (owner != named)
        {
            // The shop gave the orders to somebody else: they stay where they are, and the owner is not described by the other's address.
            foreach (EnteredOrder other in entered.Where(e => e.Effect != RecordEffect.Unchanged))
            {
                await customers.ChangeAsync(named, (state, _) => Task.FromResult(RecordOrder.Described(state, other.Row.Buyer, [], ConsentOrigin.Import)), cancellationToken);
            }
        }

        foreach (EnteredOrder added in entered.Where(e => e.Effect == RecordEffect.Added))
        {
            // Only now: a refund that comes at the same moment either sees the order, or is seen here.
            IReadOnlyList<Refund> refunds = await orders.RefundsAsync(sourceId, added.Row.Order.OrderId, cancellationToken);
            if (refunds.Count > 0)
            {
                await customers.ChangeAsync(
                    owner, (state, _) => Task.FromResult(RecordOrder.Refunded(state, sourceId, added.Row.Order.OrderId, refunds)), cancellationToken);
            }
        }

        return entered;
    }

    private CustomerChange<IReadOnlyList<EnteredOrder>> Entered(CustomerState state, string sourceId, FileOrder[] rows, bool isBuyer)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        Dictionary<(string SourceId, string OrderId), LedgerOrder> known = state.Orders.ToDictionary(o => (o.SourceId, o.Order.OrderId));
        List<EnteredOrder> entered = new(rows.Length);
        List<EntityChange> changes = [];
        Customer customer = state.Customer;
        foreach (FileOrder row in rows)
        {
            LedgerOrder? before = known.GetValueOrDefault((sourceId, row.Order.OrderId));
            if (before?.ImportedRow == row.Fingerprint)
            {
                entered.Add(new EnteredOrder(row, state.CustomerId, RecordEffect.Unchanged));
                continue;
            }

            LedgerOrder said = LedgerOrder.Of(sourceId, state.CustomerId, row.Order, shop.Calendar);
            LedgerOrder after = (before?.WithRow(said, row.Fingerprint, now) ?? said with { ImportedRow = row.Fingerprint }).Numbered(known.Values, shop.Orders);
            known[(sourceId, row.Order.OrderId)] = after;
            changes.Add(new EntityChange.Put(CustomerRows.Order(after)));
            customer = isBuyer ? customer.With(row.Buyer) : customer;
            RecordEffect effect = before is null ? RecordEffect.Added : after.Order == before.Order ? RecordEffect.Unchanged : RecordEffect.Updated;
            entered.Add(new EnteredOrder(row, state.CustomerId, effect));
        }

        return new CustomerChange<IReadOnlyList<EnteredOrder>>(entered, changes.Count > 0 ? customer : null, changes);
    }
}

/// <summary>A row of an orders file, entered.</summary>
/// <param name="CustomerId">Whose order it is: not always whom the file names.</param>
public sealed record EnteredOrder(FileOrder Row, string CustomerId, RecordEffect Effect);
