using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>An order in the ledger, with what is needed to correct it later.</summary>
/// <param name="SourceId">The configured source that it came from; order ids are unique only within a source.</param>
/// <param name="UpdatedAt">Of the description that holds, UTC.</param>
/// <param name="Refunds">Each once; their sum is <see cref="Order.RefundedMinor"/>.</param>
public sealed record LedgerOrder(string SourceId, Order Order, DateTimeOffset UpdatedAt, IReadOnlyList<Refund> Refunds)
{
    /// <summary>What a source said of an order, entered for a customer.</summary>
    public static LedgerOrder Of(string sourceId, string customerId, SourceOrder said, ShopCalendar calendar)
    {
        Order order = new()
        {
            OrderId = said.OrderId,
            CustomerId = customerId,
            OrderedAt = said.OrderedAt,
            OrderedOn = calendar.DateOf(said.OrderedAt),
            Currency = said.Currency,
            TotalMinor = said.TotalMinor,
            SubtotalMinor = said.SubtotalMinor,
            DiscountMinor = said.DiscountMinor,
            Status = said.Status,
            IsTest = said.IsTest,
            Lines = said.Lines,
        };
        return new LedgerOrder(sourceId, order, said.UpdatedAt, []).With(said.Refunds);
    }

    /// <summary>The order after another description of it: the later one holds, whichever arrives first, and no refund is forgotten.
    /// Of two with the same time the one that has come further holds: paid after placed, cancelled after both; of two that have come
    /// equally far, the one that arrived last: nothing tells which was written later.</summary>
    public LedgerOrder With(LedgerOrder said)
    {
        bool isLater = said.UpdatedAt > UpdatedAt || (said.UpdatedAt == UpdatedAt && Progress(said.Order.Status) >= Progress(Order.Status));
        LedgerOrder holds = isLater ? said with { Order = said.Order with { CustomerId = Order.CustomerId } } : this;
        return holds.With((isLater ? this : said).Refunds);
    }

    /// <summary>The order with further refunds. One that is known already counts once, with its largest amount: a refund that is paid
    /// in parts is told again with more.</summary>
    public LedgerOrder With(IReadOnlyList<Refund> refunds)
    {
        IReadOnlyList<Refund> all =
        [
            .. Refunds.Concat(refunds)
                .GroupBy(r => r.RefundId, StringComparer.Ordinal)
                .Select(g => g.OrderByDescending(r => r.AmountMinor).ThenBy(r => r.At).First())
                .OrderBy(r => r.At)
                .ThenBy(r => r.RefundId, StringComparer.Ordinal),
        ];
        return this with { Refunds = all, Order = Order with { RefundedMinor = all.Sum(r => r.AmountMinor) } };
    }

    private static int Progress(OrderStatus status) => status switch
    {
        OrderStatus.Placed => 0,
        OrderStatus.Paid => 1,
        _ => 2,
    };
}
