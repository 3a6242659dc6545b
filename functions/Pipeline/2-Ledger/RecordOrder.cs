using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters orders, refunds and customers into the ledger. Repeating an entry changes nothing, and the order of arrival does not matter.</summary>
public sealed class RecordOrder(CustomerStore customers, CustomerAliases aliases, OrderAliases orders, ShopSettings shop)
{
    /// <summary>Enters an order with what the source says of its customer.</summary>
    /// <param name="customer">Null when the source does not say who bought: the order may be known already.</param>
    /// <returns>The customer whose order it is; null when that is not known.</returns>
    public async Task<string?> OrderAsync(string sourceId, string sourceKind, SourceOrder order, SourceCustomer? customer, CancellationToken cancellationToken)
    {
        string? named = customer is null ? null : await aliases.ResolveAsync(sourceKind, customer, cancellationToken);
        string? owner = await orders.CustomerOfAsync(sourceId, order.OrderId, cancellationToken) ?? named;
        if (owner is null)
        {
            return null;
        }

        owner = await orders.GiveAsync(sourceId, order.OrderId, owner, cancellationToken);
        LedgerOrder said = LedgerOrder.Of(sourceId, owner, order, shop.Calendar);
        await customers.ChangeAsync(owner, (state, _) => Task.FromResult(Entered(state, said, named == owner ? customer : null)), cancellationToken);
        if (named is not null && named != owner)
        {
            // The shop gave the order to somebody else: it stays where it is, and the owner is not described by the other's address.
            await customers.ChangeAsync(named, (state, _) => Task.FromResult(Described(state, customer!, [], ConsentOrigin.Webhook)), cancellationToken);
        }

        // Only now: a refund that comes at the same moment either sees the order, or is seen here.
        IReadOnlyList<Refund> refunds = await orders.RefundsAsync(sourceId, order.OrderId, cancellationToken);
        if (refunds.Count > 0)
        {
            await customers.ChangeAsync(owner, (state, _) => Task.FromResult(Refunded(state, sourceId, order.OrderId, refunds)), cancellationToken);
        }

        return owner;
    }

    /// <summary>Enters a refund; the order may come later.</summary>
    /// <returns>The customer whose order it is; null while the order is not known.</returns>
    public async Task<string?> RefundAsync(string sourceId, string orderId, Refund refund, CancellationToken cancellationToken)
    {
        await orders.AddRefundAsync(sourceId, orderId, refund, cancellationToken);
        string? owner = await orders.CustomerOfAsync(sourceId, orderId, cancellationToken);
        if (owner is not null)
        {
            await customers.ChangeAsync(owner, (state, _) => Task.FromResult(Refunded(state, sourceId, orderId, [refund])), cancellationToken);
        }

        return owner;
    }

    /// <summary>Enters that the source took an order away.</summary>
    /// <returns>The customer whose order it is; null when the order is not known.</returns>
    public Task<string?> RemovalAsync(string sourceId, string orderId, DateTimeOffset at, CancellationToken cancellationToken) =>
        CorrectAsync(sourceId, orderId, o => o.Removed(at), cancellationToken);

    /// <summary>Enters what an order consists of.</summary>
    /// <returns>The customer whose order it is; null when the order is not known.</returns>
    public Task<string?> LinesAsync(string sourceId, string orderId, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken) =>
        CorrectAsync(sourceId, orderId, o => o.WithLines(lines), cancellationToken);

    /// <summary>Enters what a source says of a customer.</summary>
    /// <returns>The customer; null when the source names nobody.</returns>
    public async Task<string?> CustomerAsync(string sourceKind, SourceCustomer customer, CancellationToken cancellationToken)
    {
        string? customerId = await aliases.ResolveAsync(sourceKind, customer, cancellationToken);
        if (customerId is not null)
        {
            await customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Described(state, customer, [], ConsentOrigin.Webhook)), cancellationToken);
        }

        return customerId;
    }

    private async Task<string?> CorrectAsync(string sourceId, string orderId, Func<LedgerOrder, LedgerOrder> correct, CancellationToken cancellationToken)
    {
        string? owner = await orders.CustomerOfAsync(sourceId, orderId, cancellationToken);
        if (owner is not null)
        {
            await customers.ChangeAsync(owner, (state, _) => Task.FromResult(Corrected(state, sourceId, orderId, correct)), cancellationToken);
        }

        return owner;
    }

    private CustomerChange<bool> Entered(CustomerState state, LedgerOrder said, SourceCustomer? customer)
    {
        LedgerOrder? known = state.Order(said.SourceId, said.Order.OrderId);
        LedgerOrder holds = (known?.With(said) ?? said).Numbered(state.Orders, shop.Orders);
        EntityChange row = new EntityChange.Put(CustomerRows.Order(holds));
        return customer is null ? new CustomerChange<bool>(true, null, [row]) : Described(state, customer, [row], ConsentOrigin.Webhook);
    }

    internal static CustomerChange<bool> Refunded(CustomerState state, string sourceId, string orderId, IReadOnlyList<Refund> refunds) =>
        Corrected(state, sourceId, orderId, o => o.With(refunds));

    private static CustomerChange<bool> Corrected(CustomerState state, string sourceId, string orderId, Func<LedgerOrder, LedgerOrder> correct)
    {
        LedgerOrder? known = state.Order(sourceId, orderId);
        EntityChange[] rows = known is null ? [] : [new EntityChange.Put(CustomerRows.Order(correct(known)))];
        return new CustomerChange<bool>(known is not null, null, rows);
    }

    /// <param name="origin">Of statements of consent that do not say it themselves.</param>
    internal static CustomerChange<bool> Described(CustomerState state, SourceCustomer customer, IReadOnlyList<EntityChange> rows, ConsentOrigin origin)
    {
        IEnumerable<EntityChange> consents = customer.Consents
            .Where(c => !state.Customer.IsPast(c.At))
            .Select(c => customer.MustConfirm ? Unconfirmed(state, c) : c)
            .Select(c => new EntityChange.Put(CustomerRows.Consent(state.CustomerId, c with { Origin = c.Origin ?? origin })));
        return new CustomerChange<bool>(true, state.Customer.With(customer), [.. rows, .. consents.DistinctBy(c => c.RowKey)]);
    }

    /// <summary>What awaits its confirmation. A customer who agrees already, because they confirmed or were known before the shop asked for it,
    /// is not asked again; what is older than that was asked for once, and is told again.</summary>
    private static Consent Unconfirmed(CustomerState state, Consent said)
    {
        bool isKnown = state.Consents.GetValueOrDefault(said.Channel) is { State: ConsentState.Granted } known && said.At >= known.At;
        return said is { Channel: Channel.Email, State: ConsentState.Granted } && !isKnown ? said with { State = ConsentState.Pending } : said;
    }
}
