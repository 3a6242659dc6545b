using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Intake;

/// <summary>An order as a source describes it at one moment. What the source does not say is null.</summary>
public sealed record SourceOrder
{
    /// <summary>The source's own id; kept as text because sources exceed 2^53.</summary>
    public required string OrderId { get; init; }

    /// <summary>The instant of the purchase, UTC.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the source wrote this description, UTC: of two descriptions of an order the later one holds.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>As the source says; the ledger refuses a currency that is not the shop's.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What was charged, tax and shipping included, refunds not yet taken off; minor units, ≥ 0.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Goods after discounts without shipping, minor units, ≥ 0.</summary>
    public long? SubtotalMinor { get; init; }

    /// <summary>What the shop gave away, minor units, ≥ 0.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>What the goods cost the shop, minor units, ≥ 0.</summary>
    public long? CostMinor { get; init; }

    /// <summary>How far the order has come.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Placed to try the shop out.</summary>
    public bool IsTest { get; init; }

    /// <summary>The goods; empty when the source does not list them.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>Refunds that the description lists; more may arrive on their own.</summary>
    public IReadOnlyList<Refund> Refunds { get; init; } = [];
}

/// <summary>Money that went back to the customer.</summary>
/// <param name="RefundId">The source's own id: the same refund told twice counts once.</param>
/// <param name="AmountMinor">Of successful payments only, minor units of <paramref name="Currency"/>, ≥ 0.</param>
/// <param name="Currency">Null when the source does not say: then the order's.</param>
public sealed record Refund(string RefundId, long AmountMinor, Currency? Currency, DateTimeOffset At)
{
    /// <summary>The id of a statement that says only how much has gone back in all: it comes from a file or from a payment. It is no refund beside the
    /// others but what they add up to, as far as they are known one by one.</summary>
    public const string InAllId = "*";

    internal bool IsInAll => RefundId == InAllId;
}
