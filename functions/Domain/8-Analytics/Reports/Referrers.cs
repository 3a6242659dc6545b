namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Customers who have brought others, beside those who have not.</summary>
public static class Referrers
{
    /// <summary>The type of the event by which a referral is told.</summary>
    public const string EventType = "referral";

    /// <summary>Buyers up to the day, parted by whether they had referred somebody by then.</summary>
    public static ReportTable Of(ReportFacts facts, DateOnly asOf)
    {
        ILookup<bool, ReportCustomer> buyers = facts.Customers.Where(c => c.Orders.Count > 0 && c.Orders[0].On <= asOf).ToLookup(c => c.Events.Any(e => e.Type == EventType && e.On <= asOf));
        return new ReportTable(
            "referrers",
            [
                new("group", ReportUnit.Word), new("buyers", ReportUnit.Count), new("revenue-each", ReportUnit.Amount), new("average-order", ReportUnit.Amount),
                new("repeat-rate", ReportUnit.Share),
            ],
            [Row("referrers", [.. buyers[true]], facts, asOf), Row("others", [.. buyers[false]], facts, asOf)])
        {
            Chart = new ReportChart(ChartKind.Bars, "group", ["revenue-each"]),
        };
    }

    private static IReadOnlyList<ReportCell> Row(string group, IReadOnlyList<ReportCustomer> buyers, ReportFacts facts, DateOnly asOf)
    {
        long revenue = buyers.Sum(c => c.RevenueMinor(asOf));
        return
        [
            ReportCell.Of(group), ReportCell.Count(buyers.Count), ReportCell.Mean(revenue, buyers.Count, facts.Currency),
            ReportCell.Mean(revenue, buyers.Sum(c => (long)c.Count(default, asOf)), facts.Currency),
            ReportCell.Share(buyers.Count(c => c.Orders.Count > 1 && c.Orders[1].On <= asOf), buyers.Count),
        ];
    }
}
