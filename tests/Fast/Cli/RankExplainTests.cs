using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup rank --explain</c>.</summary>
public sealed class RankExplainTests
{
    [Fact]
    public void Explain_InJapanese_NamesEveryConditionAndOrder()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[][] rows = Cells(run);
        Assert.Equal(["anna", "初期顧客（現在）"], rows[0]);
        Assert.Equal(["2026年5月31日時点", "関係性6ランク", "店全体の平均注文単価", "3,000円", "店全体の1人あたり平均購入金額", "4,500円"], rows[1]);
        Assert.Contains(["ロイヤル", "×", "購入回数が8回以上", "2回", "あと6回"], rows);
        Assert.Contains(["×", "累計購入金額が店全体の平均注文単価の8倍（24,000円）以上", "4,000円", "あと20,000円"], rows);
        Assert.Contains(["×", "初回購入からの日数が180日以上", "141日", "39日後（2026年7月9日）"], rows);
        Assert.Contains(["初期顧客", "○", "購入回数が2回以上", "2回"], rows);
        Assert.Contains(["リピーターまで:", "あと1回"], rows);
        Assert.Contains(["購入がなければ2026年10月28日に離脱します"], rows);
        Assert.Contains(["2026-01-10", "A1", "1,000円"], rows);
        Assert.Contains(["2026-03-11", "A2", "1,500円", "未入金"], rows); // the day in Tokyo, the refund taken off
        Assert.Contains(["2026-05-02", "A4", "3,000円", "キャンセル"], rows);
        Assert.Contains(["2026-05-03", "A5", "0円", "全額返品"], rows);
        Assert.Contains(["2026-05-04", "A6", "3,000円", "テスト注文"], rows);
    }

    [Fact]
    public void Explain_InEnglish_SaysTheSame()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--language", "EN");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("anna  Early (current)", run.OutputLines[0].TrimEnd());
        Assert.Contains("total amount: at least 8 × the shop's average order (¥24,000)", run.Output, StringComparison.Ordinal);
        Assert.Contains("To Repeater: 1 more order", run.OutputLines.Select(l => l.TrimEnd()));
        Assert.Contains("lapses on 2026-10-28 without another order", run.OutputLines.Select(l => l.TrimEnd()));
        Assert.DoesNotContain(run.Output, c => c is >= '\u3040' and <= '\u9fff'); // not one Japanese letter left over
    }

    [Fact]
    public void Explain_AsCsv_HasARowPerCondition() => Assert.Equal(
        [
            "customer_id,rank,condition,value,holds,missing",
            "anna,royal,orderCount >= 8,2,false,6 more orders",
            "anna,royal,totalAmount >= 8 * shop.averageOrderValue,\"¥4,000\",false,\"¥20,000 more\"",
            "anna,royal,daysSinceFirst >= 180,141 days,false,in 39 days (2026-07-09)",
            "anna,semi-royal,orderCount >= 4,2,false,2 more orders",
            "anna,semi-royal,totalAmount >= 4 * shop.averageOrderValue,\"¥4,000\",false,\"¥8,000 more\"",
            "anna,semi-royal,daysSinceFirst >= 90,141 days,true,",
            "anna,repeater,orderCount >= 3,2,false,1 more order",
            "anna,repeater,daysSinceFirst >= 30,141 days,true,",
            "anna,early,orderCount >= 2,2,true,",
        ],
        CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--format", "csv", "--language", "en").OutputLines);

    [Fact]
    public void Explain_AsJson_CarriesTheWholeProof()
    {
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--format", "json", "--language", "en").Json();
        Assert.Equal(
            ("anna", "six-rank", "2026-05-31", "early", "Early (current)", "To Repeater: 1 more order", "2026-10-28", "JPY"),
            (Text(json, "customerId"), Text(json, "model"), Text(json, "asOf"), Text(json, "rank"),
                Text(json, "summary"), Text(json, "wayUp"), Text(json, "lapsesOn"), Text(json, "currency")));
        Assert.False(json.GetProperty("lapsed").GetBoolean());
        Assert.Equal(9000m, json.GetProperty("shop").GetProperty("revenue").GetDecimal());
        Assert.Equal(
            [("royal", false, 3), ("semi-royal", false, 3), ("repeater", false, 2), ("early", true, 1)],
            json.GetProperty("ranks").EnumerateArray()
                .Select(r => (Text(r, "id"), r.GetProperty("holds").GetBoolean(), r.GetProperty("conditions").GetArrayLength())));
        JsonElement condition = json.GetProperty("ranks")[0].GetProperty("conditions")[1];
        Assert.Equal(
            ("totalAmount >= 8 * shop.averageOrderValue", 4000m, 24000m, "¥4,000", "¥20,000 more"),
            (Text(condition, "condition"), condition.GetProperty("value").GetDecimal(), condition.GetProperty("threshold").GetDecimal(),
                Text(condition, "found"), Text(condition, "missing")));
    }

    [Fact]
    public void Explain_AsJson_GivesEachValueInItsKind()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("kinds.yaml", "id: m\nranks:\n  - { id: a, when: [firstOrderDate < 2026-02-01, lapsed = true, discountShare > 0.3, marginShare > 0.1] }\n  - { id: b }\n");
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--format", "json", "--model", model).Json();
        JsonElement[] conditions = [.. json.GetProperty("ranks")[0].GetProperty("conditions").EnumerateArray()];
        Assert.Equal("2026-01-10", Text(conditions[0], "value"));
        Assert.False(conditions[1].GetProperty("value").GetBoolean());
        Assert.Equal((0m, 0.3m), (conditions[2].GetProperty("value").GetDecimal(), conditions[2].GetProperty("threshold").GetDecimal()));
        Assert.Equal(JsonValueKind.Null, conditions[3].GetProperty("value").ValueKind);
    }

    [Fact]
    public void Explain_WithPinnedFigures_ShowsThoseThatDecide()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("pinned.yaml", """
            id: m
            shopFigures: { averageOrderValue: { basis: fixed, value: 10000 } }
            ranks:
              - { id: a, when: totalAmount >= 3 * shop.averageOrderValue }
              - { id: b }
            """);
        string[][] rows = Cells(CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--model", model));
        Assert.Equal(["2026年5月31日時点", "m", "店全体の平均注文単価", "10,000円（固定）", "店全体の1人あたり平均購入金額", "4,500円"], rows[1]);
        Assert.Contains(["a", "×", "累計購入金額が店全体の平均注文単価の3倍（30,000円）以上", "4,000円", "あと26,000円"], rows);
    }

    [Fact]
    public void Explain_AsJson_ListsEveryOrderAndWhyItDoesNotCount()
    {
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--format", "json").Json();
        Assert.Equal(
            [
                ("A1", "2026-01-10", 1000m, null),
                ("A2", "2026-03-11", 1500m, "unpaid"),
                ("A3", "2026-05-01", 3000m, null),
                ("A4", "2026-05-02", 3000m, "cancelled"),
                ("A5", "2026-05-03", 0m, "fully-returned"),
                ("A6", "2026-05-04", 3000m, "test"),
            ],
            json.GetProperty("orders").EnumerateArray()
                .Select(o => (Text(o, "orderId"), Text(o, "orderedOn"), o.GetProperty("amount").GetDecimal(), Text(o, "notCounted"))));
    }

    [Fact]
    public void Explain_WithEvents_ListsThoseUpToTheDay()
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type,at\nanna,click,2026-05-31\nanna,referral,2026-05-01\nanna,click,2026-06-01\nbert,ugc,2026-05-01\n");
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--format", "json", "--events", events).Json();
        Assert.Equal(
            [("referral", "2026-05-01"), ("click", "2026-05-31")],
            json.GetProperty("events").EnumerateArray().Select(e => (Text(e, "type"), Text(e, "on"))));
    }

    [Fact]
    public void Explain_WithEvents_SaysWhatEachWeighs()
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type,at\nanna,survey,2026-05-31\nanna,referral,2026-05-01\nanna,visit,2026-05-02\nanna,click,2026-03-01\n");
        string[][] rows = Cells(CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--model", "four-stage", "--events", events));
        Assert.Contains(["2026-05-01", "referral", "+3"], rows);
        Assert.Contains(["2026-05-31", "survey", "+2"], rows);
        Assert.Contains(["2026-05-02", "visit"], rows);
        Assert.Contains(["2026-03-01", "click"], rows); // 91 days old
    }

    [Fact]
    public void Explain_OfAProspect_SaysWhatAFirstOrderWouldDo()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain", "carl", "--language", "en");
        Assert.Equal("carl  Prospect (current)", run.OutputLines[0].TrimEnd());
        Assert.Contains("To New: 1 more order", run.OutputLines.Select(l => l.TrimEnd()));
        Assert.DoesNotContain("lapses", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfALapsedCustomer_SaysSinceWhen()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain", "anna", "--as-of", "2026-10-28");
        Assert.Equal("anna  初期顧客（離脱）", run.OutputLines[0].TrimEnd());
        Assert.Contains("2026年10月28日から離脱しています", run.OutputLines.Select(l => l.TrimEnd()));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("Anna")] // ids are as in the file
    [InlineData("dora")] // ordered only after the day
    [InlineData("")]
    public void Explain_OfSomebodyWhoIsNotListed_IsRefused(string customer)
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain", customer);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            [$"followup: customer '{customer}' has no order and no event up to 2026-05-31 in these files; write the id as in the column customer_id"],
            run.ErrorLines);
    }

    private static string[][] Cells(CommandRun run) =>
        [.. run.OutputLines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
