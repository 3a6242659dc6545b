using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>An order in the ledger, with what is needed to correct it later.</summary>
/// <param name="SourceId">The configured source that it came from; order ids are unique only within a source.</param>
/// <param name="UpdatedAt">Of the description that holds, UTC.</param>
/// <param name="Refunds">Each once; their sum is <see cref="Order.RefundedMinor"/>.</param>
public sealed record LedgerOrder(string SourceId, Order Order, DateTimeOffset UpdatedAt, IReadOnlyList<Refund> Refunds)
{
    /// <summary>The order's place among the customer's counting orders, from 1; null until it counts. Given once, when it first counts:
    /// an earlier order that becomes known later does not make this one the second, whose customer was followed up for the first.</summary>
    public int? Number { get; init; }

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
        LedgerOrder holds = isLater ? said with { Order = said.Order with { CustomerId = Order.CustomerId }, Number = Number } : this;
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

    /// <summary>The order with its number, if it counts and has none yet.</summary>
    /// <param name="orders">All of the customer's; may hold an earlier state of this one.</param>
    public LedgerOrder Numbered(IEnumerable<LedgerOrder> orders, OrderRules rules) => Number is null && rules.Exclusion(Order) is null
        ? this with { Number = 1 + orders.Count(o => rules.Exclusion(o.Order) is null && !IsSame(o)) }
        : this;

    private bool IsSame(LedgerOrder other) => other.SourceId == SourceId && other.Order.OrderId == Order.OrderId;

    private static int Progress(OrderStatus status) => status switch
    {
        OrderStatus.Placed => 0,
        OrderStatus.Paid => 1,
        _ => 2,
    };
}
