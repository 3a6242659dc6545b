using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Who is held back, from rows that lead there.</summary>
public sealed class ListHeldTests
{
    private static readonly SendRules Limits = new() { QuietHours = DueCases.Times("21:00-08:00"), Cap = new FrequencyCap(1, 1) };

    private static readonly SourceCustomer Taro = Told.Account("8", -60, "taro@example.com").Agreeing(-60);

    [Fact]
    public async Task Held_AreListedWithReasonAndSlot_UntilTheyGo()
    {
        Story story = await HeldAsync();
        ListHeld list = ListOf(story);
        Assert.Equal(
            ["a QuietHours 2026-11-21T23:00", "b FrequencyCap 2026-11-22T04:00", "c FrequencyCap 2026-11-22T04:00"],
            (await list.PageAsync(null, new ListRange(null, 100), default)).Items.Select(Text).Order(StringComparer.Ordinal));
        HeldSend night = Assert.Single((await list.PageAsync(DeferReason.QuietHours, new ListRange(null, 100), default)).Items);
        Assert.Equal(("a", (await story.StateAsync(Taro)).CustomerId), (night.JourneyId, night.CustomerId));

        await story.UntilAsync("30T00:00");
        Assert.Equal(6, story.Sent.Length);
        Assert.Empty((await list.PageAsync(null, new ListRange(null, 100), default)).Items);
        Assert.DoesNotContain(await story.World.Tables.DumpAsync(Tables.Indexes), r => r.StartsWith($"{Tables.Indexes} held:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Held_OfManyCustomers_ComeInPages()
    {
        Story story = await Story.WithinAsync(Limits with { QuietHours = null }, Mail("a", "PT0H"), Mail("b", "PT1H"));
        foreach (int number in Enumerable.Range(0, 30))
        {
            await story.BuysAsync(Told.Account($"c{number}", -60, $"c{number}@example.com").Agreeing(-60), $"{number}");
        }

        await story.UntilAsync("21T14:00");
        ListHeld list = ListOf(story);
        List<string> seen = [];
        string? position = null;
        int pages = 0;
        do
        {
            ListPage<HeldSend> page = await list.PageAsync(DeferReason.FrequencyCap, new ListRange(position, 7), default);
            Assert.InRange(page.Items.Count, 0, 7);
            seen.AddRange(page.Items.Select(i => i.CustomerId));
            position = page.Next;
            pages++;
        }
        while (position is not null);
        Assert.Equal((30, 30), (seen.Count, seen.Distinct().Count()));
        Assert.True(pages >= 5);
    }

    /// <summary>Somebody who asks to be forgotten leaves a row behind, which leads to nothing, and goes a day after its moment.</summary>
    [Fact]
    public async Task Row_ThatLeadsToNothing_IsNotListed_AndIsTidied()
    {
        Story story = await HeldAsync();
        await story.TellAsync(new ShopEvent.CustomerErased(Story.Hanako, []));
        ListHeld list = ListOf(story);
        Assert.Equal("a", Assert.Single((await list.PageAsync(null, new ListRange(null, 100), default)).Items).JourneyId);
        story.World.ShopClock.MoveTo(Story.Time("23T13:00"));
        Assert.Equal(0, await list.TidyAsync(default));
        story.World.ShopClock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, await list.TidyAsync(default));
        Assert.Equal(0, await list.TidyAsync(default));
    }

    [Fact]
    public async Task Tidy_LeavesWhatStillWaits()
    {
        Story story = await HeldAsync();
        story.World.ShopClock.MoveTo(Story.Time("25T00:00"));  // the engine did not run: all of it is late
        Assert.Equal(0, await ListOf(story).TidyAsync(default));
        Assert.Equal(3, (await ListOf(story).PageAsync(null, new ListRange(null, 100), default)).Items.Count);
    }

    /// <summary>One goes at 13:00 and two wait for the next day's; another customer's comes in the night.</summary>
    private static async Task<Story> HeldAsync()
    {
        Story story = await Story.WithinAsync(Limits, Mail("a", "PT1H"), Mail("b", "PT2H"), Mail("c", "PT3H"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("21T21:30");
        await story.BuysAsync(Taro, "2");
        await story.UntilAsync("21T22:30");
        return story;
    }

    private static ListHeld ListOf(Story story) => new(story.World.Tables, new SendPages(story.World.Tables, story.Shop.Customers, TestShop.Settings), story.World.Clocks);

    private static string Text(HeldSend held) => $"{held.Row.Key.StepId} {held.Reason} {held.Until:yyyy-MM-ddTHH:mm}";

    private static string Mail(string id, string after) =>
        JourneyFiles.Journey(id, $"  - {{ id: {id}, after: {after}, send: {{ channel: [email], message: thank-you }} }}", nth: "1", purpose: "marketing");
}
