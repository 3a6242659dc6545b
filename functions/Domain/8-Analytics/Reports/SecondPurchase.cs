namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>How many first-time buyers came back, and how soon (F2転換).</summary>
public static class SecondPurchase
{
    private static readonly int[] Within = [30, 60, 90, 180, 365];

    /// <summary>By the month of the first order, with all of them in the last row. Within N days means by the end of the Nth day after the
    /// day of the first order; only those are counted whose N days have passed when the span ends.</summary>
    /// <param name="span">Months of first orders.</param>
    public static ReportTable Of(ReportFacts facts, ReportSpan span)
    {
        ILookup<DateOnly, ReportCustomer> cohorts = facts.Customers.Where(c => c.Orders.Count > 0 && span.Contains(c.Orders[0].On)).ToLookup(c => Months.FirstOf(c.Orders[0].On));
        List<IReadOnlyList<ReportCell>> rows = [.. Months.Of(span).Select(IReadOnlyList<ReportCell> (m) => [ReportCell.OfMonth(m), .. Row([.. cohorts[m]], span.To)])];
        rows.Add([ReportCell.Of("all"), .. Row([.. cohorts.SelectMany(c => c)], span.To)]);
        return new ReportTable(
            "second-purchase",
            [
                new("cohort", ReportUnit.Word), new("buyers", ReportUnit.Count), .. Within.Select(d => new ReportColumn($"within-{d}", ReportUnit.Share)),
                new("ever", ReportUnit.Share), new("median-days", ReportUnit.Days),
            ],
            rows)
        {
            Chart = new ReportChart(ChartKind.Bars, "cohort", ["within-30", "within-90", "within-180"]),
        };
    }

    private static IEnumerable<ReportCell> Row(IReadOnlyList<ReportCustomer> cohort, DateOnly asOf)
    {
        int[] days = [.. cohort.Where(c => c.Orders.Count > 1 && c.Orders[1].On <= asOf).Select(Days).Order()];
        return
        [
            ReportCell.Count(cohort.Count),
            .. Within.Select(within => Share(cohort, within, asOf)),
            ReportCell.Share(days.Length, cohort.Count),
            days.Length == 0 ? ReportCell.Unknown : ReportCell.Count(days[(days.Length - 1) / 2]),
        ];
    }

    private static ReportCell Share(IReadOnlyList<ReportCustomer> cohort, int within, DateOnly asOf)
    {
        ReportCustomer[] passed = [.. cohort.Where(c => c.Orders[0].On.DayNumber + within <= asOf.DayNumber)];
        return ReportCell.Share(passed.Count(c => c.Orders.Count > 1 && Days(c) <= within), passed.Length);
    }

    private static int Days(ReportCustomer customer) => customer.Orders[1].On.DayNumber - customer.Orders[0].On.DayNumber;
}
