using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck.Fluent;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Contact pressure (距離感): caps by rank over all journeys, and which journey goes first.</summary>
public sealed class PressureTests
{
    private static readonly SendRules OneADay = new() { QuietHours = null, Cap = new FrequencyCap(1, 1) };

    /// <summary>All are due at one instant. Without precedence the ids decide; with it, whoever is looked at first lets the others go first.</summary>
    [Theory]
    [InlineData(5, 5, 5, "a b c")]
    [InlineData(9, 5, 1, "c b a")]
    [InlineData(5, 1, 5, "b a c")]
    public async Task Journeys_OfOneInstant_GoByTheirPriority(int a, int b, int c, string order)
    {
        Story story = await Story.WithinAsync(OneADay, Mail("a", a), Mail("b", b), Mail("c", c));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("29T00:00");
        string[] sent = [.. story.Sent.Select(s => s.Split(' ')[1])];
        Assert.Equal(order.Split(' '), a == 5 && b == 5 ? [.. sent.Order(StringComparer.Ordinal)] : sent);
        Assert.Equal(3, await story.CertifiedAsync());
    }

    /// <summary>What waits longest does not go before what matters more; among equals it does.</summary>
    [Fact]
    public async Task Journey_OfLaterPrecedence_GoesBeforeWhatWaits()
    {
        Story story = await Story.WithinAsync(OneADay, Mail("first", 5, "PT0H"), Mail("waits", 6, "PT1H"), Mail("waits-too", 6, "PT2H"), Mail("matters", 2, "PT24H"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("29T00:00");
        Assert.Equal(["first", "matters", "waits", "waits-too"], story.Sent.Select(s => s.Split(' ')[1]));
    }

    /// <summary>What a cap holds back does not keep back what belongs to a purchase, nor a notice to a program.</summary>
    [Fact]
    public async Task Transactional_NeitherWaitsNorCounts()
    {
        string thanks = JourneyFiles.Journey("thanks", JourneyFiles.Mail("thanks", 0) + "\n" + JourneyFiles.Mail("thanks-again", 1));
        Story story = await Story.WithinAsync(OneADay, Mail("a", 5), thanks);
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T00:00");
        Assert.Equal(["a", "thanks", "thanks-again"], story.Sent.Select(s => s.Split(' ')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("priority: 0", "'priority' must be a whole number from 1 to 9, not '0'")]
    [InlineData("priority: 10", "'priority' must be a whole number from 1 to 9, not '10'")]
    [InlineData("priority: 1\npurpose: transactional", "'priority' is for marketing: what belongs to a purchase waits for nothing")]
    public void Priority_ThatMeansNothing_IsRefused(string keys, string fault) => Assert.Equal(
        [fault],
        JourneyReader.Read("j.yaml", $"id: j\ntrigger: {{ type: order }}\n{keys}\nsteps: [ {{ id: a, after: 1d }} ]\n").Faults.Select(f => f.Message));

    [Fact]
    public void Priority_Unsaid_IsTheMiddle() =>
        Assert.Equal(5, JourneyReader.Read("j.yaml", "id: j\ntrigger: { type: order }\nsteps: [ { id: a, after: 1d } ]\n").Value!.Priority);

    /// <summary>Whatever journeys there are and whatever a customer does, no window ever holds more marketing than the cap of the rank at each
    /// send, and every message is sent, or withheld with a reason, or still waits for a slot that is to come.</summary>
    [Fact]
    public void Caps_OfAnyRanks_HoldInEveryWindow_AndNothingIsLost()
    {
        int waited = 0;
        Law.HoldsForSome(Gen.Choose(0, 9999).ListOf(40), 15, tape => Task.Run(async () => waited += await LiveAsync([.. tape])).GetAwaiter().GetResult() >= 0);
        Assert.InRange(waited, 10, int.MaxValue);
    }

    private static async Task<int> LiveAsync(int[] tape)
    {
        int at = 0;
        int Next(int below) => tape[at++ % tape.Length] % below;
        SendRules rules = new()
        {
            QuietHours = DueCases.Times(Next(2) == 0 ? "21:00-08:00" : null),
            Cap = Next(2) == 0 ? new FrequencyCap(2 + Next(3), 1 + Next(4)) : null,
            RankCaps = [new RankCap(new FrequencyCap(1 + Next(2), 1 + Next(5)), ["new"], Half.Any), new RankCap(new FrequencyCap(1 + Next(3), 1 + Next(3)), ["early", "repeater"], Half.Any)],
        };
        string[] journeys = [.. Enumerable.Range(0, 4).Select(j => Journey($"j{j}", 1 + Next(9), [.. Enumerable.Range(0, 3).Select(_ => Next(48))]))];
        Story story = await Story.WithinAsync(rules, journeys);
        int hour = 12;
        for (int order = 0; order < 3; order++)
        {
            await story.BuysAsync(Story.Hanako, $"{order}");
            hour += 1 + Next(60);
            await story.UntilAsync($"{21 + (hour / 24)}T{hour % 24:D2}:00");
        }

        await story.UntilAsync("110T00:00");
        return await CheckAsync(story, rules);
    }

    /// <returns>How many messages waited for a cap.</returns>
    private static async Task<int> CheckAsync(Story story, SendRules rules)
    {
        CustomerState state = await story.StateAsync(Story.Hanako);
        SendRow[] rows = [.. state.Sends.Values.Select(SendRows.Row)];

        // As they went: within one instant an order may lift the rank, and the cap with it, for what goes after it.
        (string, string)[] went = [.. story.World.Email.Messages.Select(m => (m.EnrollmentId, m.StepId))];
        SendRow[] sent = [.. rows.Where(r => r.State == SendState.Sent).OrderBy(r => Array.IndexOf(went, (r.Key.EnrollmentId, r.Key.StepId)))];
        foreach ((int index, SendRow row) in sent.Index())
        {
            foreach (FrequencyCap cap in rules.CapsOf(new Standing(row.RankId!, IsLapsed: false)))
            {
                Assert.InRange(sent.Take(index + 1).Count(r => r.ClaimedAt > row.ClaimedAt!.Value.AddDays(-cap.Days)), 1, cap.Count);
            }
        }

        Assert.All(rows, r => Assert.True(r.State == SendState.Sent || (r.State == SendState.Planned && r.DeferredUntil > story.World.ShopClock.GetUtcNow()), $"{r.Key.StepId} {r.State}"));
        Assert.Equal(sent.Length, story.World.Email.Messages.Count);
        Assert.Equal(rows.Length, await story.CertifiedAsync());
        return sent.Count(r => r.ClaimedAt >= r.DueAt.AddDays(1));
    }

    private static string Journey(string id, int priority, int[] hours) => JourneyFiles.Journey(
        id,
        string.Join('\n', hours.Order().Select((h, i) => $"  - {{ id: {id}-{i}, after: PT{h}H, send: {{ channel: [email], message: thank-you }} }}")),
        purpose: "marketing",
        more: $"priority: {priority}");

    private static string Mail(string id, int priority, string after = "PT1H") => JourneyFiles.Journey(
        id, $"  - {{ id: {id}, after: {after}, send: {{ channel: [email], message: thank-you }} }}", nth: "1", purpose: "marketing", more: $"priority: {priority}");
}
