using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>A journey that is published when its customers are there already.</summary>
public sealed class BackFillTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    private static readonly SourceCustomer Hanako = Story.Hanako with { Birthday = new Birthday(11, 20, 1985), RegisteredAt = Told.At(-60) };

    private static readonly SourceCustomer Taro = Told.Account("8", -60, "taro@example.com").Agreeing(-60);

    /// <summary>Hanako bought on the 21st and again on the 23rd, Taro once on the 24th; the journey comes on the 30th.</summary>
    [Theory]
    [InlineData("trigger: { type: order, nth: every }", 2)]
    [InlineData("trigger: { type: order, nth: 1 }", 2)]
    [InlineData("trigger: { type: order, nth: 2+ }", 1)]
    [InlineData("trigger: { type: order, nth: 3 }", 0)]
    [InlineData("trigger: { type: order, sku: [none] }", 0)]
    [InlineData("trigger: { type: registered }", 1)]
    [InlineData("trigger: { type: lapsed, days: 7 }", 1)] // the 23rd and seven days
    [InlineData("trigger: { type: lapsed, days: 8 }", 0)]
    [InlineData("trigger: { type: event, event: survey }", 1)]
    [InlineData("trigger: { type: event, event: other }", 0)]
    [InlineData("trigger: { type: birthday }", 1)]
    [InlineData("trigger: { type: before-lapse, before: 173d }", 1)] // of 180: today of hers, tomorrow of his
    [InlineData("trigger: { type: order, nth: 1 }\nrank: { in: [early] }", 1)]
    public async Task BackFill_FindsThoseWhoWouldHaveEntered(string keys, int count)
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", keys, Mail));
        BackFillCount preview = await RunAsync(story, isPreview: true);
        Assert.Equal((2, count), (preview.Looked, preview.Entered));
        Assert.Equal(count, preview.ByRank.Values.Sum());
        Assert.Empty(story.Sent);
        Assert.Empty((await story.StateAsync(Hanako)).Enrollments);

        BackFillCount done = await RunAsync(story, isPreview: false);
        await story.Shop.RunAsync();
        Assert.Equivalent(preview, done, strict: true);
        Assert.Equal(Enumerable.Repeat("30T12:00 mail email", count), story.Sent);
        Assert.Equal(count == 0 ? [] : new Dictionary<DateOnly, int> { [new(2026, 11, 30)] = count }, done.ByDay);
    }

    /// <summary>Running it again, or the cause itself told again, enrolls nobody twice.</summary>
    [Fact]
    public async Task BackFill_Repeated_DoublesNothing()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: order, nth: every }", Mail));
        Assert.Equal(2, (await RunAsync(story, isPreview: false)).Entered);
        await story.Shop.RunAsync();
        story.World.ShopClock.MoveTo(Story.Time("30T12:01"));
        Assert.Equal(0, (await RunAsync(story, isPreview: false)).Entered);
        await story.TellAsync(Hanako.Bought(Told.Order("2", 4000) with { OrderedAt = Story.Time("23T12:00") }));
        await story.UntilAsync("35T00:00");
        Assert.Equal(2, story.Sent.Length);
        Assert.True(await story.CertifiedAsync() >= 2);
    }

    [Fact]
    public async Task BackFill_StepsCountFromNow_AndAreSpreadOverDays()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: order }", JourneyFiles.Mail("first", 0, ", at: \"15:00\"") + "\n" + JourneyFiles.Mail("second", 2)));
        BackFillCount count = await RunAsync(story, isPreview: false, perDay: 1);
        Assert.Equal([(30, 1), (31, 1), (32, 1), (33, 1)], count.ByDay.Select(d => (d.Key.DayNumber - new DateOnly(2026, 10, 31).DayNumber, d.Value)));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["30T15:00 first email", "31T15:00 first email", "32T10:00 second email", "33T10:00 second email"], story.Sent);
        await story.CertifiedAsync();
    }

    /// <summary>The letters behind a way that is chosen on entry are foreseen, as the customer stands now: Hanako, who has bought twice, cannot be reached
    /// by LINE, and Taro gets two mails.</summary>
    [Fact]
    public async Task Preview_OfABroadcast_FollowsTheBranchAtTheBeginning()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: broadcast, on: 2026-12-05, at: \"10:00\" }", """
              - id: by-count
                branch:
                  - when: { fact: [orderCount >= 2] }
                    steps: [ { id: a, send: { channel: [line], message: thank-you } } ]
                  - otherwise: true
                    steps: [ { id: b, send: { channel: [email], message: thank-you } }, { id: c, after: 1d, send: { channel: [email], message: thank-you } } ]
            """));
        BackFillCount count = await RunAsync(story, isPreview: true);
        Assert.Equal(new SendForecast(0, 2, 1), count.Sends);
        Assert.Equal([(5, 2), (6, 1)], count.ByDay.Select(d => (d.Key.Day, d.Value)));
    }

    /// <summary>One has a turn before midnight, the other after it.</summary>
    [Fact]
    public async Task Preview_OfABroadcast_SpreadsTheTurns()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: broadcast, on: 2026-12-05, at: \"23:30\", perHour: 1, max: 9 }", Mail));
        BackFillCount count = await RunAsync(story, isPreview: true);
        Assert.Equal([(5, 1), (6, 1)], count.ByDay.Select(d => (d.Key.Day, d.Value)));
        Assert.Equal(new SendForecast(0, 2, 0), count.Sends);
    }

    [Fact]
    public async Task BackFill_OfAJourneyForMoves_OrOfNone_IsRefused()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: rank-changed }", Mail));
        BackFillJourney fill = Fill(story.Shop, story.World.Tables);
        Assert.StartsWith("'j' begins when a rank moves", await fill.FaultAsync("j", false, default), StringComparison.Ordinal);
        Assert.Equal("no journey 'k' enrolls customers", await fill.FaultAsync("k", true, default));
    }

    /// <summary>The process ends at every one of its writes; the next one goes on. Everybody gets one message, and is counted once.</summary>
    [Fact]
    public async Task Job_WhoseProcessEndsAnywhere_LosesAndDoublesNothing()
    {
        for (int writes = 0; ; writes++)
        {
            Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: order, nth: 1 }", Mail));
            BackFillJobs asked = Jobs(story.Shop, story);
            BackFillOrder order = await Fill(story.Shop, story.World.Tables).OrderAsync("j", false, null, default);
            Assert.NotNull(await asked.AskAsync(order, new OperatorAct("sato", "new journey"), default));
            Assert.Null(await asked.AskAsync(order, new OperatorAct("sato", "again"), default));
            Fuse fuse = new(writes);
            TestShop dying = new(story.World, fuse, story.Shop);
            bool hasDied = false;
            try
            {
                await Jobs(dying, story, fuse).RunAsync(TimeSpan.FromMinutes(1), dying.Orchestrations, default);
            }
            catch (StorageException)
            {
                hasDied = true;
            }

            TestShop next = new(story.World, published: story.Shop);
            await Jobs(next, story).RunAsync(TimeSpan.FromMinutes(1), next.Orchestrations, default);
            story.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await next.SweepAsync();
            await next.RunAsync();
            Assert.Equal(["30T12:00 mail email", "30T12:00 mail email"], story.Sent);
            BackFillJob job = (await asked.FindAsync("j", default))!;
            Assert.Equal((BackFillState.Done, 2, 2, "sato"), (job.State, job.Count.Looked, job.Count.Entered, job.Act?.By));
            if (!hasDied)
            {
                Assert.True(writes > 10, "the process was hardly ever ended");
                break;
            }
        }
    }

    [Fact]
    public async Task Job_Stopped_GoesNoFurther()
    {
        Story story = await LivedAsync(JourneyFiles.Free("j", "trigger: { type: order, nth: 1 }", Mail));
        BackFillJobs jobs = Jobs(story.Shop, story);
        Assert.False(await jobs.StopAsync("j", default));
        await jobs.AskAsync(await Fill(story.Shop, story.World.Tables).OrderAsync("j", false, null, default), null, default);
        Assert.True(await jobs.StopAsync("j", default));
        Assert.Empty(await jobs.RunAsync(TimeSpan.FromMinutes(1), story.Shop.Orchestrations, default));
        Assert.Equal(BackFillState.Stopped, (await jobs.FindAsync("j", default))!.State);
        Assert.Empty((await story.StateAsync(Hanako)).Enrollments);
    }

    private static async Task<Story> LivedAsync(string journey)
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("23T12:00");
        await story.BuysAsync(Hanako, "2");
        await story.UntilAsync("24T12:00");
        await story.BuysAsync(Taro, "3");
        await story.DoesAsync(Taro, "survey");
        await story.UntilAsync("30T12:00");
        await story.Shop.PublishAsync(journey);
        Assert.Empty(story.Sent);
        return story;
    }

    private static async Task<BackFillCount> RunAsync(Story story, bool isPreview, int? perDay = null)
    {
        BackFillJourney fill = Fill(story.Shop, story.World.Tables);
        BackFillOrder order = await fill.OrderAsync("j", isPreview, perDay, default);
        BackFillPage page = new(order, BackFillCount.None, null);
        do
        {
            page = await fill.PageAsync(page.Order, page.End, page.Count, 1, story.Shop.Orchestrations, default);
        }
        while (!page.IsLast);

        return page.Count;
    }

    private static BackFillJourney Fill(TestShop shop, IEntityTables tables) =>
        new(new AllCustomers(tables), shop.Customers, shop.Library, shop.React, shop.Foresee, shop.Budgets, TestShop.Settings, shop.Clocks);

    private static BackFillJobs Jobs(TestShop shop, Story story, Fuse? fuse = null)
    {
        FusedTables tables = new(story.World.Tables, fuse ?? Fuse.None);
        return new BackFillJobs(tables, Fill(shop, tables), story.World.Clocks);
    }
}
