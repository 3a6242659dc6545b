using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

public sealed class ReportDaysTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData(ReportName.Sales, "2025-12-01")]
    [InlineData(ReportName.Cohorts, "2025-12-01")]
    [InlineData(ReportName.SecondPurchase, "2025-12-01")]
    [InlineData(ReportName.RankMigration, "2025-11-30")]
    [InlineData(ReportName.Funnel, "2026-10-23")]
    [InlineData(ReportName.PurchaseRate, "2026-10-23")]
    [InlineData(ReportName.Certificates, "2026-10-23")]
    [InlineData(ReportName.RevenueByRank, "2026-11-21")]
    [InlineData(ReportName.Referrers, "2026-11-21")]
    public void Report_WithoutDays_HasItsOwn(ReportName name, string from)
    {
        ReportDays days = ReportDays.Of(new ReportRequest(name), Today);
        Assert.Null(days.Refusal);
        Assert.Equal((from, "2026-11-21"), (Months.TextOf(days.Of(name).From), Months.TextOf(days.Of(name).To)));
    }

    [Fact]
    public void Monthly_IsOfTheMonth_AndOfTheYearBeforeItsEnd()
    {
        ReportDays days = ReportDays.Of(new ReportRequest(ReportName.Monthly) { AsOf = new(2026, 10, 31) }, Today);
        Assert.Equal(new ReportSpan(new(2026, 10, 1), new(2026, 10, 31)), days.Of(ReportName.Funnel));
        Assert.Equal(new ReportSpan(new(2026, 9, 30), new(2026, 10, 31)), days.OfMoves);
        Assert.Equal(new ReportSpan(new(2025, 11, 1), new(2026, 10, 31)), days.Of(ReportName.Cohorts));
        Assert.Equal(new ReportSpan(new(2025, 10, 31), new(2026, 10, 31)), days.Of(ReportName.RankMigration));
    }

    [Theory]
    [InlineData(ReportName.Sales, "2026-11-22", null, null, "2026-11-22 is not over by the shop's clock")]
    [InlineData(ReportName.Sales, "2026-11-20", "2026-11-21", null, "'from' (2026-11-21) lies after the last day (2026-11-20)")]
    [InlineData(ReportName.Sales, "2026-11-20", null, "2026-11-21", "'to' and 'as-of' both name the last day")]
    [InlineData(ReportName.Sales, "2026-11-20", "2023-11-30", null, "at most 36 months")]
    [InlineData(ReportName.RevenueByRank, null, "2026-11-01", null, "it takes 'as-of', and no 'from'")]
    [InlineData(ReportName.Monthly, null, "2026-11-01", null, "it takes 'as-of', and no 'from'")]
    public void Days_ThatMakeNoReport_AreRefused(ReportName name, string? to, string? from, string? asOf, string why) =>
        Assert.Contains(why, ReportDays.Of(new ReportRequest(name) { To = Day(to), From = Day(from), AsOf = Day(asOf) }, Today).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-21", "2026-11-21", null)]
    [InlineData("2026-11-20", "2023-12-01", null)]
    [InlineData("2026-11-20", "2026-11-20", "2026-11-20")]
    public void Days_AtTheirEnds_AreTaken(string to, string from, string? asOf) =>
        Assert.Null(ReportDays.Of(new ReportRequest(ReportName.Sales) { To = Day(to), From = Day(from), AsOf = Day(asOf) }, Today).Refusal);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
