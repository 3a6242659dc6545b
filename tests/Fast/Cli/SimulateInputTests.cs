using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>What <c>followup simulate</c> takes, what it refuses, and what it says that it has assumed.</summary>
public sealed class SimulateInputTests : IDisposable
{
    private readonly SimulateFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Assumptions_AreNamed_WithTheMessagesThatAreNotThere()
    {
        Assert.Equal(
            [
                "consent assume", "address assume", "sending unlimited", "timeZone Asia/Tokyo", "rankModel six-rank",
                "message messages/hello.email.md", "message messages/know-how.email.md", "message messages/know-how.line.yaml", "message messages/miss.email.md",
                "message messages/miss.line.yaml", "message messages/story.email.md", "message messages/thanks.email.md", "message messages/voice.email.md",
            ],
            Assumed(files.Run("2026-01-10")));
        string settings = files.Write("settings.json", """{ "Shop": { "TimeZone": "UTC", "RankModel": "five-class" } }""");
        Assert.Equal(
            ["consent file", "address file", "sending settings", "timeZone UTC", "rankModel four-stage"],
            Assumed(CommandRun.Of(
                "simulate", "--orders", files.OrdersFile, "--journeys", Repository.PathOf("templates"), "--until", "2026-01-10",
                "--consent", "file", "--address", "file", "--settings", settings, "--model", "four-stage")));
    }

    [Fact]
    public void TemplatesFolder_WithItsMessages_NeedsNoStandIn()
    {
        CommandRun run = CommandRun.Of("simulate", "--orders", files.OrdersFile, "--journeys", Repository.PathOf("templates"), "--until", "2026-02-28");
        Assert.DoesNotContain(Assumed(run), a => a.StartsWith("message", StringComparison.Ordinal));
        IEnumerable<JsonElement> thanks = run.Json().GetProperty("sends").EnumerateArray().Where(s => s.GetProperty("journey").GetString() == "thank-you");
        Assert.Equal(4, thanks.Sum(s => s.GetProperty("count").GetInt32()));  // one for each order, besides the letters of the plan
    }

    [Fact]
    public void SingleJourneyFiles_TakeWhatLiesBesideThem()
    {
        string journey = Repository.PathOf("templates", "journeys", "thank-you.yaml");
        CommandRun run = CommandRun.Of("simulate", "--orders", files.OrdersFile, "--journeys", journey, Path.Combine(files.Plans, "0.yaml"), "--until", "2026-01-10");
        Assert.Equal(["message messages/hello.email.md", "message messages/know-how.email.md", "message messages/know-how.line.yaml", "message messages/voice.email.md"],
            Assumed(run).Skip(5));
        Assert.Equal(2, run.Json().GetProperty("sent").GetInt32());
    }

    [Fact]
    public void OwnModel_ByItsFile_RanksAndBranches()
    {
        string model = files.Write("mine.yaml", "id: mine\nranks:\n  - { id: early, when: orderCount >= 1 }\n  - { id: repeater }\n");
        Assert.Equal(0, files.Run("2026-01-11", "--model", model).ExitCode);
        Assert.Equal(["anna,welcome,d0,2026-01-10,new,email", "anna,by-rank,known,2026-01-11,early,email"], files.Sends());

        CommandRun other = files.Run("2026-01-11", "--model", files.Write("other.yaml", "id: other\nranks:\n  - { id: early }\n"));
        Assert.Equal((1, ""), (other.ExitCode, other.Output));
        Assert.Contains("repeater", other.Error, StringComparison.Ordinal);  // which a journey branches by
    }

    [Fact]
    public void Table_ShowsTheSameFigures()
    {
        CommandRun run = files.Run("2026-03-02", "--format", "table");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2026-01-10 to 2026-03-02: 4 orders of 3 customers, 13 enrollments, 19 sent, 0 not sent, 0 waiting", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"welcome +d7 +2026-02 +new +email +2", run.Output);
    }

    [Fact]
    public void BadRows_AreLeftOutAndListed()
    {
        File.AppendAllText(files.OrdersFile, "X1,xaver,nonsense,1\nX2,xaver,1899-12-31,1\n");
        CommandRun run = files.Run("2026-01-10");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("orders.csv:6: ordered_at 'nonsense'", run.Error, StringComparison.Ordinal);
        Assert.Contains("orders.csv:7: ordered_at lies before 1900", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "seven-rank", "there is no rank model 'seven-rank'; write one of five-class, four-stage, six-rank")]
    [InlineData("--journeys", "nowhere.yaml", "there is no journey file 'nowhere.yaml'")]
    [InlineData("--customers", "nowhere.csv", "there is no file 'nowhere.csv'")]
    [InlineData("--settings", "nowhere.json", "nowhere.json")]
    [InlineData("--sends", "nowhere/sends.csv", "nowhere")]
    public void Input_ThatCannotBeUsed_IsRefused(string option, string value, string words)
    {
        CommandRun run = CommandRun.Of(["simulate", "--orders", files.OrdersFile, "--journeys", files.Plans, "--until", "2026-01-10", option, value]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LastDay_FarAhead_IsRefused() => Assert.Contains("--until lies too far ahead", files.Run("3000-01-01").Error, StringComparison.Ordinal);

    [Fact]
    public void FaultyJourney_IsRefusedWithItsLine()
    {
        string journey = files.Write("wrong.yaml", "id: wrong\ntrigger: { type: order }\nsteps: []\nmore: 1\n");
        CommandRun run = CommandRun.Of("simulate", "--orders", files.OrdersFile, "--journeys", journey, "--until", "2026-01-10");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("journeys/wrong.yaml:4:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--until", "tomorrow", "is not a date")]
    [InlineData("--consent", "perhaps", "--consent takes assume, file")]
    public void Option_ThatIsNotUnderstood_IsWrongUsage(string option, string value, string words)
    {
        string[] until = option == "--until" ? [] : ["--until", "2026-01-10"];
        CommandRun run = CommandRun.Of(["simulate", "--orders", files.OrdersFile, "--journeys", files.Plans, .. until, option, value]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_NamesTheColumnsAndTheAssumptions()
    {
        CommandRun run = CommandRun.Of("simulate", "--help");
        Assert.All(
            ["--orders <FILE> (REQUIRED)", "--journeys <DIR|FILE> (REQUIRED)", "--until <DATE> (REQUIRED)", "customer_id,journey,step,sent_on,rank,channel", "--consent", "Exit codes: 0 done"],
            words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Assumed(CommandRun run) => run.Json().GetProperty("assumptions").EnumerateArray()
        .Select(a => $"{a.GetProperty("what").GetString()} {a.GetProperty("value").GetString()}");
}
