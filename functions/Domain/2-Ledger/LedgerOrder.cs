using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>An order in the ledger, with what is needed to correct it later.</summary>
/// <param name="SourceId">The configured source that it came from; order ids are unique only within a source.</param>
/// <param name="UpdatedAt">Of the description that holds, UTC.</param>
/// <param name="Refunds">Each once; <see cref="Order.RefundedMinor"/> is what they come to.</param>
public sealed record LedgerOrder(string SourceId, Order Order, DateTimeOffset UpdatedAt, IReadOnlyList<Refund> Refunds)
{
    /// <summary>The order's place among the customer's counting orders, from 1; null until it counts. Given once, when it first counts:
    /// an earlier order that becomes known later does not make this one the second, whose customer was followed up for the first.</summary>
    public int? Number { get; init; }

    /// <summary>The fingerprint of the row that a file last said of the order; null when no file ever did.</summary>
    public string? ImportedRow { get; init; }

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
            CostMinor = said.CostMinor,
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
        LedgerOrder holds = isLater ? said with { Order = Taken(said.Order), Number = Number, ImportedRow = ImportedRow } : this;
        return holds.With((isLater ? this : said).Refunds);
    }

    /// <summary>The order after its source took it away: it counts as cancelled, unless a later description holds.</summary>
    public LedgerOrder Removed(DateTimeOffset at) =>
        at < UpdatedAt ? this : this with { UpdatedAt = at, Order = Order with { Status = OrderStatus.Cancelled } };

    /// <summary>The order with its goods, which its source tells apart from the rest.</summary>
    public LedgerOrder WithLines(IReadOnlyList<OrderLine> lines) => this with { Order = Order with { Lines = lines } };

    /// <summary>The order after a row of a file. Nobody knows when a file was made. So what its first row says of an order counts from
    /// the purchase, and any other source knows better; a row that differs from the one before is a correction, and holds.</summary>
    /// <param name="said">The row, described at the time of the purchase.</param>
    /// <param name="row">Its fingerprint.</param>
    /// <param name="now">On the shop clock.</param>
    public LedgerOrder WithRow(LedgerOrder said, string row, DateTimeOffset now)
    {
        if (row == ImportedRow)
        {
            return this;
        }

        bool isCorrection = ImportedRow is not null;
        DateTimeOffset correctedAt = now > UpdatedAt ? now : UpdatedAt.AddTicks(1);
        LedgerOrder before = this with { Refunds = [.. Refunds.Where(r => !r.IsInAll)] };
        return before.With(isCorrection ? said with { UpdatedAt = correctedAt } : said) with { ImportedRow = row };
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
        long known = all.Where(r => !r.IsInAll).Sum(r => r.AmountMinor);
        long inAll = all.Where(r => r.IsInAll).Sum(r => r.AmountMinor);
        return this with { Refunds = all, Order = Order with { RefundedMinor = Math.Max(known, inAll) } };
    }

    /// <summary>The order with its number, if it counts and has none yet.</summary>
    /// <param name="orders">All of the customer's; may hold an earlier state of this one.</param>
    public LedgerOrder Numbered(IEnumerable<LedgerOrder> orders, OrderRules rules) => Number is null && rules.Exclusion(Order) is null
        ? this with { Number = 1 + orders.Count(o => rules.Exclusion(o.Order) is null && !IsSame(o)) }
        : this;

    /// <summary>The customer stays, and so do a cost and goods that the later description does not tell.</summary>
    private Order Taken(Order later) => later with
    {
        CustomerId = Order.CustomerId,
        CostMinor = later.CostMinor ?? Order.CostMinor,
        Lines = later.Lines.Count > 0 ? later.Lines : Order.Lines,
    };

    private bool IsSame(LedgerOrder other) => other.SourceId == SourceId && other.Order.OrderId == Order.OrderId;

    private static int Progress(OrderStatus status) => status switch
    {
        OrderStatus.Placed => 0,
        OrderStatus.Paid => 1,
        _ => 2,
    };
}
