using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>An enrollment ends while something of it is under way elsewhere. Whatever comes of it, the day can be certified.</summary>
public sealed class EndRaceTests
{
    private const string Steps = """
          - { id: first, after: 1d, send: { channel: [email], message: thank-you } }
          - { id: second, after: 6d, send: { channel: [email], message: thank-you } }
        """;

    private static readonly string Exits = JourneyFiles.Journey("j", Steps, nth: "1", more: "onNewOrder: exit");

    /// <summary>The second order arrives while the provider is asked, on a clock that has gone on.</summary>
    [Theory]
    [InlineData("taken", "Sent")]
    [InlineData("not-taken", "Withheld EnrollmentEnded")]
    [InlineData("unclear", "Held")]
    public async Task NewOrder_BetweenClaimAndSettle_EndsWithARowForWhatWasDue(string answer, string state)
    {
        Story story = await Story.WithAsync(Exits);
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T09:00");
        if (answer != "taken")
        {
            story.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy", isSurelyNotTaken: answer == "not-taken"));
        }

        story.World.Email.BeforeTaking = () => BuysElsewhereAsync(story, "2");
        story.World.ShopClock.MoveTo(Story.Time("22T10:00"));
        Exception? fault = await Record.ExceptionAsync(story.Shop.RunAsync);
        Assert.Equal(answer == "taken", fault is null);
        await story.UntilAsync("24T00:00");

        Assert.StartsWith($"22T10:00 first {state}", Assert.Single(await story.LedgerAsync(Story.Hanako)), StringComparison.Ordinal);
        Assert.Equal(["j NewOrder"], await story.EnrollmentsAsync(Story.Hanako));
        Assert.Equal(1, await story.CertifiedAsync());
    }

    /// <summary>Look, order elsewhere, write: the choice is made from what is known when it is written.</summary>
    [Theory]
    [InlineData("{ type: order, timeout: 1d }", "then")]
    [InlineData("{ type: event, event: survey, timeout: 1d }", "else")]
    public async Task Order_BetweenLookAndChoiceAtTheTimeout_TurnsTheWay(string awaited, string arm)
    {
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", $$"""
              - id: wait
                after: 1d
                waitFor: {{awaited}}
                then: [ { id: then, send: { channel: [email], message: thank-you } } ]
                else: [ { id: else, send: { channel: [email], message: thank-you } } ]
            """, nth: "1"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T09:00");
        story.World.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("choice:", StringComparison.Ordinal)),
            () => BuysElsewhereAsync(story, "2", 0));
        await story.UntilAsync("25T00:00");
        Assert.Equal([$"23T10:00 {arm} email"], story.Sent);
        Assert.Equal(1, await story.CertifiedAsync());
    }

    /// <summary>A step falls due and is settled while the erasure is looking: the end is not before it.</summary>
    [Fact]
    public async Task Erasure_WhileAStepIsSent_EndsAfterIt()
    {
        Story story = await Story.WithAsync(Exits);
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T09:59");
        TestShop other = new(story.World);
        Cursor cursor = Assert.Single(story.World.Orchestrations.Waits.Values).Cursor;
        story.World.Tables.Interrupt(
            (table, _) => table == Tables.Customers,
            async () =>
            {
                story.World.ShopClock.MoveTo(Story.Time("22T10:00"));
                await other.Advance.RunAsync(cursor, other.Orchestrations, default);
            });

        await story.TellAsync(new ShopEvent.CustomerErased(Story.Hanako, []));

        await story.UntilAsync("24T00:00");
        Assert.Equal(1, await story.CertifiedAsync());
    }

    /// <summary>More rows than one write of an erasure takes: the process ends between two of them, and the next one comes a day later.</summary>
    [Fact]
    public async Task Erasure_InterruptedBetweenWrites_WithholdsNothingThatFellDueAfterTheEnd()
    {
        string steps = string.Join('\n', Enumerable.Range(1, 40).Select(i => JourneyFiles.Mail($"s{i}", i)));
        Story story = await Story.WithAsync(JourneyFiles.Journey("j", steps, nth: "1"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T09:00");
        int writes = 0;
        story.World.Tables.BeforeWrite = (table, _) => table == Tables.Customers && ++writes == 2
            ? throw new StorageException("The process has ended.", isTemporary: true)
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageException>(() => story.Shop.TellAsync("erase", new ShopEvent.CustomerErased(Story.Hanako, [])));
        story.World.Tables.BeforeWrite = null;
        await story.World.Queues.GetQueueClient(AcceptWebhook.Queue).ClearMessagesAsync();
        string end = Assert.Single(await story.EnrollmentsAsync(Story.Hanako));

        await story.UntilAsync("29T12:00");
        await story.TellAsync(new ShopEvent.CustomerErased(Story.Hanako, []));

        await story.UntilAsync("31T00:00");
        Assert.Equal("j Erased", end);
        Assert.Empty(await story.LedgerAsync(Story.Hanako));
        Assert.Equal(0, await story.CertifiedAsync());
    }

    /// <summary>The clock was a day ahead and is set right: what was sent in the future was still sent before the end.</summary>
    [Fact]
    public async Task ClockSetBack_BetweenSendingAndTheEnd_DoesNotSendAgainAndIsCertified()
    {
        Story story = await Story.WithAsync(Exits);
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("22T12:00");
        story.World.ShopClock.Advance(TimeSpan.FromDays(-1));
        await story.Shop.RunAsync();
        story.World.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await story.BuysAsync(Story.Hanako, "2");
        await story.UntilAsync("24T00:00");
        Assert.Equal(["22T10:00 first email"], story.Sent);
        Assert.Equal(1, await story.CertifiedAsync());
    }

    [Fact]
    public async Task BeginDay_TwiceAtOnce_EnrollsOnce()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 3 }", Steps));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("23T23:00");
        story.World.ShopClock.MoveTo(Story.Time("24T00:00"));
        TestShop other = new(story.World);
        story.World.Tables.Interrupt(
            (table, changes) => table == Tables.Customers && changes.Any(c => c.RowKey.StartsWith("enrollment:", StringComparison.Ordinal)),
            () => other.BeginDay.RunAsync(other.Orchestrations, default));
        await story.UntilAsync("31T00:00");
        Assert.Equal(["25T10:00 first email", "30T10:00 second email"], story.Sent);
        Assert.Equal(2, await story.CertifiedAsync());
    }

    private static async Task BuysElsewhereAsync(Story story, string orderId, int seconds = 1)
    {
        TestShop other = new(story.World);
        DateTimeOffset at = story.World.ShopClock.GetUtcNow();
        SourceOrder order = Told.Order(orderId, 0) with { OrderedAt = at, UpdatedAt = at };
        story.World.ShopClock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(InboxState.Processed, await other.TellAsync($"elsewhere-{orderId}", Story.Hanako.Bought(order)));
    }
}
