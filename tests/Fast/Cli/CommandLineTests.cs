using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>Help, and command lines that are not understood: exit code 2.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_OfTheProgram_ListsTheCommandsAndExitCodes(string option)
    {
        CommandRun run = CommandRun.Of(option);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("followup [command] [options]", run.Output, StringComparison.Ordinal);
        Assert.Contains("Place every customer of an orders file in a rank model, as of a day", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done, 1 the input was refused, 2 the command line was not understood.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Examples:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_OfRank_NamesEveryOptionTheColumnsAndAnExample()
    {
        CommandRun run = CommandRun.Of("rank", "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] parts =
        [
            "--orders <FILE> (REQUIRED)", "--model <NAME|FILE> (REQUIRED)", "(five-class, four-stage, six-rank)", "--as-of <DATE>",
            "--timezone <TZ>", "(default Asia/Tokyo)", "--events <FILE>", "--explain <CUSTOMER>", "--currency <CODE>",
            "--count-from <paid|placed>", "--amount <total|subtotal>", "--format <csv|json|table>", "--language <ja|en>",
            "order_id,customer_id,ordered_at,total", "customer_id,type,at,value", CommandRun.CsvHeader,
            "followup rank --orders samples/online-retail/orders.csv --model six-rank --as-of 2011-12-09 --explain 12347", "Exit codes: 0 done",
        ];
        Assert.All(parts, part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_ExampleOfRank_Works()
    {
        string example = CommandRun.Of("rank", "--help").OutputLines.Single(l => l.Contains("--explain 12347", StringComparison.Ordinal));
        string[] args = example.Trim().Replace("samples/", Repository.PathOf("samples") + "/", StringComparison.Ordinal).Split(' ');
        CommandRun run = CommandRun.Of(args[1..]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("12347  準ロイヤル（現在）", run.OutputLines[0].TrimEnd());
    }

    [Fact]
    public void NoCommand_IsWrongUsageAndShowsTheCommands()
    {
        CommandRun run = CommandRun.Of();
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Required command was not provided.", run.Error, StringComparison.Ordinal);
        Assert.Contains("rank", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_Misspelled_IsWrongUsageAndNamesTheNearest()
    {
        CommandRun run = CommandRun.Of("rankk");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'rankk' was not matched. Did you mean one of the following?\nrank", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void RequiredOptions_Missing_AreEachNamedWithoutThePageOfOptions()
    {
        CommandRun run = CommandRun.Of("rank");
        Assert.Equal(["Option '--orders' is required.", "Option '--model' is required."], run.ErrorLines);
        Assert.Equal((2, ""), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [InlineData("--as-of", "2026-13-01", "'2026-13-01' is not a date; write it as 2026-01-31")]
    [InlineData("--as-of", "31.01.2026", "'31.01.2026' is not a date; write it as 2026-01-31")]
    [InlineData("--timezone", "JST9", "'JST9' is not a time zone; write an IANA name such as Asia/Tokyo")]
    [InlineData("--currency", "yen!", "'yen!' is not a currency; write three letters such as JPY")]
    [InlineData("--count-from", "shipped", "--count-from takes paid, placed, not 'shipped'")]
    [InlineData("--amount", "net", "--amount takes total, subtotal, not 'net'")]
    [InlineData("--format", "xml", "--format takes csv, json, table, not 'xml'")]
    [InlineData("--format", "1", "--format takes csv, json, table, not '1'")]
    [InlineData("--language", "fr", "--language takes ja, en, not 'fr'")]
    public void Option_WithAWrongValue_IsWrongUsageWithTheRightOnes(string option, string value, string message)
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, option, value);
        Assert.Equal([message], run.ErrorLines);
        Assert.Equal((2, ""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public void Options_SeveralWrong_AreAllNamed()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--as-of", "x", "--format", "y");
        Assert.Equal(["'x' is not a date; write it as 2026-01-31", "--format takes csv, json, table, not 'y'"], run.ErrorLines.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("bogus")]
    public void Option_Unknown_IsWrongUsage(string option)
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, option);
        Assert.Equal([$"Unrecognized command or argument '{option}'."], run.ErrorLines);
        Assert.Equal((2, ""), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public void Option_WithoutItsValue_IsWrongUsage()
    {
        CommandRun run = CommandRun.Rank(CommandRun.SmallShop, "--explain");
        Assert.Equal(["Required argument missing for option: '--explain'."], run.ErrorLines);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("Json")]
    public void Option_WordInAnyCase_IsTaken(string format) =>
        Assert.Equal("six-rank", CommandRun.Rank(CommandRun.SmallShop, "--format", format).Json().GetProperty("model").GetString());
}
