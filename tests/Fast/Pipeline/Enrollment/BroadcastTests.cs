using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>A newsletter that goes once, on a day of the shop's calendar, to a part of its customers: five of them, of whom the first has
/// bought twice, the second and third once, and the others nothing.</summary>
public sealed class BroadcastTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly OperatorAct Sato = new("sato", "looked at it");

    [Theory]
    [InlineData("", "", 5)]
    [InlineData("", "\nrank: { in: [new, early] }", 3)]
    [InlineData(", segment: { fact: [orderCount >= 2] }", "", 1)]
    [InlineData(", segment: { rank: [new] }", "", 2)]
    [InlineData(", segment: { rank: [new] }", "\nrank: { in: [prospect] }", 0)]
    public async Task Broadcast_GoesAtItsTimeToItsSegment_Once(string more, string keys, int count)
    {
        Story story = await BegunAsync(more, keys);
        await PassAsync(story, "22T09:59");
        Assert.Empty(story.Sent);
        await PassAsync(story, "22T10:00");
        Assert.Equal(Enumerable.Repeat("22T10:00 mail email", count), story.Sent);
        await PassAsync(story, "22T12:00");
        await story.Shop.PublishAsync(File(more, keys + "\nonNewOrder: continue"));  // another version is not another newsletter
        await PassAsync(story, "30T10:00");
        Assert.Equal(count, story.Sent.Length);
        BroadcastStanding standing = Assert.Single(await Of(story).AllAsync(default));
        Assert.Equal((BroadcastState.Done, 5, count, 0), (standing.State, standing.Job.Count.Looked, standing.Job.Count.Entered, standing.Job.Count.Over));
        Assert.Equal(count, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Broadcast_WithALimit_CountsWhomItLeavesOut()
    {
        Story story = await BegunAsync(", max: 2");
        await PassAsync(story, "22T10:00");
        Assert.Equal(2, story.Sent.Length);
        Assert.Equal((2, 3), Assert.Single(await Of(story).AllAsync(default)).Job.Count is var count ? (count.Entered, count.Over) : default);
    }

    [Theory]
    [InlineData("22T09:00", "22T10:00")]
    [InlineData("22T15:00", "22T15:00")] // late, and at once
    [InlineData("23T10:01", null)] // more than a day late
    public async Task Broadcast_ThatNeedsApproval_WaitsForIt(string approvedAt, string? sentAt)
    {
        Story story = await BegunAsync(", approval: true");
        await PassAsync(story, "22T08:00");
        Assert.Equal(BroadcastState.WaitsForApproval, (await Of(story).FindAsync("n", default))!.State);
        await PassAsync(story, approvedAt);
        Assert.Empty(story.Sent);
        Assert.Equal(sentAt is not null, await Of(story).ApproveAsync("n", Sato, default));
        Assert.False(await Of(story).ApproveAsync("n", Sato, default));
        await PassAsync(story, sentAt ?? "23T11:00");
        Assert.Equal(sentAt is null ? [] : Enumerable.Repeat($"{sentAt} mail email", 5), story.Sent);
        Assert.Equal(sentAt is null ? BroadcastState.Missed : BroadcastState.Done, (await Of(story).FindAsync("n", default))!.State);
    }

    /// <summary>The server was off: within a day it goes late, after that it does not begin, and says so.</summary>
    [Theory]
    [InlineData("23T10:00", 5, BroadcastState.Done)]
    [InlineData("23T10:01", 0, BroadcastState.Missed)]
    public async Task Broadcast_ServerOffAtItsTime(string back, int count, BroadcastState state)
    {
        Story story = await BegunAsync();
        await story.UntilAsync("22T09:00");
        await PassAsync(story, back);
        Assert.Equal(count, story.Sent.Length);
        Assert.Equal(state, (await Of(story).FindAsync("n", default))!.State);
        await PassAsync(story, "30T00:00");
        Assert.Equal((count, state), (story.Sent.Length, (await Of(story).FindAsync("n", default))!.State));
    }

    [Fact]
    public async Task Broadcast_CalledOffBefore_NeverBegins()
    {
        Story story = await BegunAsync();
        Assert.True(await Of(story).CancelAsync("n", Sato, default));
        Assert.False(await Of(story).CancelAsync("n", Sato, default));
        await PassAsync(story, "23T00:00");
        Assert.Empty(story.Sent);
        Assert.Equal((BroadcastState.Cancelled, "sato"), (await Of(story).FindAsync("n", default))! is var found ? (found.State, found.Cancellation?.By) : default);
    }

    /// <summary>Half of it has gone: the rest gets nothing, and the certificate of the day holds.</summary>
    [Fact]
    public async Task Broadcast_CalledOffMidway_StopsThere()
    {
        Story story = await BegunAsync(steps: Mail + "\n" + JourneyFiles.Mail("later", 1));
        await PassAsync(story, "22T10:45");
        Assert.True(await Of(story).CancelAsync("n", Sato, default));
        await PassAsync(story, "22T10:46");
        await PassAsync(story, "24T00:00");
        Assert.Equal(Enumerable.Repeat("22T10:45 mail email", 5), story.Sent);
        Assert.Equal(BroadcastState.Cancelled, (await Of(story).FindAsync("n", default))!.State);
        await story.CertifiedAsync();
    }

    /// <summary>Who does not want marketing has a row all the same, with the reason.</summary>
    [Fact]
    public async Task Broadcast_ToSomebodyWhoDoesNotAgree_IsWithheldWithTheReason()
    {
        Story story = await BegunAsync(purpose: "marketing");
        await PassAsync(story, "22T10:00");
        string[] reasons = [.. (await story.StateAsync(Customer(4))).Sends.Values.Select(SendRows.Row).Select(r => $"{r.State} {r.Reason}")];
        Assert.Equal([$"{SendState.Withheld} {WithholdReason.NoConsent}"], reasons);
        Assert.Equal(4, story.Sent.Length);
        await PassAsync(story, "23T00:00");
        Assert.Equal(5, await story.CertifiedAsync());
    }

    /// <summary>The others get it all the same, and who was left out is counted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Broadcast_WithACustomerWhoCannotBeRead_ReachesTheOthers(int number)
    {
        Story story = await BegunAsync();
        await SpoiltRow.OfAsync(story.World, (await story.StateAsync(Customer(number))).CustomerId);
        await PassAsync(story, "22T10:00");
        Assert.Equal(Enumerable.Repeat("22T10:00 mail email", 4), story.Sent);
        BroadcastStanding standing = Assert.Single(await Of(story).AllAsync(default));
        Assert.Equal((BroadcastState.Done, 5, 4, 1), (standing.State, standing.Job.Count.Looked, standing.Job.Count.Entered, standing.Job.Count.Unreadable));
    }

    /// <summary>The process ends at every one of its writes, one after the other; the next process goes on.</summary>
    [Fact]
    public async Task Broadcast_WhoseProcessEndsAnywhere_LosesAndDoublesNothing()
    {
        for (int writes = 0; ; writes++)
        {
            Story story = await BegunAsync();
            await story.UntilAsync("22T10:00");
            Fuse fuse = new(writes);
            TestShop dying = new(story.World, fuse, story.Shop);
            bool hasDied = false;
            try
            {
                await Of(story, dying, fuse).RunAsync(Minute, dying.Orchestrations, default);
            }
            catch (StorageException)
            {
                hasDied = true;
            }

            TestShop next = new(story.World, published: story.Shop);
            await Of(story, next).RunAsync(Minute, next.Orchestrations, default);
            story.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await next.SweepAsync();
            await next.RunAsync();
            Assert.Equal(Enumerable.Repeat("22T10:00 mail email", 5), story.Sent);
            BroadcastStanding standing = (await Of(story).FindAsync("n", default))!;
            Assert.Equal((BroadcastState.Done, 5, 5), (standing.State, standing.Job.Count.Looked, standing.Job.Count.Entered));
            if (!hasDied)
            {
                Assert.True(writes > 20, "the process was hardly ever ended");
                break;
            }
        }
    }

    private static async Task<Story> BegunAsync(string more = "", string keys = "", string purpose = "transactional", string steps = Mail)
    {
        Story story = await Story.WithAsync(File(more, keys, purpose, steps));
        for (int i = 0; i < 5; i++)
        {
            await story.TellAsync(new ShopEvent.CustomerChanged(Customer(i)));
        }

        await story.BuysAsync(Customer(0), "1");
        await story.BuysAsync(Customer(0), "2");
        await story.BuysAsync(Customer(1), "3");
        await story.BuysAsync(Customer(2), "4");
        return story;
    }

    private static string File(string more, string keys, string purpose = "transactional", string steps = Mail) =>
        JourneyFiles.Free("n", $"trigger: {{ type: broadcast, on: 2026-11-22, at: \"10:00\"{more} }}{keys}", steps).Replace("purpose: transactional", $"purpose: {purpose}", StringComparison.Ordinal);

    /// <summary>The last of them does not agree to marketing.</summary>
    private static SourceCustomer Customer(int number) =>
        Told.Account($"b{number}", -60, $"b{number}@example.com") is var known && number == 4 ? known : known.Agreeing(-60);

    /// <summary>Time passes, and the timer looks.</summary>
    private static async Task PassAsync(Story story, string time)
    {
        await story.UntilAsync(time);
        await Of(story).RunAsync(Minute, story.Shop.Orchestrations, default);
        await story.Shop.RunAsync();
    }

    private static Broadcasts Of(Story story, TestShop? shop = null, Fuse? fuse = null) => new BroadcastTimer(story, shop, fuse).Broadcasts;
}
