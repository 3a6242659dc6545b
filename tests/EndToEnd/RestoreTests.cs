using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A backup that was made while journeys were under way, and starts on what it restores.</summary>
public sealed class RestoreTests : IDisposable
{
    private const int Buyers = 30;

    /// <summary>Three seconds for a day.</summary>
    private const string EightHoursInASecond = "28800";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly ShopFolder folder = new();
    private readonly TemporaryFolder copies = new();

    public void Dispose()
    {
        folder.Dispose();
        copies.Dispose();
    }

    [Theory]
    [InlineData(true)]  // all of it, as docs say
    [InlineData(false)] // the engine's file alone, beside a ledger that went on
    public async Task Restore_SendsAllThatIsDueExactlyOnce(bool isWhole)
    {
        Buyer[] buyers = [.. Enumerable.Range(1, Buyers).Select(n => new Buyer(n))];
        string[] owed = Sorted(buyers.SelectMany(b => b.Owed));
        string copy = copies.PathOf("copy");
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync(AfterCare.Id, AfterCare.Journey);
        await using (KilledShop shop = NewShop(folder.Path, program))
        {
            FollowUpServer server = await shop.LiveAsync(EightHoursInASecond);
            await shop.TellAsync(buyers, buyers.Length);
            int sentBefore = (await KilledShop.OutboxOfAsync(server)).Count;
            ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["runtime", "backup", copy, "--data", folder.Path]);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            await server.UntilAsync("more messages", async () => (await KilledShop.OutboxOfAsync(server)).Count > sentBefore ? owed : null);
            Assert.Equal(0, await server.StopAsync());
        }

        if (!isWhole)
        {
            File.Copy(Path.Combine(copy, "runtime.db"), Path.Combine(folder.Path, "runtime.db"), overwrite: true);
        }

        await using KilledShop restored = NewShop(isWhole ? copy : folder.Path, program);
        FollowUpServer again = await restored.LiveAsync(EightHoursInASecond);
        await again.UntilAsync($"{owed.Length} messages", async () => (await KilledShop.OutboxOfAsync(again)).Count >= owed.Length ? owed : null);
        DateTimeOffset lastSentAt = (await KilledShop.OutboxOfAsync(again)).Max(m => m.SentAt);
        await again.UntilAsync("another day to pass", async () => await ShopTimeAsync(again) > lastSentAt.AddDays(1) ? owed : null);

        Assert.Equal(owed, Sorted((await KilledShop.OutboxOfAsync(again)).Select(m => m.Message)));
    }

    private static KilledShop NewShop(string path, ProgramCopy program) =>
        new(path, Start.ToString("O", CultureInfo.InvariantCulture), program, new Random(1));

    private static string[] Sorted(IEnumerable<Message> messages) => [.. messages.Select(m => m.ToString()).Order(StringComparer.Ordinal)];

    private static async Task<DateTimeOffset> ShopTimeAsync(FollowUpServer server) =>
        (await server.Http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("shopTime").GetDateTimeOffset();
}
