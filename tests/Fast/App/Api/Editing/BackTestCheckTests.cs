using System.Text.Json;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>What a replay says of days that a shop has lived through is what its ledger says, and every tampering shows.</summary>
public sealed class BackTestCheckTests
{
    /// <summary>Held-out customers, ways by lot, a wait for an order, marketing with and without consent.</summary>
    private static readonly string[] Journeys =
    [
        JourneyFiles.Thanks,
        JourneyFiles.Journey("advert", "  - { id: mail, after: 1d, send: { channel: [email], message: thank-you } }", purpose: "marketing", more: "holdout: 0.5"),
        JourneyFiles.Journey("lot", """
              - id: which
                split:
                  arms:
                    - { id: a, steps: [ { id: one, send: { channel: [email], message: thank-you } } ] }
                    - { id: b, steps: [ { id: two, after: 1d, send: { channel: [email], message: thank-you } } ] }
            """),
        JourneyFiles.Journey("await", """
              - id: ask
                waitFor: { type: order, timeout: 3d }
                then: [ { id: came, send: { channel: [email], message: thank-you } } ]
                else: [ { id: missed, send: { channel: [email], message: thank-you } } ]
            """, nth: "1"),
    ];

    private static readonly SourceCustomer Friend = Told.Account("7", 1, "hanako@example.com") with { LineUserId = "U" + new string('a', 32) };

    [Fact]
    public async Task Check_OfWhatWasLived_IsEqual()
    {
        Story story = await LivedAsync();
        JsonElement check = await CheckAsync(story);
        Assert.Equal(("true", "0", "0"), (ApiAnswer.At(check, "isEqual"), ApiAnswer.At(check, "different"), check.GetProperty("differences").GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture)));

