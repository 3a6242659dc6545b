using FollowUpFlows.Domain.Analytics.Reports;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>The days that a report is about.</summary>
/// <param name="From">As asked for; null where nobody said.</param>
/// <param name="Refusal">Why these days make no report; null when they do.</param>
internal sealed record ReportDays(DateOnly? From, DateOnly To, bool IsMonthly, string? Refusal)
{
    /// <summary>Longer spans would be read for hours, and nobody could look at them.</summary>
    public const int MonthsMax = 36;

    private const int MonthsUsual = 12;
    private const int DaysUsual = 30;

    public static ReportDays Of(ReportRequest request, DateOnly today)
    {
        DateOnly to = request.To ?? request.AsOf ?? today;
        string? refusal = request.To is { } until && request.AsOf is { } asOf && until != asOf ? "'to' and 'as-of' both name the last day; give one of them"
            : to > today ? $"{Months.TextOf(to)} is not over by the shop's clock; name today or an earlier day"
            : request.From > to ? $"'from' ({Months.TextOf(request.From.Value)}) lies after the last day ({Months.TextOf(to)})"
            : request.From is { } from && Months.Between(from, to) >= MonthsMax ? $"a report covers at most {MonthsMax} months"
            : request.From is not null && !HasSpan(request.Name) ? "this report is of one day: it takes 'as-of', and no 'from'"
            : null;
        return new ReportDays(request.From, to, request.Name == ReportName.Monthly, refusal);
    }

    /// <summary>Days of messages and certificates: 30 of them, of a monthly review the month.</summary>
    public ReportSpan OfMessages => new(From ?? (IsMonthly ? Months.FirstOf(To) : To.AddDays(1 - DaysUsual)), To);

    /// <summary>The day that ranks are compared with, and the last one: of a monthly review the month, else as <see cref="Of(ReportName)"/>.</summary>
    public ReportSpan OfMoves => IsMonthly ? new ReportSpan(Months.FirstOf(To).AddDays(-1), To) : Of(ReportName.RankMigration);

    /// <summary>The days of that report.</summary>
    public ReportSpan Of(ReportName name)
    {
        DateOnly year = Months.FirstOf(To).AddMonths(1 - MonthsUsual);
        return name switch
        {
            ReportName.Sales or ReportName.Cohorts or ReportName.SecondPurchase => new ReportSpan(From ?? year, To),
            ReportName.RankMigration => new ReportSpan(From ?? year.AddDays(-1), To),
            ReportName.Funnel or ReportName.PurchaseRate or ReportName.Certificates or ReportName.Monthly => OfMessages,
            _ => new ReportSpan(To, To),
        };
    }

    public static bool HasModel(ReportName name) => name is ReportName.RevenueByRank or ReportName.RankMigration or ReportName.WhatIf or ReportName.Discounts
        or ReportName.StalledRepeaters or ReportName.PurchaseRate or ReportName.Coverage;

    private static bool HasSpan(ReportName name) => name is ReportName.Sales or ReportName.Cohorts or ReportName.SecondPurchase or ReportName.RankMigration or ReportName.Funnel
        or ReportName.PurchaseRate or ReportName.Certificates;
}
