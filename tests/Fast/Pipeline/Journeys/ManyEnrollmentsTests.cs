using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A wholesaler who buys all the time: more changes at once than a store writes in one batch.</summary>
public sealed class ManyEnrollmentsTests
{
    private const int Count = 130;

    private const string Steps = """
          - { id: first, after: 9d, send: { channel: [email], message: thank-you } }
          - { id: second, after: 10d, send: { channel: [email], message: thank-you } }
        """;

    [Theory]
    [InlineData("goal: { type: event, event: survey, within: 30d }", "Running")]
    [InlineData("goal: { type: event, event: survey, within: 30d }\nexitOnGoal: true", "GoalReached")]
    public async Task Event_ThatIsTheGoalOfAll_ReachesAll(string policy, string state)
    {
        Story story = await BoughtAsync(policy);
        await story.DoesAsync(Story.Hanako, "survey");
        Assert.Equal(Enumerable.Repeat($"j {state}", Count), await story.EnrollmentsAsync(Story.Hanako));
        Assert.All((await story.StateAsync(Story.Hanako)).Enrollments, e => Assert.Equal(Story.Time("22T12:00"), e.GoalAt));
    }

    /// <summary>The rank is left by time or by an order, and with it every journey at once: each ends, and the next one begins once.</summary>
    [Fact]
    public async Task RankMove_EndsAll_AndWhatItTriggersBeginsOnce()
    {
        string leaves = JourneyFiles.Free("j", "rank: { model: six-rank, in: [new] }\ntrigger: { type: event, event: click }\nonRankChange: exit", Steps);
        string begins = JourneyFiles.Free("up", "trigger: { type: rank-changed, model: six-rank }", "  - { id: mail, send: { channel: [email], message: thank-you } }");
        Story story = await Story.WithAsync(leaves, begins);
        await story.BuysAsync(Story.Hanako, "1");
        for (int i = 0; i < Count; i++)
        {
            story.World.ShopClock.Advance(TimeSpan.FromSeconds(1));
            await story.DoesAsync(Story.Hanako, "click");
        }

        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Story.Hanako, "2");

        Assert.Equal(["22T12:00 mail email"], story.Sent);
        string[] expected = [.. Enumerable.Repeat("j RankChanged", Count), "up Completed"];
        Assert.Equal(expected, await story.EnrollmentsAsync(Story.Hanako));
        Assert.Single((await story.StateAsync(Story.Hanako)).Sends);
    }

    /// <summary>Each is ended and begun anew in one write, and together they have more planned messages than one takes.</summary>
    [Fact]
    public async Task Order_RestartsAll_ThoughTheirMessagesDoNotFitAWrite()
    {
        string[] events = ["first", "second", "third"];
        Story story = await Story.WithAsync([.. events.Select(e =>
            JourneyFiles.Free(e, $"trigger: {{ type: event, event: {e} }}\nonNewOrder: restart", Mails(e, 2, 50)))]);
        await story.BuysAsync(Story.Hanako, "1");
        foreach (string happened in events)
        {
            await story.DoesAsync(Story.Hanako, happened);
        }

        Assert.Equal(150, (await story.StateAsync(Story.Hanako)).Sends.Count);
        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Story.Hanako, "2");
        string[] expected = [.. events.Select(e => $"{e} Restarted"), .. events.Select(e => $"{e} Running")];
        Assert.Equal(expected, await story.EnrollmentsAsync(Story.Hanako));
        await story.UntilAsync("25T00:00");
        Assert.Equal(["24T10:00 first2 email", "24T10:00 second2 email", "24T10:00 third2 email"], story.Sent);
    }

    /// <summary>Thirty messages of each of three journeys, for sixty of which there was room; all journeys are left after fourteen days in
    /// which nothing ran: fourteen of each had been due.</summary>
    [Theory]
    [InlineData("35T09:59", 13)]
    [InlineData("35T10:00", 14)]
    [InlineData("35T10:01", 14)]
    public async Task End_LongAfterStepsWereDue_LeavesARowForEach_ThoughTheyWereNotPlanned(string endedAt, int due)
    {
        string[] names = ["first", "second", "third"];
        Story story = await Story.WithAsync([.. names.Select(n => JourneyFiles.Journey(n, Mails(n, 1, 30), nth: "1", more: "onNewOrder: exit"))]);
        await story.BuysAsync(Story.Hanako, "1");
        Assert.Equal(60, (await story.StateAsync(Story.Hanako)).Sends.Count);
        story.World.ShopClock.MoveTo(Story.Time(endedAt));
        await story.BuysAsync(Story.Hanako, "2");
        Assert.Empty(story.Sent);
        Assert.Equal(names.Select(n => $"{n} NewOrder"), await story.EnrollmentsAsync(Story.Hanako));
        string[] ledger = await story.LedgerAsync(Story.Hanako);
        Assert.Equal(3 * due, ledger.Length);
        Assert.All(ledger, row => Assert.EndsWith(" Withheld EnrollmentEnded", row, StringComparison.Ordinal));
        await story.UntilAsync("36T00:00");
        Assert.Equal(3 * due, await story.CertifiedAsync());
    }

    private static string Mails(string prefix, int from, int count) =>
        string.Join('\n', Enumerable.Range(from, count).Select(d => JourneyFiles.Mail($"{prefix}{d}", d)));

    /// <summary>Read in from a file, where nothing runs beside: the sweep starts all of them, and others, too.</summary>
    [Fact]
    public async Task Sweep_OfMoreThanFitsAWrite_StartsAll()
    {
        Story story = await BoughtAsync("", withoutStart: true);
        story.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
        await story.Shop.SweepAsync();
        Assert.Equal(Count, story.World.Orchestrations.Waits.Count);
        Assert.Equal(Enumerable.Repeat("j Running", Count), await story.EnrollmentsAsync(Story.Hanako));
        Assert.Empty(await story.World.Tables.StartingAsync());
    }

    private static async Task<Story> BoughtAsync(string policy, bool withoutStart = false)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", Steps, more: policy));
        for (int i = 0; i < Count; i++)
        {
            SourceOrder order = Told.Order($"{i}", 0) with { OrderedAt = Told.Noon, UpdatedAt = Told.Noon };
            string customerId = (await story.Shop.Ledger.OrderAsync(TestWorld.SourceId, story.World.Source.Kind, order, Story.Hanako, default))!;
            IOrchestrations? orchestrations = withoutStart ? null : story.Shop.Orchestrations;
            await story.Shop.React.RunAsync(customerId, new Cause.OrderEntered(TestWorld.SourceId, order.OrderId), orchestrations, default);
        }

        await story.UntilAsync(withoutStart ? "21T12:00" : "22T12:00");
        return story;
    }
}
