using System.Text.Json;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

public sealed class ReportTests : IDisposable
{
    private const string Later = "2026-12-31T12:00:00+09:00";

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Report_AsATable_IsInTheWordsOfTheShop()
    {
        await LiveAsync();
        CommandRun run = folder.Run("report", "revenue-by-rank", "--clock", Later);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("ランク別の売上と80%ライン  2026-12-31  six-rank", run.Output, StringComparison.Ordinal);
        Assert.Contains("出典: 注文台帳", run.Output, StringComparison.Ordinal);
        Assert.Contains("初期顧客", run.Output, StringComparison.Ordinal);
        Assert.Contains("Revenue by rank", folder.Run("report", "revenue-by-rank", "--clock", Later, "--language", "en").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AsCsv_HasIdsAndPlainNumbers()
    {
        await LiveAsync();
        string[] lines = folder.Run("report", "sales", "--clock", Later, "--from", "2026-11-01", "--to", "2026-12-01", "--format", "csv").OutputLines;
        Assert.Equal(
            ["monthly-sales,month,revenue,orders,average-order,buyers,new-buyers,repeat-buyers", "monthly-sales,2026-11,68000,16,4250,12,12,0", "monthly-sales,2026-12,0,0,,0,0,0"],
            lines);
        string several = folder.Run("report", "revenue-by-rank", "--clock", Later, "--format", "csv").Output;
        Assert.Contains("\n\neighty-percent-line,best-rank,", several, StringComparison.Ordinal);
        Assert.Contains("\nrevenue-by-rank,early,4,0,0.3333,28000,0.4118,0.4118,7000\n", several, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AsJson_IsWhatTheApiAnswers()
    {
        await LiveAsync();
        JsonElement report = folder.Run("report", "funnel", "--clock", Later, "--from", "2026-11-01", "--format", "json").Json();
        Assert.Equal(("funnel", "JPY"), (report.GetProperty("name").GetString(), report.GetProperty("currency").GetString()));
        JsonElement table = report.GetProperty("reports")[0].GetProperty("tables")[0];
        Assert.Equal("share", table.GetProperty("columns")[11].GetProperty("unit").GetString());
        JsonElement row = table.GetProperty("rows")[0];
        Assert.Equal(("j", 12, 0.3333), (row[0].GetProperty("text").GetProperty("ja").GetString(), row[4].GetProperty("number").GetInt32(), row[13].GetProperty("number").GetDouble()));
    }

    [Fact]
    public async Task Monthly_AsHtml_IsOnePage()
    {
        await LiveAsync();
        CommandRun run = folder.Run("report", "monthly", "--clock", Later, "--as-of", "2026-11-30", "--format", "html");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("<!doctype html>\n<html lang=\"ja\">", run.Output, StringComparison.Ordinal);
        Assert.Contains("基準日 2026-11-30", run.Output, StringComparison.Ordinal);
        Assert.Equal(12, run.Output.Split("<section ").Length - 1);
    }

    [Theory]
    [InlineData(1, "--change: 'royal' is not a change", "what-if", "--change", "royal")]
    [InlineData(1, "say what to change", "what-if")]
    [InlineData(1, "--change belongs to what-if alone", "sales", "--change", "royal: orderCount >= 3")]
    [InlineData(1, "'from' (2026-12-30) lies after the last day (2026-12-01)", "sales", "--from", "2026-12-30", "--to", "2026-12-01")]
    [InlineData(2, "--window takes 1 to 90 days", "funnel", "--window", "91")]
    [InlineData(2, "--window takes 1 to 90 days", "funnel", "--window", "0")]
    [InlineData(2, "profit", "profit")]
    public async Task Report_ThatMakesNoSense_IsRefused(int code, string why, params string[] args)
    {
        await LiveAsync();
        CommandRun run = folder.Run(["report", .. args, "--clock", Later]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_ShowsTheChangedModelBesideTodays()
    {
        await LiveAsync();
        string output = folder.Run("report", "what-if", "--change", "new: orderCount >= 2", "--clock", Later, "--format", "csv").Output;
        Assert.Contains("\nwhat-if,new,8,0,0.5882,0,0,0\n", output, StringComparison.Ordinal);
        Assert.Contains("\nwhat-if,prospect,0,0,0,8,0,0.5882\n", output, StringComparison.Ordinal);
    }

    private async Task LiveAsync() => await folder.WriteAsync((await ReportedShop.OpenAsync()).Shop.World.Tables);
}
