using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What a rank rule may look at: one customer's counting orders up to and including <see cref="AsOf"/>.</summary>
public sealed record PurchaseSummary
{
    /// <summary>Shop-local day; orders after it do not exist.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The shop's currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Orders that count, ≥ 0; two orders on one day are two.</summary>
    public int OrderCount { get; init; }

    /// <summary>Sum of the orders' amounts with refunds taken off, minor units, ≥ 0.</summary>
    public long TotalMinor { get; init; }

    /// <summary>Sum of the same amounts before refunds, minor units, ≥ <see cref="TotalMinor"/>.</summary>
    public long ChargedMinor { get; init; }

    /// <summary>Sum of discounts given, minor units, ≥ 0.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>Sum of costs over the orders whose cost is known, minor units, ≥ 0.</summary>
    public long CostMinor { get; init; }

    /// <summary>Sum of amounts over the orders whose cost is known, minor units, ≥ 0.</summary>
    public long CostedMinor { get; init; }

    /// <summary>Day of the earliest order; null exactly when there are none. So is <see cref="LastOn"/>.</summary>
    public DateOnly? FirstOn { get; init; }

    /// <summary>Day of the latest order.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>Days since the earliest order, ≥ 0; null when there are none.</summary>
    public int? DaysSinceFirst => AsOf.DayNumber - FirstOn?.DayNumber;

    /// <summary>Days since the latest order, ≥ 0; null when there are none.</summary>
    public int? DaysSinceLast => AsOf.DayNumber - LastOn?.DayNumber;

    /// <summary>Days between the earliest and the latest order (在籍日数), ≥ 0; null when there are none.</summary>
    public int? ActiveSpanDays => LastOn?.DayNumber - FirstOn?.DayNumber;
}
