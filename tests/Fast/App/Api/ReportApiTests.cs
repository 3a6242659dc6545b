using System.Net;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

public sealed class ReportApiTests
{
    [Fact]
    public async Task Report_IsAnswered_AsOfTheShopsClock()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer sales = await bed.GetAsync("/api/reports/sales?from=2026-11-01&to=2026-11-30");
        Assert.Equal(["sales", "月別の売上", "JPY", "2026-11-01", "2026-11-30"], new[] { "name", "title.ja", "currency", "reports.0.from", "reports.0.to" }.Select(sales.At));
        Assert.Equal(["amount", "2026-11", "68000"], new[] { "reports.0.tables.0.columns.1.unit", "reports.0.tables.0.rows.0.0.text.en", "reports.0.tables.0.rows.0.1.number" }.Select(sales.At));
    }

    [Fact]
    public async Task WhatIf_TakesTheChanges()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer answer = await bed.GetAsync($"/api/reports/what-if?change={Uri.EscapeDataString("new: orderCount >= 2; early: orderCount >= 3")}");
        Assert.Equal(["new", "8", "0", "six-rank"], new[] { "reports.0.tables.0.rows.4.0.id", "reports.0.tables.0.rows.4.1.number", "reports.0.tables.0.rows.3.4.number", "reports.0.rankModel" }.Select(answer.At));
    }

    [Fact]
    public async Task Monthly_HasAllReports()
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer answer = await bed.GetAsync("/api/reports/monthly?asOf=2026-11-30");
        Assert.Equal(["sales", "referrers"], new[] { "reports.0.name", "reports.11.name" }.Select(answer.At));
    }

    [Theory]
    [InlineData("profit", "'name' must be one of sales, revenue-by-rank,")]
    [InlineData("sales?from=2026-13-01", "'from' must be a day")]
    [InlineData("sales?from=2026-11-30&to=2026-11-01", "'from' (2026-11-30) lies after the last day (2026-11-01).")]
    [InlineData("sales?to=2099-01-01", "2099-01-01 is not over by the shop's clock")]
    [InlineData("funnel?window=0", "'window' must be a whole number from 1 to 90.")]
    [InlineData("funnel?window=91", "'window' must be a whole number from 1 to 90.")]
    [InlineData("sales?change=new:orderCount>=2", "'sales' takes no 'change'")]
    [InlineData("what-if?change=new", "'change': 'new' is not a change")]
    [InlineData("what-if", "Say what to change")]
    [InlineData("discounts?model=gold", "There is no rank model 'gold'")]
    public async Task Report_ThatMakesNoSense_IsRefusedWithTheReason(string address, string why)
    {
        using ApiBed bed = new((await ReportedShop.OpenAsync()).Shop.World);
        ApiAnswer answer = await bed.SendAsync("GET", "/api/reports/" + address);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(why, answer.At("detail"), StringComparison.Ordinal);
    }
}
