using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The process may end at any moment: every journey goes on, nothing is sent twice, nothing is missed.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Buyers = 500;
    private const int KillsWhileTold = 8;
    private const int KillsAfterwards = 13;

    /// <summary>An hour of the shop in a second: what is told before a kill is processed long before it would be too late.</summary>
    private const string HourInASecond = "3600";

    /// <summary>Three seconds for a day. Each kill takes up to sixteen hours more.</summary>
    private const string EightHoursInASecond = "28800";

    /// <summary>In the past of the real clock, so that days are over for <c>certify</c>.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly ShopFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_AtRandomMomentsOfManyJourneys_SendsAllThatIsDueExactlyOnce()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"The moments of the kills come from the seed {seed}.");
        Buyer[] buyers = [.. Enumerable.Range(1, Buyers).Select(n => new Buyer(n))];
        string[] owed = Sorted(buyers.SelectMany(b => b.Owed));
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync(AfterCare.Id, AfterCare.Journey);
        await using KilledShop shop = new(folder.Path, Start.ToString("O", CultureInfo.InvariantCulture), program, new Random(seed));
        Task told = shop.TellAsync(buyers, Start);
        for (int kill = 0; kill < KillsWhileTold; kill++)
        {
            await shop.LiveAndDieAsync(HourInASecond);
        }

        FollowUpServer listener = await shop.LiveAsync(HourInASecond);
        await told;
        await shop.KillAsync(listener);
        for (int kill = 0; kill < KillsAfterwards; kill++)
        {
            await shop.LiveAndDieAsync(EightHoursInASecond);
        }

        FollowUpServer server = await shop.LiveAsync(EightHoursInASecond);
        await server.UntilAsync($"{owed.Length} messages", async () => (await KilledShop.OutboxOfAsync(server)).Count >= owed.Length ? owed : null);
        DateTimeOffset lastSentAt = (await KilledShop.OutboxOfAsync(server)).Max(m => m.SentAt);
        await server.UntilAsync("another day to pass", async () => await ShopTimeAsync(server) > lastSentAt.AddDays(1) ? owed : null);
        string[] sent = Sorted((await KilledShop.OutboxOfAsync(server)).Select(m => m.Message));
        output.WriteLine($"Missing: {string.Join(", ", owed.Except(sent))}. Not owed: {string.Join(", ", sent.Except(owed))}.");
        Assert.Equal(owed, sent);
        Assert.Equal(0, await server.StopAsync());

        Assert.True(shop is { Kills: >= 20 and var kills, KillsAtStart: var early } && early < kills, $"{shop.KillsAtStart} of {shop.Kills} kills came at the start; seed {seed}.");
        output.WriteLine($"{shop.KillsAtStart} of {shop.Kills} kills came before the server listened; the last message went at {lastSentAt:O}.");
        await AssertEverythingEndedAsync(buyers);
        await AssertDaysHoldAsync(DateOnly.FromDateTime((Start + Japan).Date), DateOnly.FromDateTime((lastSentAt + Japan).Date));
    }

    private async Task AssertEverythingEndedAsync(Buyer[] buyers)
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(
            folder.Path, ["enrollments", "--data", folder.Path, "--since", "2026-03-01", "--limit", "9999", "--format", "csv"]);
        string[] rows = CsvTable.FromText(run.Output).Rows("journey_id", "state", "end");
        Assert.Equal(buyers.Length, rows.Count(r => r == "after-care | Ended | Completed"));
        Assert.Equal(buyers.Length + buyers.Count(b => b.BuysAgain), rows.Count(r => r == "thank-you | Ended | Completed"));
        Assert.Equal(buyers.Sum(b => b.BuysAgain ? 3 : 2), rows.Length);
    }

    /// <summary>Each day from the first to the last on which something was due, and at least that many.</summary>
    private async Task AssertDaysHoldAsync(DateOnly first, DateOnly last)
    {
        Assert.True(last.DayNumber - first.DayNumber >= 12, $"The journey ended on {last}, too early.");
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            string date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["certify", "--date", date, "--data", folder.Path]);
            Assert.True(run.ExitCode == 0, $"{date}: {run.Output}{run.Error}");
        }
    }

    private static string[] Sorted(IEnumerable<Message> messages) => [.. messages.Select(m => m.ToString()).Order(StringComparer.Ordinal)];

    private static async Task<DateTimeOffset> ShopTimeAsync(FollowUpServer server) =>
        (await server.Http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("shopTime").GetDateTimeOffset();
}
