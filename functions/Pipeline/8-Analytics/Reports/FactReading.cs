using FollowUpFlows.Domain.Analytics.Reports;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>What reports look at of everybody.</summary>
/// <param name="Unread">Customers whose rows cannot be read; they are in no report. The certificate of the day names them.</param>
public sealed record FactReading(IReadOnlyList<ReportCustomer> Customers, IReadOnlyList<string> Unread)
{
    private ReportFacts? facts;

    /// <summary>With the shop's sums.</summary>
    /// <exception cref="InvalidOperationException">It is a part only.</exception>
    public ReportFacts Facts => facts ?? throw new InvalidOperationException("Only the facts of the whole shop have sums.");

    internal static FactReading Of(IReadOnlyList<FactReading> parts, ShopSettings shop)
    {
        ReportCustomer[] customers = [.. parts.SelectMany(p => p.Customers)];
        Array.Sort(customers, (one, other) => string.CompareOrdinal(one.CustomerId, other.CustomerId));
        return new FactReading(customers, [.. parts.SelectMany(p => p.Unread).Order(StringComparer.Ordinal)]) { facts = new ReportFacts(customers, shop.Currency) };
    }
}
