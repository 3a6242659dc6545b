namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>What the shop sold, month by month, and to whom.</summary>
public static class MonthlySales
{
    /// <summary>Buyers are new in the month of their first order, and come back in every other.</summary>
    public static ReportTable Of(ReportFacts facts, ReportSpan span)
    {
        int count = Months.Between(span.From, span.To) + 1;
        (long Minor, long Orders, long Buyers, long New)[] sums = new (long Minor, long Orders, long Buyers, long New)[count];
        foreach (ReportCustomer customer in facts.Customers)
        {
            int last = -1;
            for (int i = 0; i < customer.Orders.Count; i++)
            {
                ReportOrder order = customer.Orders[i];
                if (!span.Contains(order.On))
                {
                    continue;
                }

                int month = Months.Between(span.From, order.On);
                bool isNew = Months.FirstOf(customer.Orders[0].On) == Months.FirstOf(order.On);
                (long minor, long orders, long buyers, long news) = sums[month];
                sums[month] = (checked(minor + order.AmountMinor), orders + 1, buyers + (month != last ? 1 : 0), news + (month != last && isNew ? 1 : 0));
                last = month;
            }
        }

        return new ReportTable(
            "monthly-sales",
            [
                new("month", ReportUnit.Text), new("revenue", ReportUnit.Amount), new("orders", ReportUnit.Count), new("average-order", ReportUnit.Amount), new("buyers", ReportUnit.Count),
                new("new-buyers", ReportUnit.Count), new("repeat-buyers", ReportUnit.Count),
            ],
            [.. Months.Of(span).Zip(sums, IReadOnlyList<ReportCell> (month, s) =>
            [
                ReportCell.OfMonth(month), ReportCell.Amount(s.Minor, facts.Currency), ReportCell.Count(s.Orders), ReportCell.Mean(s.Minor, s.Orders, facts.Currency),
                ReportCell.Count(s.Buyers), ReportCell.Count(s.New), ReportCell.Count(s.Buyers - s.New),
            ])])
        {
            Chart = new ReportChart(ChartKind.Bars, "month", ["revenue"]),
        };
    }
}
