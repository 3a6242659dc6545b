using System.Text.Json;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Journeys in sentences, and who is inside.</summary>
public sealed class JourneyPlanApiTests
{
    private const string Whole = """
        id: whole
        name: { ja: 全部, en: All of it }
        purpose: transactional
        rank: { model: six-rank, in: [new, early], half: current }
        trigger: { type: order, nth: 1 }
        onRankChange: exit
        goal: { type: order, within: 60d }
        steps:
          - { id: hello, after: PT2H, expire: PT90M, send: { channel: [line, email], message: thank-you } }
          - { id: mark, tag: { add: [first], remove: [cold] } }
          - id: second
            after: 7d
            waitFor: { type: event, event: opinion, timeout: 3d }
            then: [ { id: done, exit: true } ]
          - id: ways
            after: 12d
            branch:
              - when: { rank: [royal] }
                steps: [ { id: rest, after: 13d } ]
              - when: { fact: [ "orderCount >= 3", "consented = true" ] }
                steps: []
              - otherwise: true
                steps: []

        """;

    [Fact]
    public async Task Plan_SaysInWordsWhatTheJourneyDoes()
    {
        Story story = await Story.WithAsync(Whole);
        using ApiBed bed = new(story.World);
        ApiAnswer plan = await bed.GetAsync("/api/journeys/whole/plan");
        Assert.Equal(
            ["1回目のご注文", "Order 1", "新規顧客・初期顧客（現在）の方", "New or Early, current", "60日以内の購入", "An order within 60 days"],
            new[] { "trigger.ja", "trigger.en", "who.ja", "who.en", "goal.ja", "goal.en" }.Select(plan.At));
        Dictionary<string, JsonElement> steps = plan.Json.GetProperty("steps").EnumerateArray().ToDictionary(s => ApiAnswer.At(s, "id")!);
        Assert.Equal(["hello", "mark", "second", "done", "ways", "rest"], steps.Keys);
        Assert.Equal(["1時間30分", "1 hour 30 minutes"], new[] { "expires.ja", "expires.en" }.Select(p => ApiAnswer.At(steps["hello"], p)));
        Assert.Equal(["first", "cold"], new[] { "addsTags.0", "removesTags.0" }.Select(p => ApiAnswer.At(steps["mark"], p)));
        Assert.Equal("行動「opinion」を3日待つ", ApiAnswer.At(steps["second"], "awaits.ja"));
        Assert.Equal(["行動「opinion」があった方", "なかった方"], Arms(steps["second"]));
        Assert.Equal(["ロイヤルの方", "購入回数が3回以上、かつ配信同意あり", "それ以外の方"], Arms(steps["ways"]));
    }

