using System.Globalization;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>The options of <c>followup rank</c> that change the numbers.</summary>
public sealed class RankOptionsTests
{
    [Theory]
    [InlineData("paid", "anna,early,false,2,4000,141,30", "carl,prospect,false,0,0,,")]
    [InlineData("placed", "anna,repeater,false,3,5500,141,30", "carl,new,false,1,5000,11,11")]
    public void CountFrom_DecidesWhetherUnpaidOrdersCount(string countFrom, params string[] rows) =>
        Assert.Equal(rows, RowsOf(["anna", "carl"], "--count-from", countFrom));

    [Theory]
    [InlineData("total", "anna,early,false,2,4000,141,30", "bert,new,false,1,5000,11,11")]
    [InlineData("subtotal", "anna,early,false,2,3800,141,30", "bert,new,false,1,5000,11,11")] // bert's file gives no subtotal
    public void Amount_DecidesWhatAnOrderIsWorth(string amount, params string[] rows) =>
        Assert.Equal(rows, RowsOf(["anna", "bert"], "--amount", amount));

    [Theory]
    [InlineData("2026-05-19", "anna,early,false,2,4000,129,18", null)]
    [InlineData("2026-05-20", "anna,early,false,2,4000,130,19", "bert,new,false,1,5000,0,0")]
    public void AsOf_IncludesItsOwnDay(string asOf, string anna, string? bert) =>
        Assert.Equal(new[] { anna, bert }.OfType<string>(), RowsOf(["anna", "bert"], "--as-of", asOf));

    [Fact]
    public void AsOf_Absent_IsToday()
    {
        using TemporaryFolder folder = new();
        string orders = folder.Write("orders.csv", $"{OrdersText.Header}\n1,past,2020-01-01,1\n2,future,9000-01-01,1\n");
        CommandRun run = CommandRun.Of("rank", "--orders", orders, "--model", "six-rank");
        string past = Assert.Single(run.OutputLines.Skip(1));
        Assert.StartsWith("past,new,true,1,1,", past, StringComparison.Ordinal);
        Assert.InRange(int.Parse(past.Split(',')[5], CultureInfo.InvariantCulture), 2_500, 100_000);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "edge,new,false,1,1,81,81")] // 15:30 UTC is the 11th of March in Tokyo
    [InlineData("UTC", "edge,new,false,1,1,82,82")]
    [InlineData("America/New_York", "edge,new,false,1,1,82,82")]
    [InlineData("Pacific/Kiritimati", "edge,new,false,1,1,81,81")]
    public void Timezone_DecidesTheDayOfAnInstant(string zone, string row)
    {
        CommandRun run = CommandRun.Rank($"{OrdersText.Header}\n1,edge,2026-03-10T15:30:00Z,1\n2,plain,2026-03-10,1\n", "--timezone", zone);
        Assert.Equal([CommandRun.CsvHeader, row, "plain,new,false,1,1,82,82"], run.OutputLines);
    }

    [Fact]
    public void Events_AddCustomersWithoutOrders_AndOnlyUpToTheDay()
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type,at\nemil,click,2026-05-31\nfred,click,2026-06-01\n");
        Assert.Equal(["emil,prospect,false,0,0,,"], RowsOf(["emil", "fred"], "--events", events));
    }

    [Theory]
    [InlineData("Asia/Tokyo")] // tomorrow
    [InlineData("UTC", "emil,prospect,false,0,0,,")]
    public void Events_FallOnTheDayOfTheShopsZone(string zone, params string[] rows)
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type,at\nemil,click,2026-05-31T15:00:00Z\n");
        Assert.Equal(rows, RowsOf(["emil"], "--events", events, "--timezone", zone));
    }

    [Fact]
    public void Events_MoveCustomersInAModelThatScoresThem()
    {
        using TemporaryFolder folder = new();
        string orders = $"{OrdersText.Header}\n1,a,2026-01-01,100\n2,a,2026-02-01,100\n3,a,2026-05-01,100\n4,b,2026-01-01,1\n";
        string events = folder.Write("events.csv", "customer_id,type,at\na,REFERRAL,2026-05-01\na,survey,2026-05-01\na,click,2026-05-01\n");
        CommandRun without = CommandRun.Rank(orders, "--model", "four-stage");
        CommandRun with = CommandRun.Rank(orders, "--model", "four-stage", "--events", events);
        Assert.Equal("a,active,false,3,300,150,30", without.OutputLines[1]);
        Assert.Equal("a,ambassador,false,3,300,150,30", with.OutputLines[1]);
    }

    [Theory]
    [InlineData("GBP", "C1,new,false,1,1.50,0,0")]
    [InlineData("gbp", "C1,new,false,1,1.50,0,0")]
    public void Currency_GivesTheFileItsDecimals(string currency, string row) =>
        Assert.Equal([CommandRun.CsvHeader, row], CommandRun.Rank($"{OrdersText.Header}\n1,C1,2026-05-31,1.5\n", "--currency", currency).OutputLines);

    [Fact]
    public void Model_AsAFile_IsReadFromIt()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("model.yaml", "id: mine\nranks:\n  - id: big\n    when: [ totalAmount >= 5000 ]\n  - id: rest\n");
        Assert.Equal(["anna,rest,false,2,4000,141,30", "bert,big,false,1,5000,11,11"], RowsOf(["anna", "bert"], "--model", model));
    }

    [Theory]
    [InlineData("five-class", "anna,steady,false,2,4000,141,30")]
    [InlineData("six-rank", "anna,early,false,2,4000,141,30")]
    [InlineData("four-stage", "anna,active,false,2,4000,141,30")]
    public void Model_AsAName_IsThePreset(string model, string row) => Assert.Equal([row], RowsOf(["anna"], "--model", model));

    [Fact]
    public void OrderId_Again_CountsOnceAsItsLastRow() => Assert.Equal(
        [CommandRun.CsvHeader, "C2,new,false,1,250,1,1"],
        CommandRun.Rank($"{OrdersText.Header}\n1,C1,2026-05-29,100\n1,C2,2026-05-30,250\n").OutputLines);

    /// <summary>The rows of those customers in the small shop, of a run without complaints.</summary>
    private static IEnumerable<string> RowsOf(string[] customers, params string[] options)
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, options);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.OutputLines.Where(l => customers.Contains(l.Split(',')[0]));
    }
}
