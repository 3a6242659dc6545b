using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Pipeline.Journeys.MovingShop;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Those inside go on in a new version: where they stand, with nothing twice and nobody forgotten.</summary>
public sealed class MoveInsideTests
{
    private static readonly string Old = Steps(Mail("now"), Mail("three", "after: 3d"), Mail("seven", "after: 7d"));
    private static readonly string New = Steps(Mail("now"), Mail("fresh", "after: 1d"), Mail("three", "after: 4d"), Mail("five", "after: 5d"), Mail("seven", "after: 7d"));

    [Fact]
    public async Task Moved_GoesOnWhereTheyStand_ByTheTimesOfTheNewVersion_AndEveryDayIsCertified()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("23T12:00");
        await shop.PublishAsync(New);
        InsideMove done = Assert.Single(await shop.WakeAsync());
        Assert.Equal((2, 0), (done.Version, done.Stay));
        await shop.Story.UntilAsync("31T00:00");

        Assert.Equal(["21T12:00 now email", "25T10:00 three email", "26T10:00 five email", "28T10:00 seven email"], shop.Story.Sent);
        Assert.Equal(["v1 NewVersion", "v2 Completed from three"], await shop.EnrollmentsAsync());
        Enrollment[] both = await shop.AllAsync();
        Assert.Equal((both[0].EnrollmentId, both[0].TriggeredAt, both[0].OrderKey), (both[1].MovedFrom, both[1].TriggeredAt, both[1].OrderKey));
        Assert.Equal(4, await shop.Story.CertifiedAsync());
    }

    [Fact]
    public async Task Stay_IsWhatHappensUnlessSomebodyWantsElse_AndALaterMoveTakesAll()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(New, movesInside: false);
        Assert.Empty(await shop.WakeAsync());
        Assert.Equal(["v1 inside"], await shop.EnrollmentsAsync());
        await shop.PublishAsync(New + "# three\n");
        await shop.WakeAsync();
        Assert.Equal(["v1 NewVersion", "v3 inside from three"], await shop.EnrollmentsAsync());
    }

    /// <summary>Whoever is not woken moves in their own turn, when the next step is settled.</summary>
    [Fact]
    public async Task Moved_WithoutBeingWoken_GoesAfterTheNextStep()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(New);
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", "24T10:00 three email", "28T10:00 seven email"], shop.Story.Sent);
        Assert.Equal(["v1 NewVersion", "v2 Completed from seven"], await shop.EnrollmentsAsync());
        Assert.Equal(3, await shop.Story.CertifiedAsync());
    }

    /// <summary>A message that was due and put off goes by the version in which it was due.</summary>
    [Fact]
    public async Task Moved_WithAMessagePutOff_WaitsUntilItHasGone()
    {
        MovingShop shop = await OpenAsync(Steps(Mail("now"), Mail("night", "after: 1d, at: \"22:00\""), Mail("five", "after: 5d")));
        await shop.Story.UntilAsync("22T22:30");
        await shop.PublishAsync(Steps(Mail("now"), Mail("night", "after: 1d, at: \"20:00\""), Mail("other", "after: 5d")));
        Assert.Empty(await shop.WakeAsync());
        Assert.Equal(["v1 inside"], await shop.EnrollmentsAsync());
        await shop.Story.UntilAsync("23T08:00");
        Assert.Equal(["v1 NewVersion", "v2 inside from other"], await shop.EnrollmentsAsync());
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", "23T08:00 night email", "26T10:00 other email"], shop.Story.Sent);
        Assert.Equal(3, await shop.Story.CertifiedAsync());
    }

    /// <summary>The window goes on from when they began to wait, and by the new length.</summary>
    [Theory]
    [InlineData("4d", true, "25T12:00 yes email")]
    [InlineData("4d", false, "27T10:00 no email")]
    [InlineData("1d", false, "24T12:00 no email")]  // over already: at once
    public async Task Moved_WhileWaiting_WaitsOn(string timeout, bool buys, string then)
    {
        string Waiting(string time) => Steps(Mail("now"), $"{{ id: wait, after: 2d, waitFor: {{ type: order, timeout: {time} }}, then: [ {Mail("yes")} ], else: [ {Mail("no")} ] }}", Mail("last", "after: 8d"));
        MovingShop shop = await OpenAsync(Waiting("3d"));
        await shop.Story.UntilAsync("24T12:00");
        await shop.PublishAsync(Waiting(timeout));
        await shop.WakeAsync();
        Assert.Equal("v2 inside from wait", (await shop.EnrollmentsAsync())[1]);
        await shop.Story.UntilAsync("25T12:00");
        if (buys)
        {
            await shop.Story.BuysAsync(Story.Hanako, "2");
        }

        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", then, "29T10:00 last email"], shop.Story.Sent);
        Assert.Equal(3, await shop.Story.CertifiedAsync());
    }

    /// <summary>'three' has gone, and 'five' comes next.</summary>
    [Theory]
    [InlineData("five", "v2 Completed from five")]  // what they had is gone; due on the third day, and so at once
    [InlineData("late,three,seven,five", "v2 inside from five")]  // what stands before it does not come
    [InlineData("three,late,seven", "v2 inside from late")]  // the step is gone: what follows the last one they had
    [InlineData("seven,three", "v1 NewVersion")]  // nothing follows
    public async Task Moved_ByIds_StandsAt(string after, string expected)
    {
        static string Of(string ids) => Steps([Mail("now"), .. ids.Split(',').Select((id, i) => Mail(id, $"after: {3 + (2 * i)}d"))]);
        MovingShop shop = await OpenAsync(Of("three,five,seven"));
        await shop.Story.UntilAsync("25T12:00");
        await shop.PublishAsync(Of(after));
        await shop.WakeAsync();
        Assert.Equal(expected, (await shop.EnrollmentsAsync())[^1]);
        await shop.Story.UntilAsync("40T00:00");
        Assert.Equal(shop.Story.Sent.Length, shop.Story.Sent.Select(s => s.Split(' ')[1]).Distinct().Count());
        Assert.Equal(shop.Story.Sent.Length, await shop.Story.CertifiedAsync());
    }

    /// <summary>Nobody can say where they belong: they go through to the end of theirs.</summary>
    [Fact]
    public async Task VersionWithNothingOfTheOld_HasNoPlace_AndTheyStay()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(Steps(Mail("a"), Mail("b", "after: 9d")));
        Assert.Equal((2, 1), Assert.Single(await shop.WakeAsync()) is var done ? (done.Version, done.Stay) : default);
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", "24T10:00 three email", "28T10:00 seven email"], shop.Story.Sent);
        Assert.Equal(["v1 Completed"], await shop.EnrollmentsAsync());
    }

    /// <summary>Arms are known by their ids, whatever their order: who is held out stays so, and nobody changes sides.</summary>
    [Theory]
    [InlineData("h", "v2 inside from two", new[] { "one Withheld Holdout", "two Withheld Holdout", "last Sent" })]
    [InlineData("x", "v2 inside from two", new[] { "one Sent", "two Sent", "last Sent" })]
    [InlineData("y", "v2 inside from last", new[] { "other Sent", "last Sent" })]  // the arm is gone
    public async Task Moved_InsideAnExperiment_StaysInTheirArm(string arm, string expected, string[] ledger)
    {
        int Weight(string id) => id == arm ? 1 : 0;
        string x = $"{{ id: x, weight: {Weight("x")}, steps: [ {Mail("one", "after: 1d")}, {Mail("two", "after: 4d")} ] }}";
        string h = $"{{ id: h, weight: {Weight("h")}, steps: [] }}";
        string y = $"{{ id: y, weight: {Weight("y")}, steps: [ {Mail("other", "after: 1d")}, {Mail("another", "after: 4d")} ] }}";
        static string Split(params string[] arms) => Steps($"{{ id: split, split: {{ experiment: e, arms: [ {string.Join(", ", arms)} ] }} }}", Mail("last", "after: 8d"));
        MovingShop shop = await OpenAsync(Split(x, y, h));
        await shop.Story.UntilAsync("23T12:00");
        await shop.PublishAsync(Split(h, x.Replace("weight: 0", "weight: 9", StringComparison.Ordinal)));
        await shop.WakeAsync();
        Assert.Equal(expected, (await shop.EnrollmentsAsync())[^1]);
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(ledger, (await shop.Story.LedgerAsync(Story.Hanako)).Select(l => l[9..]));
        Assert.Equal(ledger.Length, await shop.Story.CertifiedAsync());
        Assert.Single((await shop.Story.StateAsync(Story.Hanako)).Choices, c => c.ExperimentId is not null);
    }

    /// <summary>A step that lies in a new branch now is come to by the branch.</summary>
    [Fact]
    public async Task Moved_ToAStepThatIsInsideOfANewOne_BeginsWithThat()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(Steps(Mail("now"), $"{{ id: wait, after: 2d, waitFor: {{ type: order, timeout: 1d }}, then: [], else: [ {Mail("three", "after: 3d")} ] }}", Mail("seven", "after: 7d")));
        await shop.WakeAsync();
        Assert.Equal("v2 inside from wait", (await shop.EnrollmentsAsync())[^1]);
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", "24T10:00 three email", "28T10:00 seven email"], shop.Story.Sent);
        Assert.Equal(3, await shop.Story.CertifiedAsync());
    }

    /// <summary>Back again: what they had in any version does not come again.</summary>
    [Fact]
    public async Task Moved_AndBack_GetsNothingTwice_AndTheGoalCountsOnce()
    {
        const string goal = "goal: { type: order, within: 30d }";
        MovingShop shop = await OpenAsync(Old, goal);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(New, more: goal);
        await shop.WakeAsync();
        await shop.Story.UntilAsync("25T12:00");
        await shop.Story.BuysAsync(Story.Hanako, "2");
        await shop.PublishAsync(Old + "# back\n", more: goal);
        await shop.WakeAsync();
        await shop.Story.BuysAsync(Story.Hanako, "3");
        await shop.Story.UntilAsync("31T00:00");
        Assert.Equal(["21T12:00 now email", "25T10:00 three email", "28T10:00 seven email"], shop.Story.Sent);
        Assert.Equal(["v1 NewVersion", "v2 NewVersion from three", "v3 Completed from seven"], await shop.EnrollmentsAsync());
        Assert.Equal([2], (await shop.AllAsync()).Where(e => e.GoalAt is not null).Select(e => e.Version));
        Assert.Equal(3, await shop.Story.CertifiedAsync());
    }

    [Fact]
    public async Task Moved_SaysSoInTheTimeline()
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(New);
        await shop.WakeAsync();
        CustomerState state = await shop.Story.StateAsync(Story.Hanako);
        CustomerLife life = (await new CustomerTimeline(shop.Story.World.Tables, TestShop.Settings).OfAsync(state.CustomerId, default))!;
        string[] words = [.. life.Entries.Where(e => e.Kind is TimelineKind.Enrollment or TimelineKind.End).Select(e => TimelineWordsJa.Sentence(e, Currency.Yen))];
        Assert.Equal(["シナリオ j v1 を開始　きっかけ: shop-main|1", "シナリオ j v2 で続き", "シナリオ j v1 を終了: 新しい版に移行"], words);
    }

    private static string Steps(params string[] steps) => string.Join('\n', steps.Select(s => "  - " + s));
}