    [Theory]
    [InlineData("{ type: order, nth: every }", "ご注文のたび")]
    [InlineData("{ type: order, nth: 4+ }", "4回目以降のご注文")]
    [InlineData("{ type: registered }", "会員登録")]
    [InlineData("{ type: lapsed, days: 180 }", "最後の購入から180日")]
    [InlineData("{ type: event, event: survey }", "行動「survey」")]
    [InlineData("{ type: line-friend-added }", "LINEの友だち追加")]
    [InlineData("{ type: rank-changed, model: six-rank, to: [royal], direction: up }", "ロイヤルへのランクアップ")]
    [InlineData("{ type: birthday }", "誕生日")]
    [InlineData("{ type: birthday, before: 7d }", "誕生日の7日前")]
    [InlineData("{ type: birthday, on: month, day: 3 }", "誕生月の3日")]
    [InlineData("{ type: anniversary }", "初回購入の記念日")]
    [InlineData("{ type: before-lapse, before: 14d }", "離脱の14日前")]
    public async Task Plan_SaysWhatEnrolls(string trigger, string expected)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("any", $"trigger: {trigger}", JourneyFiles.Mail("mail", 1)));
        using ApiBed bed = new(story.World);
        Assert.Equal(expected, (await bed.GetAsync("/api/journeys/any/plan")).At("trigger.ja"));
    }

    [Fact]
    public async Task Plan_SaysWhichShareOfTheCustomersEachArmGets()
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("parted", purpose: "marketing", steps: """
              - id: parts
                split:
                  arms:
                    - { id: a, weight: 3, steps: [ { id: mail, send: { channel: [email], message: thank-you } } ] }
                    - { id: b, weight: 4, steps: [ { id: again, after: 1d, send: { channel: [email], message: thank-you } } ] }
                    - { id: none, weight: 1, steps: [] }
            """));
        using ApiBed bed = new(story.World);
        JsonElement parts = (await bed.GetAsync("/api/journeys/parted/plan")).Json.GetProperty("steps")[0];
        Assert.Equal(["a（37.5%）", "b（50%）", "none（非配信群、12.5%）"], Arms(parts));
    }

    [Theory]
    [InlineData("rank: { in: [royal], half: current }", "ロイヤル（現在）の方、かつ購入回数が2回以上")]
    [InlineData("", "購入回数が2回以上")]
    public async Task Plan_OfABroadcast_SaysWhenAndForWhom(string rank, string expected)
    {
        Story story = await Story.WithAsync(JourneyFiles.Free(
            "letter", $"{rank}\ntrigger: {{ type: broadcast, on: 2026-12-01, at: \"09:30\", segment: {{ fact: [ \"orderCount >= 2\" ] }} }}", JourneyFiles.Mail("mail", 0)));
        using ApiBed bed = new(story.World);
        ApiAnswer plan = await bed.GetAsync("/api/journeys/letter/plan");
        Assert.Equal(["一斉配信 2026年12月1日 09:30", "Broadcast on 2026-12-01 09:30", expected], new[] { "trigger.ja", "trigger.en", "who.ja" }.Select(plan.At));
    }

    [Fact]
    public async Task Plan_HasWhatItsMessagesSay_WithTheirMergeFields()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks);
        using ApiBed bed = new(story.World);
        JsonElement[] messages = [.. (await bed.GetAsync("/api/journeys/thanks/plan")).Json.GetProperty("messages").EnumerateArray()];
        Assert.Equal(
            ["thank-you email {{shop.name}} {{order.id}} ", "thank-you line  {{customer.nameWithHonorific}} {{order.id}}"],
            messages.Select(m => $"{ApiAnswer.At(m, "messageId")} {ApiAnswer.At(m, "channel")} {ApiAnswer.At(m, "subject")} {(m.GetProperty("lineMessages").ValueKind == JsonValueKind.Null ? "" : ApiAnswer.At(m, "lineMessages.0.text"))}"));
        Assert.Contains("{{customer.nameWithHonorific}}", ApiAnswer.At(messages[0], "markdown"), StringComparison.Ordinal);
        Assert.DoesNotContain("---", ApiAnswer.At(messages[0], "markdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAJourneyThatIsNotThere_IsNotFound()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks);
        using ApiBed bed = new(story.World);
        (await bed.SendAsync("GET", "/api/journeys/other/plan")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Inside_CountsWhoHasNotLeft_AlsoOfDaysThatAreCertified()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        await story.UntilAsync("23T09:00");
        await story.CertifiedAsync();
        await story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "1002");
        using ApiBed bed = Bed(story);
        ApiAnswer inside = await bed.GetAsync("/api/enrollments/inside");
        Assert.Equal(["thanks 1 2"], Counts(inside));  // one-mail is over as soon as it has sent
        Assert.Equal("2026-11-23T00:00:00+00:00", inside.At("countedAt"));
        await story.UntilAsync("25T09:00");
        story.World.SystemClock.Advance(CountInside.FreshFor);
        Assert.Equal(["thanks 1 1"], Counts(await bed.GetAsync("/api/enrollments/inside")));
    }

    private static ApiBed Bed(Story story) => new(story.World);

    private static IEnumerable<string> Counts(ApiAnswer inside) => inside.Json.GetProperty("counts").EnumerateArray()
        .Select(c => string.Join(' ', new[] { "journeyId", "version", "inside" }.Select(p => ApiAnswer.At(c, p))));

    private static IEnumerable<string?> Arms(JsonElement step) => step.GetProperty("arms").EnumerateArray().Select(a => ApiAnswer.At(a, "ja"));
}
