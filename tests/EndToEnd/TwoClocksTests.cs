using System.Diagnostics;
using System.Globalization;
using System.Net;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A day of the shop passes in a second: journeys follow the shop clock, signatures, leases and HTTP the system's.</summary>
public sealed class TwoClocksTests : IDisposable
{
    private const string Week = """
        id: week
        name: 一週間
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - id: at-once
            send: { channel: [email], message: thank-you }
          - id: third-day
            after: 3d
            send: { channel: [email], message: thank-you }
          - id: seventh-day
            after: 7d
            at: "19:00"
            send: { channel: [email], message: thank-you }

        """;

    private static readonly string[] DayInASecond = ["--speed", "86400"];
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly ShopFolder folder = new();
    private readonly DateTimeOffset begunAt = DateTimeOffset.UtcNow;
    private readonly Stopwatch running = Stopwatch.StartNew();

    /// <summary>Later than the server's shop clock by the time that its start has taken.</summary>
    private DateTimeOffset ShopNow => begunAt + (running.Elapsed * 86_400);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LiveWebhook_OnAFastShopClock_SendsTheThankYou()
    {
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, DayInASecond);
        ShopOrder order = new("fast") { OrderedAt = ShopNow };
        await AssertAnswerAsync(HttpStatusCode.Accepted, server, Webhook.Standard("fast", order.ToStandard("order.paid")));
        OutboxMail mail = Assert.Single(await server.MailsToAsync(order.Email));
        Assert.True(mail.SentAt >= order.OrderedAt, $"Sent at {mail.SentAt:O}, before the order of {order.OrderedAt:O}.");
        string day = order.OrderedAt.ToOffset(Japan).ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
        Assert.Contains(day, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_IsJudgedByTheSystemClock()
    {
        string[] nextYear = ["--clock", DateTimeOffset.UtcNow.AddYears(1).ToString("O", CultureInfo.InvariantCulture)];
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, nextYear);
        string body = new ShopOrder("clock") { OrderedAt = DateTimeOffset.UtcNow.AddYears(1) }.ToStandard("order.paid");
        await AssertAnswerAsync(HttpStatusCode.Unauthorized, server, Webhook.Standard("by-shop", body, DateTimeOffset.UtcNow.AddYears(1)));
        await AssertAnswerAsync(HttpStatusCode.Accepted, server, Webhook.Standard("by-system", body));
    }

    [Fact]
    public async Task Steps_OfAWeek_GoOutOnTheirShopDays()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("week", Week);
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, DayInASecond, program);
        ShopOrder order = new("week") { OrderedAt = ShopNow };
        await AssertAnswerAsync(HttpStatusCode.Accepted, server, Webhook.Standard("week", order.ToStandard("order.paid")));
        IReadOnlyList<OutboxMail> mails = await server.MailsToAsync(order.Email, 4); // the shipped thank-you is the fourth
        Assert.Equal(4, mails.Count);
        DateTime day = order.OrderedAt.ToOffset(Japan).Date;
        AssertNotBefore(order.OrderedAt, "at-once");
        AssertNotBefore(new DateTimeOffset(day.AddDays(3).AddHours(10), Japan), "third-day"); // ten o'clock is the shop's usual hour
        AssertNotBefore(new DateTimeOffset(day.AddDays(7).AddHours(19), Japan), "seventh-day");

        void AssertNotBefore(DateTimeOffset dueAt, string step)
        {
            OutboxMail mail = Assert.Single(mails, m => m.StepId == step);
            Assert.True(mail.SentAt >= dueAt, $"{step} went out at {mail.SentAt:O}, due at {dueAt:O}.");
        }
    }

    [Fact]
    public async Task History_OfAJourneyThatEndedMonthsAgo_IsRemovedAndTheMessageStays()
    {
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, DayInASecond);
        ShopOrder order = new("months") { OrderedAt = ShopNow };
        await AssertAnswerAsync(HttpStatusCode.Accepted, server, Webhook.Standard("months", order.ToStandard("order.paid")));
        await server.MailsToAsync(order.Email);
        Assert.Equal(0, await server.StopAsync());

        string[] inAYear = ["--clock", order.OrderedAt.AddYears(1).ToString("O", CultureInfo.InvariantCulture), .. DayInASecond];
        await using FollowUpServer later = await FollowUpServer.StartAsync(folder.Path, inAYear);
        const string Removed = "Removed the histories of 1 finished orchestrations";
        await later.UntilAsync(Removed, () => Task.FromResult(later.Log.Contains(Removed, StringComparison.Ordinal) ? Removed : null));
        Assert.Single(await later.MailsToAsync(order.Email));
    }

    [Fact]
    public async Task Server_OnAFastShopClock_StopsCleanly()
    {
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, DayInASecond);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/healthz")).StatusCode);
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("fail:", server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("8640001")]
    public async Task Speed_OutOfRange_StopsTheStartWithItsName(string speed)
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", folder.Path, "--speed", speed]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Clock:Speed", run.Error, StringComparison.Ordinal);
    }

    private static async Task AssertAnswerAsync(HttpStatusCode expected, FollowUpServer server, HttpRequestMessage request)
    {
        using HttpResponseMessage response = await server.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }
}
