using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>What <c>followup rank</c> says when files are wrong: exit code 1, or the rest of the file used.</summary>
public sealed class RankRefusalTests
{
    private const string Good = OrdersText.Header + "\nG,gina,2026-05-31,1\n";

    [Theory]
    [InlineData("--orders")]
    [InlineData("--events")]
    public void File_Missing_IsRefusedByName(string option)
    {
        using TemporaryFolder folder = new();
        string missing = folder.PathOf("none.csv");
        AssertRefused(RunWith(folder, option, missing), $"followup: there is no file '{missing}'");
    }

    [Theory]
    [InlineData("--orders")]
    [InlineData("--events")]
    public void Folder_InsteadOfAFile_IsRefusedAsOne(string option)
    {
        using TemporaryFolder folder = new();
        AssertRefused(RunWith(folder, option, folder.Path), $"followup: {folder.Path} is a folder; name the file");
    }

    [Theory]
    [InlineData("--orders")]
    [InlineData("--events")]
    public void FileName_Empty_IsRefusedAndDoesNotThrow(string option)
    {
        using TemporaryFolder folder = new();
        AssertRefused(RunWith(folder, option, ""), "followup: there is no file ''");
    }

    [Fact]
    public void Orders_WithoutARequiredColumn_AreRefusedWhole()
    {
        CommandRun run = CommandRun.Rank("order_id,customer_id,ordered_at\n1,a,2026-05-31\n");
        string error = Assert.Single(run.ErrorLines);
        Assert.StartsWith("followup: orders.csv: the first line must name the columns order_id,customer_id,ordered_at,total ", error, StringComparison.Ordinal);
        Assert.EndsWith("; it lacks total", error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Events_WithoutARequiredColumn_AreRefusedWhole()
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type\na,click\n");
        AssertRefused(
            RunWith(folder, "--events", events),
            $"followup: {events}: the first line must name the columns customer_id,type,at (and may name value); it lacks at");
    }

    [Theory]
    [InlineData("siix-rank")]
    [InlineData("none.yaml")]
    [InlineData("Six-Rank")]
    public void Model_Unknown_IsRefusedWithThePresets(string model)
    {
        CommandRun run = CommandRun.Rank(Good, "--model", model);
        Assert.Equal($"{model}: there is no such rank model; write one of five-class, four-stage, six-rank, or the path of a YAML file", run.ErrorLines[0]);
        Assert.Equal($"followup: {model} was refused", run.ErrorLines[1]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Model_WithFaults_IsRefusedWithFileAndLineOfEach()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("broken.yaml", "id: m\nlapsedAfterDays: many\nranks:\n  - id: top\n    when:\n      - orderCount >= eight!\n  - id: rest\n    bogus: 1\n");
        CommandRun run = CommandRun.Rank(Good, "--model", model);
        Assert.StartsWith($"{model}:2: 'lapsedAfterDays' must be a whole number from 1 to 36500, not 'many'", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{model}:6: ", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.Contains("'eight!' cannot be compared with", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{model}:8: 'bogus' is not known here", run.ErrorLines[2], StringComparison.Ordinal);
        Assert.Equal($"followup: {model} was refused", run.ErrorLines[3]);
        Assert.Equal((1, "", 4), (run.ExitCode, run.Output, run.ErrorLines.Length));
    }

    [Fact]
    public void Model_WithAnUnknownFact_IsRefusedWithItsName()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("broken.yaml", "id: m\nranks:\n  - id: top\n    when:\n      - orderCont >= 8\n  - id: rest\n");
        CommandRun run = CommandRun.Rank(Good, "--model", model);
        Assert.StartsWith($"{model}:5: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("orderCont", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal((1, "", 2), (run.ExitCode, run.Output, run.ErrorLines.Length));
    }

    [Fact]
    public void Model_ThatIsNotUtf8_IsRefused()
    {
        using TemporaryFolder folder = new();
        string model = folder.PathOf("shift-jis.yaml");
        File.WriteAllBytes(model, [.. "id: m\nname: "u8, 0x83, 0x89, 0x83, 0x93, 0x83, 0x4E, (byte)'\n']);
        CommandRun run = CommandRun.Rank(Good, "--model", model);
        Assert.Equal($"{model}: the file is not UTF-8; save it as UTF-8", run.ErrorLines[0]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Model_ThatIsNotYaml_IsRefusedWithTheLine()
    {
        using TemporaryFolder folder = new();
        string model = folder.Write("broken.yaml", "id: m\nranks: [\n");
        CommandRun run = CommandRun.Rank(Good, "--model", model);
        Assert.StartsWith($"{model}:3: not readable as YAML", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void BadRows_AreReportedWithLineAndReason_AndTheGoodOnesUsed()
    {
        CommandRun run = CommandRun.Rank($"{OrdersText.Header},name\n1,a,2026-05-31,1,\"x\ny\"\n2,a,2026-02-30,1,\n3,,2026-05-31,1.5,\n4,b,2026-05-31,1,\n");
        Assert.Equal(
            [
                "orders.csv:4: ordered_at '2026-02-30' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)",
                "orders.csv:5: customer_id is empty, and so is email; total '1.5' has more than the 0 decimals of JPY; if the file is in another currency, say so with --currency",
                "followup: orders.csv: 2 bad rows were left out; 2 used",
            ],
            run.ErrorLines);
        Assert.Equal([CommandRun.CsvHeader, "a,new,false,1,1,0,0", "b,new,false,1,1,0,0"], run.OutputLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void BadRows_OfEvents_AreReportedAndTheGoodOnesUsed()
    {
        using TemporaryFolder folder = new();
        string events = folder.Write("events.csv", "customer_id,type,at\nemil,click,2026-05-31\nemil,,2026-05-31\n");
        CommandRun run = CommandRun.Rank(Good, "--events", events);
        Assert.Equal([$"{events}:3: type is empty", $"followup: {events}: 1 bad row was left out; 1 used"], run.ErrorLines);
        Assert.Equal((0, "emil,prospect,false,0,0,,"), (run.ExitCode, run.OutputLines[1]));
    }

    [Fact]
    public void BadRows_AllOfThem_AreRefused()
    {
        CommandRun run = CommandRun.Rank(OrdersText.Header + "\n1,a,2026-05-31,x\n2,,2026-05-31,1\n");
        Assert.Equal(["orders.csv:2: total 'x'", "orders.csv:3: customer_id is empty, and so is email"], run.ErrorLines.Take(2).Select(l => l.Split(" is not a number")[0]));
        Assert.Equal("followup: orders.csv: not one row can be used", run.ErrorLines[^1]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData(100, 100, "followup: orders.csv: 100 bad rows were left out; 1 used")]
    [InlineData(101, 100, "followup: orders.csv: 101 bad rows were left out, the first 100 are listed; 1 used")]
    public void BadRows_MoreThanAHundred_AreCountedNotListed(int badRows, int listed, string summary)
    {
        CommandRun run = CommandRun.Rank(Good + string.Concat(Enumerable.Repeat("x,,2026-05-31,1\n", badRows)));
        Assert.Equal([.. Enumerable.Range(3, listed).Select(line => $"orders.csv:{line}: customer_id is empty, and so is email"), summary], run.ErrorLines);
        Assert.Equal((0, 2), (run.ExitCode, run.OutputLines.Length));
    }

    [Fact]
    public void Columns_ThatMeanNothing_AreReportedAndTheFileIsUsed()
    {
        CommandRun run = CommandRun.Rank(OrdersText.Header + ",Status,memo\nG,gina,2026-05-31,1,cancelled,x\n");
        Assert.Equal(
            ["orders.csv:1: the column 'Status' means nothing here and is ignored", "orders.csv:1: the column 'memo' means nothing here and is ignored"],
            run.ErrorLines);
        Assert.Equal((0, "gina,new,false,1,1,0,0"), (run.ExitCode, run.OutputLines[1]));
    }

    [Fact]
    public void Currency_OtherThanTheOption_IsABadRow()
    {
        CommandRun run = CommandRun.Rank(OrdersText.Header + ",currency\n1,a,2026-05-31,1,JPY\n2,b,2026-05-31,1,GBP\n", "--currency", "GBP");
        Assert.Equal("orders.csv:2: currency JPY differs from the file's GBP; a file has one currency, which --currency can name", run.ErrorLines[0]);
        Assert.Equal((0, "b,new,false,1,1.00,0,0"), (run.ExitCode, Assert.Single(run.OutputLines.Skip(1))));
    }

    private static CommandRun RunWith(TemporaryFolder folder, string option, string value)
    {
        string[] orders = option == "--orders" ? [] : ["--orders", folder.Write("orders.csv", Good)];
        return CommandRun.Of(["rank", "--model", "six-rank", "--as-of", "2026-05-31", .. orders, option, value]);
    }

    private static void AssertRefused(CommandRun run, string message)
    {
        Assert.Equal([message], run.ErrorLines);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }
}
