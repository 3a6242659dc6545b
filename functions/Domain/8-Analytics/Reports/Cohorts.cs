namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Customers by the month of their first order (コホート), followed through the months after it. An order counts in the month of
/// its own date, however late it becomes known.</summary>
public static class Cohorts
{
    /// <summary>Months after the first that are followed at most.</summary>
    public const int FollowedMax = 12;

    /// <summary>リピート率: of each cohort, who had ordered twice by the end of the first month, of the month after it, and so on.</summary>
    /// <param name="span">Months of first orders. Months that are not over when it ends are unknown.</param>
    public static ReportTable Repeat(ReportFacts facts, ReportSpan span) => Table("cohort-repeat", ReportUnit.Share, facts, span, (cohort, end) =>
        ReportCell.Share(cohort.Count(c => c.Orders.Count > 1 && c.Orders[1].On <= end), cohort.Count));

    /// <summary>LTV: what a customer of the cohort has brought by then, on average.</summary>
    /// <param name="span">As above.</param>
    public static ReportTable Ltv(ReportFacts facts, ReportSpan span) => Table("cohort-ltv", ReportUnit.Amount, facts, span, (cohort, end) =>
        ReportCell.Mean(cohort.Sum(c => c.RevenueMinor(end)), cohort.Count, facts.Currency));

    /// <summary>Whoever ordered first in the month and by the day.</summary>
    internal static List<ReportCustomer> Of(ReportFacts facts, DateOnly month, DateOnly through) =>
        [.. facts.Customers.Where(c => c.Orders.Count > 0 && c.Orders[0].On <= through && Months.FirstOf(c.Orders[0].On) == month)];

    private static ReportTable Table(string id, ReportUnit unit, ReportFacts facts, ReportSpan span, Func<List<ReportCustomer>, DateOnly, ReportCell> value)
    {
        int followed = Math.Min(Months.Between(span.From, span.To), FollowedMax);
        ILookup<DateOnly, ReportCustomer> cohorts = facts.Customers.Where(c => c.Orders.Count > 0 && span.Contains(c.Orders[0].On)).ToLookup(c => Months.FirstOf(c.Orders[0].On));
        List<IReadOnlyList<ReportCell>> rows = [];
        foreach (DateOnly month in Months.Of(span))
        {
            List<ReportCustomer> cohort = [.. cohorts[month]];
            IEnumerable<DateOnly> ends = Enumerable.Range(0, followed + 1).Select(i => Months.LastOf(month.AddMonths(i)));
            rows.Add([ReportCell.OfMonth(month), ReportCell.Count(cohort.Count), .. ends.Select(end => end > span.To ? ReportCell.Unknown : value(cohort, end))]);
        }

        string[] columns = [.. Enumerable.Range(0, followed + 1).Select(i => $"month-{i}")];
        return new ReportTable(id, [new("cohort", ReportUnit.Text), new("buyers", ReportUnit.Count), .. columns.Select(c => new ReportColumn(c, unit))], rows)
        {
            Chart = new ReportChart(ChartKind.Curves, "cohort", columns),
        };
    }
}
