using System.Xml.Linq;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Domain.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

public sealed class MakeReportsTests
{
    [Fact]
    public async Task Funnel_TellsWhatWasSentAndWhoBoughtAfterIt()
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        ReportRequest all = new(ReportName.Funnel) { From = new(2026, 11, 1) };
        Assert.Equal(["j,1,mail,12,12,0,0,0,0,0,0,0,4,0.3333"], ReportCases.Lines(await shop.TableAsync(all, "step-funnel")));
        Assert.Empty((await shop.TableAsync(all, "step-reasons")).Rows);
        Assert.Equal("0", ReportCases.Column(await shop.TableAsync(all with { WindowDays = 1 }, "step-funnel"), "answered")[0]);
        Assert.Empty((await shop.TableAsync(all with { From = new(2026, 11, 23) }, "step-funnel")).Rows);
        Assert.Empty((await shop.TableAsync(all with { To = new(2026, 11, 21) }, "step-funnel")).Rows);
    }

    [Fact]
    public async Task PurchaseRate_IsOfTheRankAtTheTime()
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        ReportTable table = await shop.TableAsync(new ReportRequest(ReportName.PurchaseRate) { From = new(2026, 11, 1) }, "purchase-after-approach");
        Assert.Equal(["12", "12", "4", "0.3333"], new[] { "customers", "approaches", "answered", "purchase-rate" }.Select(c => ReportCases.Column(table, c)[4]));
        Assert.Single(ReportCases.Column(table, "approaches"), a => a != "0");
    }

    [Fact]
    public async Task Certificates_OfDaysWithoutOne_AreMissing()
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        ReportTable table = await shop.TableAsync(new ReportRequest(ReportName.Certificates) { From = new(2026, 11, 21), To = new(2026, 11, 22) }, "certificates");
        Assert.Equal(["2026-11-21,missing,,,,,,,", "2026-11-22,missing,,,,,,,"], ReportCases.Lines(table));
    }

    [Fact]
    public async Task Monthly_HasEveryReportButTheWhatIf_WithWordsForAllOfThem()
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        IReadOnlyList<Report> reports =
        [
            .. await shop.MadeAsync(new ReportRequest(ReportName.Monthly)),
            .. await shop.MadeAsync(new ReportRequest(ReportName.WhatIf) { Changes = [RankChange.Parse("royal: orderCount >= 2").Change!] }),
        ];
        Assert.Equal(Enum.GetValues<ReportName>().Where(n => n != ReportName.Monthly).Order(), reports.Select(r => r.Name).Order());
        foreach (ReportTable table in reports.SelectMany(r => r.Tables))
        {
            Assert.NotEqual(ReportWords.Of(table).Ja, ReportWords.Of(table).En);
            Assert.All(table.Columns, c => Assert.NotEqual("", ReportWords.Of(c).Ja));
            Assert.All(table.Rows, row => Assert.All(table.Columns.Zip(row).Where(c => c.First.Unit == ReportUnit.Word && c.Second.Text is not null), c =>
                Assert.True(char.IsDigit(c.Second.Text!.En[0]) || ReportWords.Of(c.Second, c.First, TestShop.Settings.Currency, Language.Ja) != c.Second.Text.En, c.Second.Text.En)));
        }
    }

    [Fact]
    public async Task Requests_ThatMakeNoReport_AreRefusedWithAReason()
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        Assert.Contains("there is no rank model 'gold'; the published ones are six-rank", await shop.RefusalAsync(new ReportRequest(ReportName.Discounts) { ModelId = "gold" }), StringComparison.Ordinal);
        Assert.Contains("say what to change", await shop.RefusalAsync(new ReportRequest(ReportName.WhatIf)), StringComparison.Ordinal);
        Assert.Contains("has no rank 'gold'", await shop.RefusalAsync(new ReportRequest(ReportName.WhatIf) { Changes = [RankChange.Parse("gold: orderCount >= 2").Change!] }), StringComparison.Ordinal);
        Assert.Contains("is not over", await shop.RefusalAsync(new ReportRequest(ReportName.Sales) { To = new(2027, 1, 1) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Ja, "月次レビュー", "配信後の購入率")]
    [InlineData(Language.En, "Monthly review", "Purchase rate when approached")]
    public async Task Page_IsOneFile_WithChartsThatCanBeRead(Language language, string title, string section)
    {
        ReportedShop shop = await ReportedShop.OpenAsync();
        string page = new ReportPage(TestShop.Settings, language).Write(ReportWords.Of(ReportName.Monthly), await shop.MadeAsync(new ReportRequest(ReportName.Monthly)));
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"<h2>{System.Net.WebUtility.HtmlEncode(section)}</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page[..page.IndexOf("<section", StringComparison.Ordinal)].Replace("midori", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        XElement[] charts = [.. page.Split("<svg ").Skip(1).Select(part => XElement.Parse("<svg " + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)]))];
        Assert.True(charts.Length >= 4);
        Assert.All(charts, chart =>
        {
            Assert.NotEqual("", chart.Element("title")!.Value);
            Assert.Contains(chart.Elements("text"), t => t.Value.StartsWith('('));  // the unit
            Assert.Contains(chart.Elements(), e => e.Name == "rect" || e.Name == "circle");
            Assert.All(chart.Descendants().Attributes().Where(a => a.Name == "y" || a.Name == "cy"), y => Assert.InRange(double.Parse(y.Value, System.Globalization.CultureInfo.InvariantCulture), 0, 400));
        });
    }

    [Fact]
    public void Page_WithTextOfTheShop_CannotBeBrokenByIt()
    {
        ReportTable table = new("stalled-repeaters", [new("customer", ReportUnit.Text)], [[ReportCell.Of("<b>&\"")]]);
        Report report = new(ReportName.StalledRepeaters, new ReportSpan(default, default), Told.Noon, "<six>", [table]);
        string page = new ReportPage(TestShop.Settings, Language.Ja).Write(ReportWords.Of(report.Name), [report]);
        Assert.Contains("<td>&lt;b&gt;&amp;&quot;</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;six&gt;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportPage.RowsMax, false)]
    [InlineData(ReportPage.RowsMax + 1, true)]
    public void Page_WithALongTable_SaysHowMuchIsLeftOut(int rows, bool isCut)
    {
        ReportTable table = new("stalled-repeaters", [new("customer", ReportUnit.Text)], [.. Enumerable.Range(0, rows).Select(IReadOnlyList<ReportCell> (i) => [ReportCell.Of($"c{i}")])]);
        string page = new ReportPage(TestShop.Settings, Language.Ja).Write(ReportWords.Of(ReportName.StalledRepeaters), [new Report(ReportName.StalledRepeaters, default, Told.Noon, null, [table])]);
        Assert.Equal(isCut, page.Contains("ほか1行", StringComparison.Ordinal));
    }
}