        // Nine orders bring thanks (2), the advert, the lot; the first of each customer waits for another.
        Assert.Equal((9 * 4) + 8, check.GetProperty("compared").GetInt32());
        Assert.Contains(await RowsAsync(story), r => r.Reason == nameof(WithholdReason.Holdout));
        Assert.Contains(await RowsAsync(story), r => r.Reason == nameof(WithholdReason.NoConsent));
    }

    /// <summary>Whoever agreed between two messages did so then, for the replay too.</summary>
    [Fact]
    public async Task Check_OfAConsentThatCameBetween_IsEqual()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("advert", """
              - { id: early, after: 1d, send: { channel: [email], message: thank-you } }
              - { id: late, after: 4d, send: { channel: [email], message: thank-you } }
            """, purpose: "marketing"));
        await story.BuysAsync(Friend, "o-1");
        await story.UntilAsync("23T12:00");
        await story.TellAsync(new ShopEvent.CustomerChanged(Friend.Agreeing(2880) with { UpdatedAt = Told.At(2880) }));
        await story.UntilAsync("30T09:00");
        Assert.Equal(["22T10:00 early Withheld NoConsent", "25T10:00 late Sent"], await story.LedgerAsync(Friend));
        Assert.Equal("true", ApiAnswer.At(await CheckAsync(story), "isEqual"));
    }

    public static TheoryData<string, Func<SendRow, SendRow?>, string> Plants => new()
    {
        { "a row that is gone", _ => null, "unknown" },
        { "another message", r => r with { MessageId = "something-else" }, "unknown" },
        { "another time", r => r with { SettledAt = r.SettledAt!.Value.AddHours(2) }, "unknown" },
        { "another due time", r => r with { DueAt = r.DueAt.AddDays(-1) }, "unknown" },
        { "another rank", r => r with { RankId = "royal" }, "unknown" },
        { "refused by the provider", r => r with { State = SendState.Failed, Reason = "550" }, "refused" },
        { "withheld for want of consent", r => r with { State = SendState.Withheld, Reason = nameof(WithholdReason.NoConsent) }, "customer-changed" },
    };

    [Theory]
    [MemberData(nameof(Plants))]
    public async Task Check_OfARowThatWasTamperedWith_NamesItAndNobody(string what, Func<SendRow, SendRow?> tamper, string cause)
    {
        Story story = await LivedAsync();
        SendRow row = (await RowsAsync(story)).First(r => r.State == SendState.Sent && r.Key.StepId == "later");
        await TamperAsync(story, row, tamper(row));
        JsonElement check = await CheckAsync(story);
        Assert.True("false" == ApiAnswer.At(check, "isEqual"), what);
        JsonElement found = Assert.Single(check.GetProperty("differences").EnumerateArray());
        Assert.Equal((row.Key.EnrollmentId, "thanks", "later", cause), (ApiAnswer.At(found, "enrollmentId"), ApiAnswer.At(found, "journey"), ApiAnswer.At(found, "step"), ApiAnswer.At(found, "cause")));
        Assert.Equal("sent", ApiAnswer.At(found, "replayed.state"));
        JsonElement live = found.GetProperty("live");
        Assert.Equal(tamper(row)?.State.ToString().ToLowerInvariant(), live.ValueKind == JsonValueKind.Null ? null : ApiAnswer.At(live, "state"));
        Assert.DoesNotContain("example.com", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfARowThatNobodyOwed_NamesIt()
    {
        Story story = await LivedAsync();
        SendRow row = (await RowsAsync(story)).First(r => r.State == SendState.Sent);
        await TamperAsync(story, null, row with { Key = row.Key with { Visit = 1 } });
        JsonElement found = Assert.Single((await CheckAsync(story)).GetProperty("differences").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("replayed").ValueKind);
        Assert.Equal("1", ApiAnswer.At(found, "visit"));
    }

    /// <summary>The replay goes by what is live now, and says so where that is another version than then.</summary>
    [Fact]
    public async Task Check_AfterAnotherVersionWasPublished_SaysThat()
    {
        Story story = await LivedAsync();
        await story.Shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.Thanks.Replace("after: 3d", "after: 5d", StringComparison.Ordinal)), default);
        JsonElement check = await CheckAsync(story);
        Assert.Equal("9", ApiAnswer.At(check, "different"));
        Assert.Equal(["version-published 9"], check.GetProperty("causes").EnumerateArray().Select(c => $"{ApiAnswer.At(c, "cause")} {ApiAnswer.At(c, "count")}"));
    }

    /// <summary>What a person began, or did not let begin, no replay can know of.</summary>
    [Fact]
    public async Task Check_OfWhatAPersonDid_SaysThat()
    {
        Story story = await Story.WithAsync(
            JourneyFiles.Free("asked", "trigger: { type: event, event: asked }", "  - { id: hand, send: { channel: [email], message: thank-you } }"),
            JourneyFiles.Free("news", "trigger: { type: broadcast, on: 2026-11-23, approval: true }", "  - { id: news, send: { channel: [email], message: thank-you } }"));
        await story.BuysAsync(Friend, "o-1");
        await story.Shop.React.RunAsync((await story.StateAsync(Friend)).CustomerId, new Cause.ByHand("asked"), story.Shop.Orchestrations, default);
        await story.Shop.RunAsync();
        await story.UntilAsync("30T09:00");
        JsonElement check = await CheckAsync(story);
        Assert.Equal(
            ["asked by-hand sent ", "news by-hand  sent"],
            check.GetProperty("differences").EnumerateArray().Select(d => $"{ApiAnswer.At(d, "journey")} {ApiAnswer.At(d, "cause")} {StateOf(d, "live")} {StateOf(d, "replayed")}"));
    }

    [Fact]
    public async Task Check_ThatNobodyAskedFor_IsNotThere()
    {
        Story story = await LivedAsync();
        Assert.Equal(JsonValueKind.Null, (await ResultAsync(story, "")).GetProperty("check").ValueKind);
    }

    /// <summary>Eight customers buy on the 21st, one of them again on the 23rd; it is the morning of the 30th.</summary>
    private static async Task<Story> LivedAsync()
    {
        Story story = await Story.WithAsync(Journeys);
        await story.BuysAsync(Friend.Agreeing(0), "o-7");
        for (int i = 0; i < 7; i++)
        {
            SourceCustomer who = Told.Account($"a{i}", 1, $"a{i}@example.com");
            await story.BuysAsync(i % 3 == 0 ? who : who.Agreeing(0), $"o-a{i}");
        }

        await story.UntilAsync("23T15:00");
        await story.BuysAsync(Friend, "o-8");
        await story.UntilAsync("30T09:00");
        return story;
    }

    private static string? StateOf(JsonElement difference, string side) =>
        difference.GetProperty(side) is { ValueKind: not JsonValueKind.Null } row ? ApiAnswer.At(row, "state") : null;

    /// <summary>Of the 21st to the 28th.</summary>
    internal static async Task<JsonElement> CheckAsync(Story story) => (await ResultAsync(story, ", \"check\": true")).GetProperty("check");

    private static async Task<JsonElement> ResultAsync(Story story, string more)
    {
        using ApiBed bed = new(story.World, add: s => s.AddSingleton<IBackTest, BackTest>());
        string id = (await bed.SendAsync("POST", "/api/backtests", $$"""{"plan": "published", "from": "2026-11-21", "until": "2026-11-28"{{more}}}""")).At("id")!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        ApiAnswer answer;
        while ((answer = await bed.GetAsync($"/api/backtests/{id}")).At("state") == "running")
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.True(answer.At("state") == "done", answer.Text);
        return answer.Json.GetProperty("results")[0].Clone();
    }

    private static async Task<IReadOnlyList<SendRow>> RowsAsync(Story story)
    {
        List<SendRow> rows = [];
        foreach (string id in Ids())
        {
            rows.AddRange((await story.StateAsync(Told.Account(id, 1))).Sends.Values.Select(SendRows.Row));
        }

        return rows;
    }

    private static string[] Ids() => ["7", .. Enumerable.Range(0, 7).Select(i => $"a{i}")];

    private static async Task TamperAsync(Story story, SendRow? before, SendRow? after)
    {
        foreach (string id in Ids())
        {
            CustomerState state = await story.StateAsync(Told.Account(id, 1));
            if (state.Enrollment((before ?? after)!.Key.EnrollmentId) is not null)
            {
                EntityChange change = after is null ? new EntityChange.Delete(SendRows.KeyOf(before!.Key)) : new EntityChange.Put(SendRows.Row(state.CustomerId, after));
                await story.World.Tables.WriteAsync(Tables.Customers, state.CustomerId, [change], default);
            }
        }
    }
}
