using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary><c>followup demo</c>: a shop with a past that goes on living.</summary>
public sealed class DemoTests : IDisposable
{
    private const string SomeCustomers = "12";
    private const string FewCustomers = "200";

    /// <summary>Half a day in a second.</summary>
    private const string Fast = "43200";

    /// <summary>A Monday. The last orders are of Friday, 27 February; the year before had an order on most days that follow.</summary>
    private const string Clock = "2026-03-02T09:00:00+09:00";

    private static readonly DateTimeOffset End = DateTimeOffset.Parse(Clock, CultureInfo.InvariantCulture);

    private readonly TemporaryFolder temporary = new();

    private string Data => temporary.PathOf("demo");

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Demo_KilledAndStartedAgain_LivesOnWithoutLossOrRepetition()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync(AfterCare.Id, AfterCare.Journey);
        await using (FollowUpServer first = await FollowUpServer.StartAsync(
            Data, ["--clock", Clock, "--speed", Fast, "--every-nth", SomeCustomers], program, "demo"))
        {
            Assert.Contains("くらしの雑貨 ひなた", first.Log, StringComparison.Ordinal);
            IReadOnlyList<Sent> past = [.. (await SentAsync(first)).Where(m => m.SentAt < End)];
            Assert.NotEmpty(past);
            Assert.All(past, m => Assert.InRange(m.SentAt, End.AddDays(-15), End));
            Assert.All(past.Where(m => m.StepId == "thanks"), m => Assert.Contains("くらしの雑貨 ひなた", m.Content, StringComparison.Ordinal));
            await first.UntilAsync("five days to pass", async () => await ShopTimeAsync(first) > End.AddDays(5) ? "" : null);
            Assert.Equal(FollowUpServer.Killed, await first.KillAsync());
        }

        await using (FollowUpServer second = await FollowUpServer.StartAsync(Data, ["--speed", Fast], program, "demo"))
        {
            Assert.DoesNotContain("living through", second.Log, StringComparison.Ordinal);
            Assert.InRange(await ShopTimeAsync(second), End.AddDays(5), DateTimeOffset.MaxValue);
            await second.UntilAsync("fifteen days to pass", async () => await ShopTimeAsync(second) > End.AddDays(15) ? "" : null);
            await AssertAllWentOnceAsync(second);
            Assert.Equal(0, await second.StopAsync());
        }

