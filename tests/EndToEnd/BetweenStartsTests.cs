using System.Globalization;
using System.Net;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>What commands do to a data folder while no server runs is what the next one goes on with.</summary>
public sealed class BetweenStartsTests : IDisposable
{
    /// <summary>An hour of the shop in a second.</summary>
    private static readonly string[] HourInASecond = ["--speed", "3600"];

    private readonly ShopFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ImportThenUp_SendsWhatTheFileHasBegun_AndTheDayHolds()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("other", Journey("other", "once", "PT1H"));
        using TemporaryFolder files = new();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string orders = files.Write(
            "orders.csv",
            $"""
            order_id,customer_id,ordered_at,total,email
            recent,C-1,{Text(now.AddMinutes(-1))},3000,recent@example.com
            long-ago,C-2,{Text(now.AddDays(-40))},3000,long-ago@example.com

            """);
        await RunAsync(program, "import", "orders", orders, "--data", folder.Path);
        DateTimeOffset imported = DateTimeOffset.UtcNow;

        await using (FollowUpServer server = await FollowUpServer.StartAsync(folder.Path, HourInASecond, program))
        {
            await server.MailsToAsync("recent@example.com", 2);
            Assert.All(await server.MailsAsync(), m => Assert.Equal("recent@example.com", m.To));
            Assert.Equal(0, await server.StopAsync());
        }

        foreach (DateOnly day in new[] { DayOf(now), DayOf(imported) }.Distinct())
        {
            await RunAsync(program, "certify", "--date", Text(day), "--clock", $"{Text(day.AddDays(1))}T09:00:00+09:00", "--data", folder.Path);
        }
    }

    [Fact]
    public async Task PublishBetweenTwoStarts_LeavesWhoIsInsideOnTheirVersion_AndNewcomersHaveTheNewOne()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("mine", Journey("mine", "old", "PT1H"));
        ShopOrder inside = new("inside");
        await using (FollowUpServer first = await FollowUpServer.StartAsync(folder.Path, program: program))
        {
            await AcceptAsync(first, inside);
            await first.MailsToAsync(inside.Email);
            Assert.Equal(0, await first.StopAsync());
        }

        string templates = Path.Combine(Path.GetDirectoryName(program.Program)!, "templates");
        await File.WriteAllTextAsync(Path.Combine(templates, "journeys", "mine.yaml"), Journey("mine", "new", "PT1H"));
        await RunAsync(program, "publish", templates, "--data", folder.Path);

        await using FollowUpServer next = await FollowUpServer.StartAsync(folder.Path, HourInASecond, program);
        ShopOrder newcomer = new("newcomer") { OrderedAt = DateTimeOffset.UtcNow };
        await AcceptAsync(next, newcomer);
        Assert.Equal(["old", "thanks"], await StepsAsync(next, inside));
        Assert.Equal(["new", "thanks"], await StepsAsync(next, newcomer));
    }

    private static string Journey(string id, string step, string after) => $$"""
        id: {{id}}
        name: 試し
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - id: {{step}}
            after: {{after}}
            send: { channel: [email], message: thank-you }

        """;

    private static async Task RunAsync(ProgramCopy program, params string[] args)
    {
        ProcessRun run = await ProcessRun.OfAsync("dotnet", Path.GetTempPath(), [program.Program, .. args]);
        Assert.True(run.ExitCode == 0, $"{args[0]} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
    }

    private static async Task AcceptAsync(FollowUpServer server, ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static async Task<string[]> StepsAsync(FollowUpServer server, ShopOrder order) =>
        [.. (await server.MailsToAsync(order.Email, 2)).Select(m => m.StepId).Order(StringComparer.Ordinal)];

    /// <summary>The shop's day.</summary>
    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(TimeSpan.FromHours(9)).DateTime);

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
