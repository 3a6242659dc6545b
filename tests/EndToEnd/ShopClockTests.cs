using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A shop clock that was set apart never goes back, however the process ends.</summary>
public sealed class ShopClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] SameStart = ["--clock", "2031-01-01T09:00:00+09:00"];
    private static readonly string[] Fast = [.. SameStart, "--speed", "86400"];

    private readonly ShopFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NextStart_GoesOnWhereItStood(bool isKilled)
    {
        DateTimeOffset before;
        await using (FollowUpServer first = await FollowUpServer.StartAsync(folder.Path, Fast))
        {
            before = Start + TimeSpan.Parse(await first.UntilAsync("a shop day to pass", () => DayPassedAsync(first)), CultureInfo.InvariantCulture);
            await (isKilled ? first.KillAsync() : first.StopAsync());
        }

        await using FollowUpServer next = await FollowUpServer.StartAsync(folder.Path, SameStart);  // not so fast that it would soon be there again
        Assert.True(await ShopTimeAsync(next) >= before);
    }

    /// <returns>How long the shop clock has run; null before the end of its first day.</returns>
    private static async Task<string?> DayPassedAsync(FollowUpServer server)
    {
        TimeSpan passed = await ShopTimeAsync(server) - Start;
        return passed >= TimeSpan.FromDays(1) ? passed.ToString("c", CultureInfo.InvariantCulture) : null;
    }

    private static async Task<DateTimeOffset> ShopTimeAsync(FollowUpServer server) =>
        (await server.Http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("shopTime").GetDateTimeOffset();
}
