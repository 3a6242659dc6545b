using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>How far an order has come. Only these three matter to a follow-up.</summary>
public enum OrderStatus
{
    /// <summary>The money has arrived.</summary>
    Paid,

    /// <summary>Ordered, not yet paid: cash on delivery, invoice, convenience store.</summary>
    Placed,

    /// <summary>Called off by the customer or the shop.</summary>
    Cancelled,
}

/// <summary>One line of an order. What the source did not say is null.</summary>
/// <param name="Quantity">At least 1.</param>
/// <param name="PriceMinor">Of one piece, in minor units of the order's currency, ≥ 0.</param>
public sealed record OrderLine(string? Sku, string? Name, int Quantity, long? PriceMinor);

/// <summary>An order as it stands after every correction known so far.</summary>
public sealed record Order
{
    /// <summary>The source's own id of the order; the same id again replaces the order.</summary>
    public required string OrderId { get; init; }

    /// <summary>Who bought: the ledger's customer id, or the file's own where a file is read without a ledger.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The instant of the purchase, UTC; the start of the shop's day when the source gives only a date.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>The shop-local day of the purchase; a date that the source gave is kept as it is.</summary>
    public required DateOnly OrderedOn { get; init; }

    /// <summary>The shop's one currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What was charged, tax and shipping included, refunds not yet taken off; minor units, ≥ 0.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Goods after discounts without shipping, minor units, ≥ 0; null when the source does not say.</summary>
    public long? SubtotalMinor { get; init; }

    /// <summary>What the shop gave away on this order, minor units, ≥ 0.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>What the goods cost the shop, minor units, ≥ 0; null when unknown.</summary>
    public long? CostMinor { get; init; }

    /// <summary>Successful refunds, minor units, ≥ 0; may exceed the total (shipping costs paid back).</summary>
    public long RefundedMinor { get; init; }

    /// <summary>How far the order has come.</summary>
    public OrderStatus Status { get; init; } = OrderStatus.Paid;

    /// <summary>Placed to try the shop out; never counts.</summary>
    public bool IsTest { get; init; }

    /// <summary>The goods; empty when the source does not list them.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];
}
