using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup simulate</c> against sends that were worked out on paper, from the journeys and a calendar.</summary>
public sealed class SimulateTests : IDisposable
{
    private static readonly string[] OnPaper =
    [
        "anna,await,came,2026-01-18,early,email",
        "anna,back,miss,2026-02-07,early,line",
        "anna,by-rank,fresh,2026-01-11,new,email",
        "anna,by-rank,known,2026-01-19,early,email",
        "anna,second,thanks,2026-01-18,early,email",
        "anna,welcome,d0,2026-01-10,new,email",
        "anna,welcome,d3,2026-01-13,new,line",
        "anna,welcome,d7,2026-01-17,new,email",
        "bert,await,missed,2026-02-11,new,email",
        "bert,back,miss,2026-02-21,new,line",
        "bert,by-rank,fresh,2026-02-02,new,email",
        "bert,welcome,d0,2026-02-01,new,email",
        "bert,welcome,d3,2026-02-04,new,line",
        "bert,welcome,d7,2026-02-08,new,email",
        "007,await,missed,2026-03-02,new,email",
        "007,by-rank,fresh,2026-02-21,new,email",
        "007,welcome,d0,2026-02-20,new,email",
        "007,welcome,d3,2026-02-23,new,line",
        "007,welcome,d7,2026-02-27,new,email",
    ];

    private readonly SimulateFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Sends_AreThoseOnPaper_InTheOrderOfTheirDays()
    {
        CommandRun run = files.Run("2026-03-02");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(OnPaper.Order(StringComparer.Ordinal), files.Sends().Order(StringComparer.Ordinal));
        string[] days = [.. files.Sends().Select(s => s.Split(',')[3])];
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
        Assert.StartsWith("customer_id,journey,step,sent_on,rank,channel\n", File.ReadAllText(files.SendsFile), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameCommand_GivesTheSameBytes()
    {
        (string Output, string Sends) first = (files.Run("2026-03-02").Output, File.ReadAllText(files.SendsFile));
        Assert.Equal(first, (files.Run("2026-03-02").Output, File.ReadAllText(files.SendsFile)));
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-02-20")]
    [InlineData("2026-02-19")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-10")]
    public void LastDay_PassesWholly_AndWhatComesLaterDoesNotExist(string until)
    {
        Assert.Equal(0, files.Run(until).ExitCode);
        IEnumerable<string> expected = OnPaper.Where(s => string.CompareOrdinal(s.Split(',')[3], until) <= 0);
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Sends().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DayBeforeTheFirstOrder_HasNothing()
    {
        JsonElement result = files.Run("2026-01-09").Json();
        Assert.Empty(files.Sends());
        Assert.Equal((0, 0, "2026-01-09"), (result.GetProperty("orders").GetInt32(), result.GetProperty("sent").GetInt32(), result.GetProperty("from").GetString()));
    }

    [Fact]
    public void Result_CountsSendsByJourneyStepMonthRankAndChannel_AndRankMoves()
    {
        JsonElement result = files.Run("2026-03-02").Json();
        Assert.Equal(("2026-01-10", "2026-03-02"), (result.GetProperty("from").GetString(), result.GetProperty("until").GetString()));
        Assert.Equal([4, 3, 13, 19, 0, 0], Array.ConvertAll(["orders", "customers", "enrollments", "sent", "notSent", "waiting"], n => result.GetProperty(n).GetInt32()));
        Assert.Equal(
            ["await/came/2026-01/early/email 1", "await/missed/2026-02/new/email 1", "await/missed/2026-03/new/email 1", "back/miss/2026-02/early/line 1", "back/miss/2026-02/new/line 1"],
            Rows(result, "sends", "journey", "step", "month", "rank", "channel").Take(5));
        Assert.Contains("welcome/d7/2026-02/new/email 2", Rows(result, "sends", "journey", "step", "month", "rank", "channel"));
        Assert.Equal(
            ["six-rank/2026-01//new 1", "six-rank/2026-01/new/early 1", "six-rank/2026-02//new 2"],
            Rows(result, "rankMoves", "model", "month", "from", "to"));
        Assert.Empty(result.GetProperty("withheld").EnumerateArray());
    }

    [Fact]
    public void ConsentAndAddress_OfTheFile_ReachOnlyWhomTheFileNames()
    {
        string customers = files.Write("customers.csv", "customer_id,email,consent_email,consent_at\nanna,anna@example.jp,granted,2026-01-01\nbert,bert@example.jp,,\n");
        JsonElement result = files.Run("2026-03-02", "--customers", customers, "--consent", "file", "--address", "file").Json();
        string[] expected =
        [
            .. OnPaper.Where(s => s.StartsWith("anna,", StringComparison.Ordinal)).Select(s => s.Replace(",line", ",email", StringComparison.Ordinal)),
            .. OnPaper.Where(s => s.StartsWith("bert,await", StringComparison.Ordinal) || s.StartsWith("bert,by-rank", StringComparison.Ordinal)),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Sends().Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "await/missed/withheld/NoAddress 1", "back/miss/withheld/NoAddress 1", "by-rank/fresh/withheld/NoAddress 1", "welcome/d0/withheld/NoAddress 1",
                "welcome/d0/withheld/NoConsent 1", "welcome/d3/withheld/NoAddress 2", "welcome/d7/withheld/NoAddress 1", "welcome/d7/withheld/NoConsent 1",
            ],
            Rows(result, "withheld", "journey", "step", "state", "reason"));
    }

    [Fact]
    public void Refusal_InTheFile_StandsAgainstTheAssumption()
    {
        string customers = files.Write("customers.csv", "customer_id,consent_email,consent_line,consent_at\nbert,withdrawn,withdrawn,2026-01-01\n");
        Assert.Equal(0, files.Run("2026-03-02", "--customers", customers).ExitCode);
        Assert.Equal(["bert,await,missed,2026-02-11,new,email", "bert,by-rank,fresh,2026-02-02,new,email"],
            files.Sends().Where(s => s.StartsWith("bert,", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("none", "2026-01-31")]
    [InlineData("15:00-09:00", "2026-02-01")]  // half past three in the afternoon is quiet there
    public void Settings_GiveZoneAndQuietHours(string quietHours, string firstOn)
    {
        string settings = files.Write("settings.json", $$"""{ "Shop": { "TimeZone": "Europe/London" }, "Sending": { "QuietHours": "{{quietHours}}" } }""");
        Assert.Equal(0, files.Run("2026-02-10", "--settings", settings).ExitCode);
        Assert.Equal(
            [$"bert,welcome,d0,{firstOn},new,email", "bert,welcome,d3,2026-02-03,new,line", "bert,welcome,d7,2026-02-07,new,email"],
            files.Sends().Where(s => s.StartsWith("bert,welcome", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rows(JsonElement result, string list, params string[] names) => result.GetProperty(list).EnumerateArray()
        .Select(row => $"{string.Join('/', names.Select(n => row.GetProperty(n).GetString()))} {row.GetProperty("count").GetInt32()}");
}
