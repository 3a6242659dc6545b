using System.Globalization;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;

/// <summary>Small shops to make reports of, and what the tables say.</summary>
internal static class ReportCases
{
    private static readonly OrderRules Rules = new();

    /// <summary>A customer with orders of these days and yen.</summary>
    public static ReportCustomer Customer(string id, params (DateOnly On, long Yen)[] orders) =>
        ReportCustomer.Of(id, orders.Select((o, i) => Shop.Order($"{id}-{i}", id, o.On, o.Yen)), [], Rules, Currency.Yen);

    public static ReportCustomer Customer(string id, IEnumerable<Order> orders, params EngagementEvent[] events) => ReportCustomer.Of(id, orders, events, Rules, Currency.Yen);

    public static ReportFacts Facts(params ReportCustomer[] customers) => new([.. customers.OrderBy(c => c.CustomerId, StringComparer.Ordinal)], Currency.Yen);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static ReportSpan Span(string from, string to) => new(Day(from), Day(to));

    /// <summary>Each row as text: ids in place of names, numbers without trailing zeros, nothing where nothing is known.</summary>
    public static string[] Lines(ReportTable table)
    {
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        return [.. table.Rows.Select(r => string.Join(',', r.Select(Text)))];
    }

    /// <summary>One column, from the first row on.</summary>
    public static string[] Column(ReportTable table, string columnId)
    {
        int column = table.Columns.Index().Single(c => c.Item.Id == columnId).Index;
        return [.. table.Rows.Select(r => Text(r[column]))];
    }

    private static string Text(ReportCell cell) => cell.Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? cell.Id ?? cell.Text?.En ?? "";
}