        await AssertDaysHoldAsync();
        await AssertThoseOnTheWayCameThroughAsync();
        using JsonDocument verdict = await VerdictAsync();
        Assert.Contains(verdict.RootElement[0].GetProperty("verdict").GetString(), (string[])["not-yet", "no-difference"]);
        Assert.DoesNotContain("模擬", verdict.RootElement[0].GetProperty("hypothesis").GetString()!, StringComparison.Ordinal);
    }

    /// <summary>Its past on a clock that jumps, then days under the fast clock with orders by webhook: passing again they come to the same. Where
    /// two hours pass in a second, times are what the machine makes them, and on a busy one an order may become known after a step that it changes, or a
    /// turn of the newsletter be looked for a day after it, when its customer has another rank.
    /// Customers who answer letter B of its test are simulated, and the test finds that.</summary>
    [Fact]
    public async Task Demo_LivedUnderTheFastClock_IsWhatPassingAgainSays()
    {
        await using (FollowUpServer server = await FollowUpServer.StartAsync(
            Data, ["--clock", Clock, "--speed", "7200", "--every-nth", SomeCustomers, "--response", "0.6"], null, "demo"))
        {
            await server.UntilAsync("four days to pass", async () => await ShopTimeAsync(server) > End.AddDays(4) ? "" : null);
            Assert.Contains("simulated orders by then", server.Log, StringComparison.Ordinal);
            Assert.Equal(0, await server.StopAsync());
        }

        ProcessRun run = await ProcessRun.FollowUpAsync(
            temporary.Path, ["backtest", "--data", Data, "--from", "2026-02-15", "--until", "2026-03-05", "--within", "72", "--clock", "2026-03-06T09:00:00+09:00", "--format", "json"]);
        Assert.True(run.Output.Length > 0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        JsonElement[] differences = [.. result.RootElement.GetProperty("differences").EnumerateArray()];
        Assert.True(differences.All(d => d.GetProperty("cause").GetString() == "late-news" || d.GetProperty("journey").GetString() == "newsletter-2"), run.Output);
        Assert.InRange(differences.Length, 0, 10);
        Assert.Equal(differences.Length == 0, run.ExitCode == 0);
        Assert.InRange(result.RootElement.GetProperty("compared").GetInt32(), 50, 5_000);
        using JsonDocument verdict = await VerdictAsync();
        JsonElement found = verdict.RootElement[0];
        Assert.Equal("better", found.GetProperty("verdict").GetString());
        Assert.Contains("注文の一部は模擬", found.GetProperty("hypothesis").GetString()!, StringComparison.Ordinal);
        Assert.StartsWith("Bの方がAより良いと言えます。", found.GetProperty("words").GetProperty("ja").GetString(), StringComparison.Ordinal);
        JsonElement[] arms = [.. found.GetProperty("arms").EnumerateArray()];
        Assert.Equal(["a", "b", "nothing"], arms.Select(a => a.GetProperty("id").GetString()));
        Assert.True(arms[1].GetProperty("mean").GetDouble() > arms[0].GetProperty("mean").GetDouble() + 0.25);
        Assert.True(found.GetProperty("sampleRatioPValue").GetDouble() > 0.001);
        await AssertCampaignsRanAsync();
    }

    /// <summary>Birthdays, reactivation and the newsletters of before and after the past's end have sent something.</summary>
    private async Task AssertCampaignsRanAsync()
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(
            temporary.Path, ["report", "funnel", "--data", Data, "--from", "2026-01-01", "--to", "2026-03-05", "--clock", "2026-03-06T09:00:00+09:00", "--format", "csv"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(
            (string[])["birthday-month", "win-back", "newsletter-1", "newsletter-2"],
            id => Assert.Contains(id, run.Output, StringComparison.Ordinal));
    }

    private async Task<JsonDocument> VerdictAsync()
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(
            temporary.Path, ["verdict", "second-order-letter", "--data", Data, "--clock", "2026-03-02T09:00:00+09:00", "--format", "json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output);
    }

    [Fact]
    public async Task Demo_KilledWhileItWasMade_IsMadeAnew()
    {
        await using (FollowUpServer half = await FollowUpServer.LaunchAsync(Data, [], null, "demo"))
        {
            await half.UntilAsync("the past to begin", () => Task.FromResult(half.Log.Contains("living through", StringComparison.Ordinal) ? "" : null));
            Assert.Equal(FollowUpServer.Killed, await half.KillAsync());
        }

        Assert.False(File.Exists(Path.Combine(Data, "shop.db")));
        await using FollowUpServer whole = await FollowUpServer.StartAsync(Data, ["--every-nth", FewCustomers], null, "demo");
        Assert.Contains("living through", whole.Log, StringComparison.Ordinal);
        ProcessRun another = await ProcessRun.FollowUpAsync(temporary.Path, ["demo", "--data", Data, "--port", "0"]);
        Assert.Equal(1, another.ExitCode);
        Assert.Contains("in use by another process", another.Error, StringComparison.Ordinal);
        ProcessRun elsewhere = await ProcessRun.FollowUpAsync(
            temporary.Path, ["demo", "--data", temporary.PathOf("other"), "--port", whole.Http.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal(1, elsewhere.ExitCode);
        Assert.Contains("another process listens on port", elsewhere.Error, StringComparison.Ordinal);
        Assert.Equal(0, await whole.StopAsync());
        Assert.Equal(["demo.json", "demo.lock", "runtime.db", "runtime.db.lock", "settings.json", "shop.db", "shop.db.lock"], Directory.EnumerateFileSystemEntries(Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Demo_ToldToStopWhileItIsMade_StopsAndLeavesNoDemo()
    {
        await using FollowUpServer making = await FollowUpServer.LaunchAsync(Data, [], null, "demo");
        await making.UntilAsync("the past to begin", () => Task.FromResult(making.Log.Contains("living through", StringComparison.Ordinal) ? "" : null));
        Assert.Equal(1, await making.StopAsync());
        Assert.Contains("stopped before the demo was made", making.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, "demo.json")));
    }

    /// <summary>Messages of the past, of the orders that came since, and of the journeys that were under way between them.</summary>
    private static async Task AssertAllWentOnceAsync(FollowUpServer server)
    {
        IReadOnlyList<Sent> sent = await SentAsync(server);
        Assert.Equal(sent.Count, sent.Select(m => (m.EnrollmentId, m.StepId)).Distinct().Count());
        Assert.Contains(sent, m => m.StepId == "last" && m.SentAt > End);
        Assert.Contains(sent, m => m.StepId == "thanks" && m.SentAt > End && m.Content.Contains("-2）", StringComparison.Ordinal));
    }

    /// <summary>Before the end, on its day, at the kill and after it: what was due was settled, no day was altered, and the chain goes on
    /// over all of them.</summary>
    private async Task AssertDaysHoldAsync()
    {
        foreach (DateOnly day in new[] { -3, 0, 1, 3, 5, 7, 9, 10, 12 }.Select(days => new DateOnly(2026, 3, 2).AddDays(days)))
        {
            string date = day.ToString("O", CultureInfo.InvariantCulture);
            ProcessRun run = await ProcessRun.FollowUpAsync(
                temporary.Path, ["certify", "--date", date, "--data", Data, "--clock", "2026-03-17T00:00:00+09:00"]);
            Assert.True(run.ExitCode == 0, $"{date}: {run.Output}{run.Error}");
        }
    }

    /// <summary>A first order of the last days before the end began twelve days of after-care, which another server has ended.</summary>
    private async Task AssertThoseOnTheWayCameThroughAsync()
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(
            temporary.Path,
            ["enrollments", "--data", Data, "--journey", AfterCare.Id, "--since", "2026-02-19", "--until", "2026-03-02", "--limit", "9999", "--format", "csv"]);
        string[] rows = CsvTable.FromText(run.Output).Rows("journey_id", "state", "end");
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal("after-care | Ended | Completed", r));
    }

    private static Task<IReadOnlyList<Sent>> SentAsync(FollowUpServer server) => server.OutboxAsync(m => new Sent(
        m.GetProperty("enrollmentId").GetString()!, m.GetProperty("stepId").GetString()!, m.GetProperty("sentAt").GetDateTimeOffset(), m.GetProperty("content").ToString()));

    private static async Task<DateTimeOffset> ShopTimeAsync(FollowUpServer server)
    {
        using JsonDocument health = JsonDocument.Parse(await server.Http.GetStringAsync("/healthz"));
        return health.RootElement.GetProperty("shopTime").GetDateTimeOffset();
    }

    private sealed record Sent(string EnrollmentId, string StepId, DateTimeOffset SentAt, string Content);
}
