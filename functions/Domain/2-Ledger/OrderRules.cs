namespace FollowUpFlows.Domain.Ledger;

/// <summary>From when an order counts (setting <c>orders.countFrom</c>).</summary>
public enum OrderCountFrom
{
    /// <summary>When it is paid.</summary>
    Paid,

    /// <summary>When it is placed: for shops that live from cash on delivery and invoices.</summary>
    Placed,
}

/// <summary>What an order is worth (setting <c>orders.amount</c>).</summary>
public enum OrderAmountBasis
{
    /// <summary>All that was charged, tax and shipping included.</summary>
    Total,

    /// <summary>The goods alone; the total where the source gives no subtotal.</summary>
    Subtotal,
}

/// <summary>Why an order does not count.</summary>
public enum OrderExclusion
{
    /// <summary>Placed to try the shop out.</summary>
    Test,

    /// <summary>Called off.</summary>
    Cancelled,

    /// <summary>Placed but not paid, in a shop that counts from payment.</summary>
    Unpaid,

    /// <summary>All of the money went back.</summary>
    FullyReturned,
}

/// <summary>Which orders count, and for how much. The same for ranks, triggers and reports.</summary>
public sealed record OrderRules(OrderCountFrom CountFrom = OrderCountFrom.Paid, OrderAmountBasis Amount = OrderAmountBasis.Total)
{
    /// <summary>The first reason for which the order does not count; null when it counts.
    /// An order of amount zero counts: a gift or a sample was still ordered.</summary>
    public OrderExclusion? Exclusion(Order order)
    {
        if (order.IsTest)
        {
            return OrderExclusion.Test;
        }

        if (order.Status == OrderStatus.Cancelled)
        {
            return OrderExclusion.Cancelled;
        }

        if (order.Status == OrderStatus.Placed && CountFrom == OrderCountFrom.Paid)
        {
            return OrderExclusion.Unpaid;
        }

        return order.RefundedMinor > 0 && order.RefundedMinor >= order.TotalMinor ? OrderExclusion.FullyReturned : null;
    }

    /// <summary>The order's amount less refunds, in minor units, never below zero.</summary>
    public long AmountMinor(Order order) => Math.Max(0, ChargedMinor(order) - order.RefundedMinor);

    /// <summary>The order's amount before refunds, in minor units.</summary>
    public long ChargedMinor(Order order) =>
        Amount == OrderAmountBasis.Subtotal ? order.SubtotalMinor ?? order.TotalMinor : order.TotalMinor;
}
