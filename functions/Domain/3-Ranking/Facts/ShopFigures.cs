using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>An average of the whole shop that thresholds may scale with.</summary>
public enum ShopFigure
{
    /// <summary>Revenue ÷ counting orders.</summary>
    AverageOrderValue,

    /// <summary>Revenue ÷ customers with a counting order.</summary>
    AverageRevenuePerCustomer,
}

/// <summary>The shop's sums over all counting orders up to a day.</summary>
/// <param name="RevenueMinor">Refunds taken off, minor units.</param>
/// <param name="CustomerCount">Customers with at least one counting order.</param>
public sealed record ShopFigures(Currency Currency, long RevenueMinor, long OrderCount, long CustomerCount)
{
    /// <summary>The figure in major units, exact; null while the shop has no order.</summary>
    public Fraction? Value(ShopFigure figure)
    {
        long count = figure == ShopFigure.AverageOrderValue ? OrderCount : CustomerCount;
        return count == 0 ? null : Fraction.Of(RevenueMinor, (Int128)count * Currency.MinorPerMajor);
    }
}
