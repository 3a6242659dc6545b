using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary><c>./followup rank</c> against placements that were calculated independently (tests/fixtures/ranks/README.md).</summary>
public sealed class RankFixtureTests
{
    private const string RetailOrders = "../../../samples/online-retail/orders.csv";

    private static readonly string Folder = Repository.PathOf("tests", "fixtures", "ranks");

    private static readonly Dictionary<string, string> ColumnOfModel = new()
    {
        ["five-class"] = "five_class",
        ["six-rank"] = "six_rank",
        ["four-stage"] = "four_stage",
    };

    /// <summary>Options by expected file, paths relative to the fixtures.</summary>
    private static readonly Dictionary<string, string[]> OptionsOfExpected = new()
    {
        ["online-retail-2011-12-09.csv"] = ["--orders", RetailOrders, "--as-of", "2011-12-09"],
        ["online-retail-2011-06-30.csv"] = ["--orders", RetailOrders, "--as-of", "2011-06-30"],
        ["online-retail-with-events-2011-12-09.csv"] = ["--orders", RetailOrders, "--as-of", "2011-12-09", "--events", "online-retail-events.csv"],
        ["edge-expected.csv"] = ["--orders", "edge-orders.csv", "--as-of", "2026-11-21"],
        ["edge-expected-utc.csv"] = ["--orders", "edge-orders.csv", "--as-of", "2026-11-21", "--timezone", "UTC"],
        ["edge-expected-newyork.csv"] = ["--orders", "edge-orders.csv", "--as-of", "2026-11-21", "--timezone", "America/New_York"],
        ["edge-average-round-expected.csv"] = ["--orders", "edge-average-round.csv", "--as-of", "2026-11-21"],
        ["edge-average-fraction-expected.csv"] = ["--orders", "edge-average-fraction.csv", "--as-of", "2026-11-21"],
        ["edge-average-zero-expected.csv"] = ["--orders", "edge-average-zero.csv", "--as-of", "2026-11-21"],
        ["edge-average-none-expected.csv"] = ["--orders", "edge-average-none.csv", "--as-of", "2026-11-21"],
    };

    public static TheoryData<string, string> ExpectedFilesAndModels
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string expectedFile in OptionsOfExpected.Keys)
            {
                foreach (string model in ColumnOfModel.Keys)
                {
                    data.Add(expectedFile, model);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ExpectedFilesAndModels))]
    public async Task Rank_PlacesEveryCustomerAsCalculated(string expectedFile, string model)
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(Folder, ["rank", "--model", model, .. OptionsOfExpected[expectedFile]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        CsvTable actual = CsvTable.FromText(run.Output);
        Assert.Equal("customer_id,rank,lapsed,order_count,total_amount,days_since_first,days_since_last", actual.Header);
        string[] expected = CsvTable.FromText(await File.ReadAllTextAsync(Path.Combine(Folder, expectedFile)))
            .Rows("customer_id", ColumnOfModel[model], "lapsed", "order_count", "total_amount", "days_since_first", "days_since_last");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual.Rows("customer_id", "rank", "lapsed", "order_count", "total_amount", "days_since_first", "days_since_last"));
    }

    [Fact]
    public void ExpectedFiles_AreAllCompared()
    {
        IEnumerable<string> expected = Directory.EnumerateFiles(Folder, "*.csv")
            .Where(f => File.ReadLines(f).First().EndsWith(",five_class,six_rank,four_stage", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f));
        Assert.Equal(OptionsOfExpected.Keys.Order(StringComparer.Ordinal), expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rank_OfTheSameOrdersShuffled_PrintsTheSame()
    {
        using TemporaryFolder folder = new();
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Folder, RetailOrders));
        Random.Shared.Shuffle(lines.AsSpan(1));
        await File.WriteAllLinesAsync(folder.PathOf("shuffled.csv"), lines);
        ProcessRun inOrder = await ProcessRun.FollowUpAsync(Folder, ["rank", "--model", "four-stage", "--as-of", "2011-12-09", "--orders", RetailOrders]);
        ProcessRun shuffled = await ProcessRun.FollowUpAsync(folder.Path, ["rank", "--model", "four-stage", "--as-of", "2011-12-09", "--orders", "shuffled.csv"]);
        Assert.Equal((0, "", inOrder.Output), (shuffled.ExitCode, shuffled.Error, shuffled.Output));
        Assert.Equal(4_339, shuffled.Output.Count(c => c == '\n'));
    }
}
