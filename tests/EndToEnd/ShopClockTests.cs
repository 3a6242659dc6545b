using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A shop clock that was set apart never goes back, however the process ends.</summary>
public sealed class ShopClockTests : IDisposable
{
    private const string Later = """
        id: later
        name: あとから
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - id: later
            after: PT72H
            send: { channel: [email], message: thank-you }

        """;

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

    /// <summary>To the system's clock, which is years behind then, all that was recorded lies in the future.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NextStart_OnASystemClockThatIsBehind_SendsWhatWaitedOnce_AtItsShopTime(bool isKilled)
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("later", Later);
        ShopOrder order;
        DateTimeOffset before;
        await using (FollowUpServer first = await FollowUpServer.StartAsync(folder.Path, [.. SameStart, "--speed", "60"], program))
        {
            order = new ShopOrder("waiting") { OrderedAt = await ShopTimeAsync(first) };
            using HttpRequestMessage webhook = Webhook.Standard("waiting", order.ToStandard("order.paid"));
            using HttpResponseMessage response = await first.Http.SendAsync(webhook);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await first.MailsToAsync(order.Email);
            before = await ShopTimeAsync(first);
            await (isKilled ? first.KillAsync() : first.StopAsync());
        }

        await using FollowUpServer next = await FollowUpServer.StartAsync(folder.Path, ["--speed", "86400"], program);
        Assert.True(await ShopTimeAsync(next) >= before);
        IReadOnlyList<OutboxMail> mails = await next.MailsToAsync(order.Email, 2);
        OutboxMail later = Assert.Single(mails, m => m.StepId == "later");
        Assert.True(later.SentAt >= order.OrderedAt.AddDays(3), $"Sent at {later.SentAt:O} for an order of {order.OrderedAt:O}.");
        Assert.Single(mails, m => m.StepId == "thanks");
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
