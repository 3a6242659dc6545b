using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>What <c>followup rank</c> prints: CSV, JSON, tables.</summary>
public sealed class RankOutputTests
{
    [Fact]
    public void Csv_IsTheDefault_AndListsEverybodyWithAnOrderUpToTheDay()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"{CommandRun.CsvHeader}\nanna,early,false,2,4000,141,30\nbert,new,false,1,5000,11,11\ncarl,prospect,false,0,0,,\n",
            run.Output);
        Assert.Equal(run.Output, CommandRun.Rank(CommandRun.SmallShop, "--format", "csv").Output);
    }

    [Theory]
    [InlineData("2026-07-08", "rest,false,1,100,179,179")]
    [InlineData("2026-07-09", "rest,true,1,100,180,180")]
    public void Csv_OnBothSidesOfTheLapse_SaysTrueFromDay180(string asOf, string fields)
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("model.yaml", "id: m\nranks:\n  - id: rest\n");
        CommandRun run = CommandRun.Rank($"{OrdersText.Header}\nO1,C1,2026-01-10,100\n", "--model", model, "--as-of", asOf);
        Assert.Equal([CommandRun.CsvHeader, $"C1,{fields}"], run.OutputLines);
    }

    [Fact]
    public void Csv_CustomerIds_AreQuotedWhereNeededAndSortedByCodePoint()
    {
        CommandRun run = CommandRun.Rank(
            $"{OrdersText.Header}\n1,b,2026-05-31,1\n2,\"a,\"\"x\"\"\",2026-05-31,1\n3,B,2026-05-31,1\n4,007,2026-05-31,1\n5,山,2026-05-31,1\n");
        Assert.Equal(["007", "B", "\"a,\"\"x\"\"\"", "b", "山"], run.OutputLines.Skip(1).Select(l => l[..l.IndexOf(",new,", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("JPY", "139", "139")]
    [InlineData("GBP", "139.1", "139.10")]
    [InlineData("KWD", "139.1", "139.100")]
    public void Csv_Amounts_HaveTheDecimalsOfTheCurrency(string currency, string total, string printed)
    {
        CommandRun run = CommandRun.Rank($"{OrdersText.Header},currency\nO1,C1,2026-05-31,{total},{currency}\n");
        Assert.Equal($"C1,new,false,1,{printed},0,0", run.OutputLines[1]);
    }

    [Fact]
    public void Csv_WithoutOrders_IsTheHeaderAlone()
    {
        CommandRun run = CommandRun.Rank(OrdersText.Header + "\n");
        Assert.Equal((0, CommandRun.CsvHeader + "\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Json_Shop_HasTheFiguresBehindTheRanks()
    {
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--format", "json").Json();
        Assert.Equal(
            ("six-rank", "2026-05-31", "Asia/Tokyo", "JPY"),
            (Text(json, "model"), Text(json, "asOf"), Text(json, "timezone"), Text(json, "currency")));
        JsonElement shop = json.GetProperty("shop");
        Assert.Equal(
            (9000m, 3, 2, 3000m, 4500m),
            (Number(shop, "revenue"), Number(shop, "orders"), Number(shop, "customers"),
                Number(shop, "averageOrderValue"), Number(shop, "averageRevenuePerCustomer")));
    }

    [Fact]
    public void Json_Ranks_CountEverybodyOnceFromTheHighestRank()
    {
        JsonElement[] ranks = [.. CommandRun.Rank(CommandRun.SmallShop, "--format", "json").Json().GetProperty("ranks").EnumerateArray()];
        Assert.Equal(["royal", "semi-royal", "repeater", "early", "new", "prospect"], ranks.Select(r => Text(r, "id")));
        Assert.Equal([0m, 0m, 0m, 1m, 1m, 1m], ranks.Select(r => Number(r, "current")));
        Assert.Equal([0m, 0m, 0m, 0m, 0m, 0m], ranks.Select(r => Number(r, "lapsed")));
        Assert.Equal([0m, 0m, 0m, 0.4444m, 0.5556m, 0m], ranks.Select(r => Number(r, "revenueShare")));
        Assert.Equal(("初期顧客", "Early"), (Text(ranks[3].GetProperty("name"), "ja"), Text(ranks[3].GetProperty("name"), "en")));
    }

    [Fact]
    public void Json_Customers_SayTheSameAsTheCsv()
    {
        CommandRun csv = CommandRun.Rank(CommandRun.SmallShop);
        JsonElement json = CommandRun.Rank(CommandRun.SmallShop, "--format", "json").Json();
        string[] columns = ["customerId", "rank", "lapsed", "orderCount", "totalAmount", "daysSinceFirst", "daysSinceLast"];
        IEnumerable<string> rows = json.GetProperty("customers").EnumerateArray().Select(c => string.Join(',', columns.Select(n => Raw(c.GetProperty(n)))));
        Assert.Equal(csv.OutputLines.Skip(1), rows);
    }

    [Fact]
    public void Json_Amounts_AreExactDecimals()
    {
        JsonElement json = CommandRun.Rank(
            $"{OrdersText.Header}\n1,a,2026-05-01,0.10\n2,a,2026-05-02,0.20\n3,a,2026-05-03,0.20\n", "--currency", "GBP", "--format", "json").Json();
        JsonElement customer = json.GetProperty("customers")[0];
        Assert.Equal((JsonValueKind.Number, 0.5m), (customer.GetProperty("totalAmount").ValueKind, Number(customer, "totalAmount")));
        Assert.Equal(0.1667m, Number(json.GetProperty("shop"), "averageOrderValue"));
    }

    [Fact]
    public void Json_WithoutOrders_HasNullWhereThereIsNoAverage()
    {
        JsonElement json = CommandRun.Rank(OrdersText.Header + "\n", "--format", "json").Json();
        Assert.Equal(JsonValueKind.Null, json.GetProperty("shop").GetProperty("averageOrderValue").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("ranks")[0].GetProperty("revenueShare").ValueKind);
        Assert.Equal(0, json.GetProperty("customers").GetArrayLength());
    }

    [Fact]
    public void Table_HasARowPerCustomerAndTheSizeOfEachRank()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--format", "table");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[][] rows = Cells(run);
        Assert.Contains(["anna", "early", "false", "2", "4000", "141", "30"], rows);
        Assert.Contains(["carl", "prospect", "false", "0", "0"], rows);
        Assert.Contains(["ランク", "現在", "離脱", "売上構成比"], rows);
        Assert.Contains(["初期顧客", "1", "0", "44.4%"], rows);
        Assert.Contains(["ロイヤル", "0", "0", "0.0%"], rows);
        Assert.DoesNotContain('\u001b', run.Output); // no colours where nobody sees them
    }

    [Fact]
    public void Table_InEnglish_HasEnglishNames()
    {
        string[][] rows = Cells(CommandRun.Rank(CommandRun.SmallShop, "--format", "table", "--language", "en"));
        Assert.Contains(["Rank", "Current", "Lapsed", "Revenue", "share"], rows);
        Assert.Contains(["Semi-royal", "0", "0", "0.0%"], rows);
    }

    [Fact]
    public void Table_CustomerIdsLikeMarkup_ArePrintedAsTheyAre() =>
        Assert.Contains(
            ["[red]x[/]", "new", "false", "1", "1", "0", "0"],
            Cells(CommandRun.Rank($"{OrdersText.Header}\n1,[red]x[/],2026-05-31,1\n", "--format", "table")));

    private static string[][] Cells(CommandRun run) =>
        [.. run.OutputLines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static decimal Number(JsonElement json, string name) => json.GetProperty(name).GetDecimal();

    private static string Raw(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        _ => value.ToString(),
    };
}
