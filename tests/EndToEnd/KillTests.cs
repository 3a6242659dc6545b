using System.Globalization;
using FollowUpFlows.Tests.Contract.Durable.Kills;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The server may end at any moment, and at every commit of engine, ledger, outbox and queues: every journey goes on, nothing
/// is sent twice, nothing is missed.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Buyers = 240;
    private const int BuyersInLife = 8;
    private const int KillsOfShop = 50;

    /// <summary>Kinds of commits that one shop comes to at least while it is watched, on however busy a machine; twenty shops come to all.</summary>
    private const int HitMin = 6;

    /// <summary>Of so many kills one comes at a random moment.</summary>
    private const int KillsByChance = 5;

    /// <summary>After them, one when all is taken in: a message that is given out a sixth time is laid aside.</summary>
    private const int KillsInARow = 4;

    /// <summary>What is told before some kills is processed long before it would be too late.</summary>
    private const string TwentyMinutesInASecond = "1200";

    /// <summary>Where nothing is killed, and a day is waited for.</summary>
    private const string FourHoursInASecond = "14400";

    /// <summary>Three seconds for a day. Each kill takes some hours more, of twelve days.</summary>
    private const string EightHoursInASecond = "28800";

    /// <summary>In the past of the real clock, so that days are over for <c>certify</c>.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true";

    private readonly Dictionary<string, int> tries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> kills = new(StringComparer.Ordinal);

    [Fact]
    public async Task Kill_AtEveryCommitAndAtRandomMoments_SendsAllThatIsDueExactlyOnce()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"The moments of the kills come from the seed {seed}.");
        Random random = new(seed);
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync(AfterCare.Id, AfterCare.Journey);
        while (kills.Values.Sum() < (IsNightly ? 1_000 : KillsOfShop))
        {
            using ShopFolder folder = new();
            await LiveThroughKillsAsync(folder.Path, program, random);
        }

        output.WriteLine(string.Join(", ", kills.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key}: {k.Value}")));
        string[] all = [.. KillPoints.WhileTold.Union(KillPoints.Afterwards)];
        string[] missed = [.. all.Where(p => !IsHit(p))];
        Assert.True(missed.Length <= (IsNightly ? 0 : all.Length - HitMin), $"No kill came at {string.Join(", ", missed)}; seed {seed}.");
    }

    private async Task LiveThroughKillsAsync(string folder, ProgramCopy program, Random random)
    {
        Buyer[] buyers = [.. Enumerable.Range(1, Buyers).Select(n => new Buyer(n))];
        string[] owed = Sorted(buyers.SelectMany(b => b.Owed));
        await using KilledShop shop = new(folder, Start.ToString("O", CultureInfo.InvariantCulture), program, random);
        Task told = shop.TellAsync(buyers, BuyersInLife);
        await KillManyAsync(shop, KillPoints.WhileTold, TwentyMinutesInASecond, random);
        await shop.LiveUntilTakenInAsync(TwentyMinutesInASecond);
        FollowUpServer listener = await shop.LiveAsync(FourHoursInASecond);
        await told;
        Assert.NotEqual(0, await EndedOrchestrations.CountAsync(listener));
        await shop.KillAsync(listener);
        await KillManyAsync(shop, KillPoints.Afterwards, EightHoursInASecond, random);
        output.WriteLine($"{shop.KillsAtStart} of {shop.Kills} kills came before the server listened.");
        Assert.True(shop.KillsAtStart < shop.Kills, "Every kill came at the start.");

        FollowUpServer server = await shop.LiveAsync(EightHoursInASecond);
        await server.UntilAsync($"{owed.Length} messages", async () => (await KilledShop.OutboxOfAsync(server)).Count >= owed.Length ? owed : null);
        DateTimeOffset lastSentAt = (await KilledShop.OutboxOfAsync(server)).Max(m => m.SentAt);
        await server.UntilAsync("another day to pass", async () => await KilledShop.ShopTimeAsync(server) > lastSentAt.AddDays(1) ? owed : null);
        string[] sent = Sorted((await KilledShop.OutboxOfAsync(server)).Select(m => m.Message));
        output.WriteLine($"Missing: {string.Join(", ", owed.Except(sent))}. Not owed: {string.Join(", ", sent.Except(owed))}.");
        Assert.Equal(owed, sent);
        await EndedOrchestrations.CountAsync(server); // some may be too old to be kept
        Assert.Equal(0, await server.StopAsync());
        await AssertEverythingEndedAsync(folder, buyers);
        await AssertDaysHoldAsync(folder, DateOnly.FromDateTime((Start + Japan).Date), DateOnly.FromDateTime((lastSentAt + Japan).Date));
    }

    /// <summary>Half of a shop's kills.</summary>
    private async Task KillManyAsync(KilledShop shop, string[] points, string speed, Random random)
    {
        for (int kill = 0; kill < KillsOfShop / 2; kill++)
        {
            if (kill % KillsInARow == KillsInARow - 1)
            {
                await shop.LiveUntilTakenInAsync(speed);
                Count(kills, "at rest");
                continue;
            }

            if (random.Next(KillsByChance) == 0)
            {
                await shop.LiveAndDieAsync(speed);
                Count(kills, "by chance");
                continue;
            }

            (string point, KillMoment moment) = NextPoint(points, random);
            Count(tries, point);
            Count(tries, $"{moment} {point}");
            bool isHit = await shop.LiveUntilAsync(moment, point, speed);
            Count(kills, isHit ? $"{moment} {point}" : "by chance");
        }
    }

    /// <summary>Where there were the fewest tries so far; among equals a random one.</summary>
    private (string Point, KillMoment Moment) NextPoint(string[] points, Random random)
    {
        (string Point, KillMoment Moment)[] all = [.. from point in points from moment in Enum.GetValues<KillMoment>() select (point, moment)];
        random.Shuffle(all);
        return all.MinBy(p => (IsHit(p.Point), tries.GetValueOrDefault(p.Point), tries.GetValueOrDefault($"{p.Moment} {p.Point}")));
    }

    private bool IsHit(string point) => Enum.GetValues<KillMoment>().Any(m => kills.ContainsKey($"{m} {point}"));

    private static void Count(Dictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    private static async Task AssertEverythingEndedAsync(string folder, Buyer[] buyers)
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(
            folder, ["enrollments", "--data", folder, "--since", "2026-03-01", "--limit", "9999", "--format", "csv"]);
        string[] rows = CsvTable.FromText(run.Output).Rows("journey_id", "state", "end");
        Assert.Equal(buyers.Length, rows.Count(r => r == "after-care | Ended | Completed"));
        Assert.Equal(buyers.Length + buyers.Count(b => b.BuysAgain), rows.Count(r => r == "thank-you | Ended | Completed"));
        Assert.Equal(buyers.Sum(b => b.BuysAgain ? 3 : 2), rows.Length);
        ProcessRun check = await ProcessRun.FollowUpAsync(folder, ["runtime", "check", "--data", folder]);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    /// <summary>Each day from the first to the last on which something was due, and at least that many.</summary>
    private static async Task AssertDaysHoldAsync(string folder, DateOnly first, DateOnly last)
    {
        Assert.True(last.DayNumber - first.DayNumber >= 12, $"The journey ended on {last}, too early.");
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            string date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            ProcessRun run = await ProcessRun.FollowUpAsync(folder, ["certify", "--date", date, "--data", folder]);
            Assert.True(run.ExitCode == 0, $"{date}: {run.Output}{run.Error}");
        }
    }

    private static string[] Sorted(IEnumerable<Message> messages) => [.. messages.Select(m => m.ToString()).Order(StringComparer.Ordinal)];
}
