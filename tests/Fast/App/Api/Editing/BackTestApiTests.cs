using System.Text.Json;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>Plans are tried on what happened, and the shop does not notice.</summary>
public sealed class BackTestApiTests
{
    private const string Days = "\"from\": \"2026-11-21\", \"until\": \"2026-11-27\"";

    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com") with { LineUserId = "U" + new string('a', 32) };
    private static readonly SourceCustomer Taro = Told.Account("8", 1, "taro@example.com");

    [Fact]
    public async Task BackTest_OfWhatIsLive_SaysWhatReallyWent()
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        ApiAnswer done = await RunAsync(bed, $"{{\"plan\": \"published\", {Days}}}");
        JsonElement live = Assert.Single(done.Json.GetProperty("results").EnumerateArray());
        Assert.Equal(["published", "2", "2", "2", "4"], new[] { "plan", "orders", "customers", "enrollments", "sent" }.Select(p => ApiAnswer.At(live, p)));
        Assert.Equal(["2026-11-21 email 1", "2026-11-21 line 1", "2026-11-24 email 2"], Rows(live, "perDay", "day", "channel", "count"));
        Assert.Equal(["thanks later email 2", "thanks now email 1", "thanks now line 1"], Rows(live, "perStep", "journey", "step", "channel", "count"));
        Assert.Equal(["2026-11 1"], Rows(live, "linePerMonth", "month", "count"));
        string[] real = [.. (await story.LedgerAsync(Hanako)).Concat(await story.LedgerAsync(Taro)).Order(StringComparer.Ordinal)];
        Assert.Equal(["21T12:00 now Sent", "21T12:00 now Sent", "24T10:00 later Sent", "24T10:00 later Sent"], real);
    }

    [Fact]
    public async Task BackTest_OfDrafts_StandsBesideWhatIsLive_WithWholePaths()
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        DraftStore drafts = new(story.World.Tables, story.World.Clocks);
        await drafts.SaveAsync(new TemplateName(TemplateKind.Journey, "thanks"), null, JourneyFiles.Thanks.Replace("after: 3d", "after: 5d", StringComparison.Ordinal), null, null, default);
        ApiAnswer done = await RunAsync(bed, $"{{{Days}}}");
        JsonElement[] both = [.. done.Json.GetProperty("results").EnumerateArray()];
        Assert.Equal(["drafts", "published"], both.Select(r => ApiAnswer.At(r, "plan")));
        Assert.Equal(["2026-11-21 email 1", "2026-11-21 line 1", "2026-11-26 email 2"], Rows(both[0], "perDay", "day", "channel", "count"));
        Assert.Equal(["2026-11-21 email 1", "2026-11-21 line 1", "2026-11-24 email 2"], Rows(both[1], "perDay", "day", "channel", "count"));
        JsonElement[] samples = [.. both[0].GetProperty("samples").EnumerateArray()];
        Assert.Equal(
            new[] { (await story.StateAsync(Hanako)).CustomerId, (await story.StateAsync(Taro)).CustomerId }.Order(StringComparer.Ordinal),
            samples.Select(s => ApiAnswer.At(s, "customer")!).Order(StringComparer.Ordinal));
        Assert.All(samples, s => Assert.Equal(["2026-11-21 thanks now sent", "2026-11-26 thanks later sent"], Rows(s, "messages", "day", "journey", "step", "state")));
    }

    /// <summary>What was before makes customers what they are, and is not counted.</summary>
    [Fact]
    public async Task BackTest_CountsOnlyTheDaysAskedFor()
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        ApiAnswer done = await RunAsync(bed, """{"plan": "published", "from": "2026-11-22", "until": "2026-11-24"}""");
        Assert.Equal(["2026-11-24 email 2"], Rows(done.Json.GetProperty("results")[0], "perDay", "day", "channel", "count"));
        Assert.Equal(("0", "0"), (done.At("results.0.orders"), done.At("results.0.enrollments")));
    }

    [Fact]
    public async Task BackTest_OfMarketing_HeedsConsents_AndSaysWhyNot()
    {
        string advert = JourneyFiles.Journey("advert", "  - { id: mail, send: { channel: [email], message: thank-you } }", purpose: "marketing");
        Story story = await Story.WithAsync(advert);
        await story.BuysAsync(Hanako.Agreeing(0), "o-1");
        await story.BuysAsync(Taro, "o-2");
        await story.UntilAsync("28T09:00");
        using ApiBed bed = Bed(story);
        JsonElement live = (await RunAsync(bed, $"{{\"plan\": \"published\", {Days}}}")).Json.GetProperty("results")[0];
        Assert.Equal(["advert mail withheld NoConsent 1"], Rows(live, "unsent", "journey", "step", "state", "reason", "count"));
        Assert.Equal("1", ApiAnswer.At(live, "sent"));
    }

    [Fact]
    public async Task BackTest_ChangesNothingOfTheShop_AndKeepsNoAddress()
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        string[] before = await story.World.Tables.DumpAsync(Tables.Customers, Tables.Indexes, Tables.Journeys, Tables.Aliases);
        await RunAsync(bed, $"{{{Days}}}");
        Assert.Equal(before, await story.World.Tables.DumpAsync(Tables.Customers, Tables.Indexes, Tables.Journeys, Tables.Aliases));
        Assert.DoesNotContain(await story.World.Tables.DumpAsync(Tables.Drafts), l => l.Contains("example.com", StringComparison.Ordinal) || l.Contains("aaaaaaaa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BackTest_WhileAnotherRuns_IsRefused_AndItCanBeStopped()
    {
        Story story = await LivedAsync();
        using ApiBed bed = new(story.World, add: s => s.AddSingleton<IBackTest, EndlessBackTest>());
        string id = (await BeginAsync(bed, $"{{\"plan\": \"published\", {Days}}}")).At("id")!;
        Assert.Equal("busy", (await bed.SendAsync("POST", "/api/backtests", $"{{\"plan\": \"published\", {Days}}}")).At("reason"));
        Assert.Equal("running", (await bed.GetAsync($"/api/backtests/{id}")).At("state"));
        Assert.Equal(204, (int)(await bed.SendAsync("DELETE", $"/api/backtests/{id}")).Status);
        Assert.Equal("stopped", (await EndedAsync(bed, id)).At("state"));
        (await bed.SendAsync("DELETE", $"/api/backtests/{id}")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task BackTest_WhoseProcessEnded_HasFailed()
    {
        Story story = await LivedAsync();
        string id;
        using (ApiBed first = new(story.World, add: s => s.AddSingleton<IBackTest, EndlessBackTest>()))
        {
            id = (await BeginAsync(first, $"{{\"plan\": \"published\", {Days}}}")).At("id")!;
            using ApiBed next = Bed(story);
            ApiAnswer failed = await next.GetAsync($"/api/backtests/{id}");
            Assert.Equal("failed", failed.At("state"));
            Assert.Contains("ask for it again", failed.At("fault"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 404)]
    public async Task BackTest_OfLongAgo_IsForgotten(int secondsMore, int status)
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        string id = (await RunAsync(bed, $"{{\"plan\": \"published\", {Days}}}")).At("id")!;
        story.World.SystemClock.Advance(BackTestStore.KeptFor + TimeSpan.FromSeconds(secondsMore));
        await RunAsync(bed, $"{{\"plan\": \"published\", {Days}}}");
        Assert.Equal(status, (int)(await bed.SendAsync("GET", $"/api/backtests/{id}")).Status);
    }

    [Fact]
    public async Task BackTest_OfFaultyDrafts_IsRefused()
    {
        Story story = await LivedAsync();
        using ApiBed bed = Bed(story);
        DraftStore drafts = new(story.World.Tables, story.World.Clocks);
        await drafts.SaveAsync(new TemplateName(TemplateKind.Journey, "thanks"), null, "id: [", null, null, default);
        ApiAnswer answer = await bed.SendAsync("POST", "/api/backtests", $"{{{Days}}}");
        answer.IsProblem(409, "conflict");
        Assert.Equal(("faulty", "thanks"), (answer.At("reason"), answer.At("findings.0.name")));
    }

    [Fact]
    public async Task BackTest_WhereNothingCanRunIt_SaysSo()
    {
        using ApiBed bed = new((await LivedAsync()).World);
        ApiAnswer answer = await bed.SendAsync("POST", "/api/backtests", $"{{{Days}}}");
        Assert.Equal("not-available", answer.At("reason"));
        Assert.Contains("followup backtest --drafts", answer.At("detail")!, StringComparison.Ordinal);
        (await bed.SendAsync("GET", "/api/backtests/nothing")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"from": "2026-11-22", "until": "2026-11-21"}""")]
    [InlineData("""{"from": "2026-11-21", "until": "2026-11-28"}""")]
    [InlineData("""{"from": "2025-11-20", "until": "2026-11-21"}""")]
    [InlineData("""{"from": "2026-11-20", "until": "2026-11-21", "plan": "none"}""")]
    public async Task BackTest_OfDaysThatHaveNotPassed_OrAreTooMany_IsRefused(string json)
    {
        using ApiBed bed = Bed(await LivedAsync());
        (await bed.SendAsync("POST", "/api/backtests", json)).IsProblem(400, "bad-request");
    }

    /// <summary>It is the morning of the 28th: two customers have ordered a week ago, of whom one is a friend on LINE.</summary>
    private static async Task<Story> LivedAsync()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks);
        await story.BuysAsync(Hanako, "o-1");
        await story.BuysAsync(Taro, "o-2");
        await story.UntilAsync("28T09:00");
        return story;
    }

    private static ApiBed Bed(Story story) => new(story.World, add: s => s.AddSingleton<IBackTest, BackTest>());

    private static string[] Rows(JsonElement from, string list, params string[] columns) =>
        [.. from.GetProperty(list).EnumerateArray().Select(r => string.Join(' ', columns.Select(c => ApiAnswer.At(r, c))))];

    private static async Task<ApiAnswer> BeginAsync(ApiBed bed, string json)
    {
        ApiAnswer begun = await bed.SendAsync("POST", "/api/backtests", json);
        Assert.True((int)begun.Status == 202, begun.Text);
        return begun;
    }

    private static async Task<ApiAnswer> RunAsync(ApiBed bed, string json)
    {
        ApiAnswer ended = await EndedAsync(bed, (await BeginAsync(bed, json)).At("id")!);
        Assert.True(ended.At("state") == "done", ended.Text);
        return ended;
    }

    private static async Task<ApiAnswer> EndedAsync(ApiBed bed, string id)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (true)
        {
            ApiAnswer answer = await bed.GetAsync($"/api/backtests/{id}");
            if (answer.At("state") != "running")
            {
                return answer;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Until it is stopped.</summary>
    private sealed class EndlessBackTest : IBackTest
    {
        public async Task<BackTestFigures> RunAsync(BackTestInput input, IProgress<int>? progress, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It has no end.");
        }
    }
}
