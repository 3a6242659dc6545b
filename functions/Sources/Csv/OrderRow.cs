using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Sources.Csv;

/// <summary>One row of an orders file.</summary>
internal sealed record OrderRow(int Line, string Fingerprint, Order Order, SourceCustomer Buyer)
{
    /// <summary>The order as a source tells it, at the time of the purchase.</summary>
    public FileOrder Told() => new(
        Line,
        Fingerprint,
        new SourceOrder
        {
            OrderId = Order.OrderId,
            OrderedAt = Order.OrderedAt,
            UpdatedAt = Order.OrderedAt,
            Currency = Order.Currency,
            TotalMinor = Order.TotalMinor,
            SubtotalMinor = Order.SubtotalMinor,
            DiscountMinor = Order.DiscountMinor,
            CostMinor = Order.CostMinor,
            Status = Order.Status,
            IsTest = Order.IsTest,
            Lines = Order.Lines,
            Refunds = Order.RefundedMinor == 0 ? [] : [new Refund(Refund.InAllId, Order.RefundedMinor, Order.Currency, Order.OrderedAt)],
        },
        Buyer);
}
