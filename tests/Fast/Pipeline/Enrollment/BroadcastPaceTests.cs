using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>A newsletter to five customers of whom two begin within an hour: each enters at a turn of their own, and not before.</summary>
public sealed class BroadcastPaceTests
{
    private static readonly OperatorAct Sato = new("sato", "a wrong price");

    private static readonly string[] OnTime = ["22T10:00 mail email", "22T10:30 mail email", "22T11:00 mail email", "22T11:30 mail email", "22T12:00 mail email"];

    [Fact]
    public async Task Turns_ComeBitByBit_AndNobodyEntersBefore()
    {
        Story story = await BegunAsync();
        BroadcastTimer timer = await AtAsync(story, "22T10:25");
        Assert.Equal(("Running", 1, 1, Story.Time("22T10:30")), await StandingAsync(timer));
        Assert.Equal(1, await InsideAsync(story));
        await timer.PassAsync("22T11:55");
        Assert.Equal(("Running", 4, 4, Story.Time("22T12:00")), await StandingAsync(timer));
        await timer.PassAsync("23T00:00");
        Assert.Equal(("Done", 5, 5, (DateTimeOffset?)null), await StandingAsync(timer));
        Assert.Equal(OnTime, story.Sent);
        Assert.Equal(5, await story.CertifiedAsync());
    }

    /// <summary>Two have got it; the next had a quarter of an hour to wait, and has it again.</summary>
    [Fact]
    public async Task Turns_AfterAPause_KeepTheirDistance()
    {
        Story story = await BegunAsync();
        BroadcastTimer timer = await AtAsync(story, "22T10:45");
        Assert.True(await timer.Broadcasts.PauseAsync("n", Sato, default));
        await timer.PassAsync("22T12:00");
        Assert.Equal(2, await InsideAsync(story));
        Assert.True(await timer.Broadcasts.ResumeAsync("n", Sato, default));
        await timer.PassAsync("23T00:00");
        Assert.Equal([.. OnTime[..2], "22T12:15 mail email", "22T12:45 mail email", "22T13:15 mail email"], story.Sent);
        Assert.Equal(5, await story.CertifiedAsync());
    }

    /// <summary>Nothing ran for two hours: they are not made good at once.</summary>
    [Fact]
    public async Task Turns_AfterAnOutage_KeepTheirDistance()
    {
        Story story = await BegunAsync();
        await AtAsync(story, "22T10:05");
        await story.UntilAsync("22T12:05");
        await new BroadcastTimer(story, new TestShop(story.World, published: story.Shop)).PassAsync("23T00:00");
        Assert.Equal([OnTime[0], "22T12:05 mail email", "22T12:35 mail email", "22T13:05 mail email", "22T13:35 mail email"], story.Sent);
        await story.CertifiedAsync();
    }

    [Fact]
    public async Task Turns_OfOneThatIsApprovedLate_BeginThen()
    {
        Story story = await BegunAsync(", approval: true");
        BroadcastTimer timer = await AtAsync(story, "22T15:00");
        Assert.True(await timer.Broadcasts.ApproveAsync("n", Sato, default));
        await timer.PassAsync("22T15:40");
        Assert.Equal(["22T15:00 mail email", "22T15:30 mail email"], story.Sent);
    }

    /// <summary>Marketing rests from nine to eight: the turns of the night go on in the morning, one after the other.</summary>
    [Fact]
    public async Task Turns_OfTheQuietHours_ComeAfterThem()
    {
        SendRules limits = new() { QuietHours = new DailyTimes(new LocalTime(21, 0), new LocalTime(8, 0)) };
        Story story = await BegunAsync(at: "20:30", purpose: "marketing", limits: limits);
        await story.UntilAsync("22T20:30");
        await new BroadcastTimer(story, limits: limits).PassAsync("23T12:00");
        Assert.Equal(["22T20:30 mail email", "23T08:00 mail email", "23T08:30 mail email", "23T09:00 mail email", "23T09:30 mail email"], story.Sent);
    }

    /// <summary>The fourth and fifth are looked at in the order of their ids, whoever that is: all but the two who have it change their mind.</summary>
    [Fact]
    public async Task Consent_IsAskedForAtTheTurn()
    {
        Story story = await BegunAsync(purpose: "marketing");
        BroadcastTimer timer = await AtAsync(story, "22T10:40");
        foreach (SourceCustomer customer in Customers)
        {
            await story.Shop.Withdraw.RunAsync((await story.StateAsync(customer)).CustomerId, "test", default);
        }

        await timer.PassAsync("23T00:00");
        Assert.Equal(OnTime[..2], story.Sent);
        string[] rows = [.. (await Task.WhenAll(Customers.Select(story.LedgerAsync))).SelectMany(r => r).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["22T10:00 mail Sent", "22T10:30 mail Sent", "22T11:00 mail Withheld NoConsent", "22T11:30 mail Withheld NoConsent", "22T12:00 mail Withheld NoConsent"], rows);
    }

    /// <summary>Whoever has bought by then belongs to it, and whoever is beyond the limit is counted without a turn.</summary>
    [Fact]
    public async Task Segment_IsAskedForAtTheTurn_AndTheLimitNeedsNone()
    {
        Story story = await BegunAsync(", segment: { fact: [orderCount >= 1] }, max: 2");
        await story.BuysAsync(Customers[0], "1");
        await story.BuysAsync(Customers[1], "2");
        await story.BuysAsync(Customers[2], "3");
        BroadcastTimer timer = await AtAsync(story, "22T10:30");
        Assert.Equal(2, story.Sent.Length);
        BroadcastStanding standing = (await timer.Broadcasts.FindAsync("n", default))!;
        Assert.Equal((BroadcastState.Done, 5, 2, 1), (standing.State, standing.Job.Count.Looked, standing.Job.Count.Entered, standing.Job.Count.Over));
    }

    /// <summary>Those whose turn has not come have never entered: nothing of them is to be withheld.</summary>
    [Fact]
    public async Task CalledOff_LeavesTheOthersAlone()
    {
        Story story = await BegunAsync();
        BroadcastTimer timer = await AtAsync(story, "22T10:45");
        Assert.True(await timer.Broadcasts.CancelAsync("n", Sato, default));
        await timer.PassAsync("24T00:00");
        Assert.Equal(OnTime[..2], story.Sent);
        Assert.Equal(2, await InsideAsync(story));
        Assert.Equal(2, await story.CertifiedAsync());
    }

    /// <summary>The process ends at every one of its writes, before, at and after a pause; the next one goes on. Everybody gets it once, and never two
    /// within half an hour.</summary>
    [Fact]
    public async Task Process_ThatEndsAnywhere_LosesNobody_AndKeepsThePace()
    {
        TestShop published = new(new TestWorld());
        Assert.Empty((await published.Publish.RunAsync(JourneyFiles.Set(File("", "10:00", "transactional")).WithRanks(), default)).Faults);
        for (int writes = 0; ; writes++)
        {
            Story story = await ToldAsync(Story.After(published));
            Fuse fuse = new(writes);
            TestShop dying = new(story.World, fuse, story.Shop);
            bool hasDied = false;
            await story.UntilAsync("22T10:00");
            try
            {
                await LiveAsync(story, new BroadcastTimer(story, dying, fuse));
            }
            catch (StorageException)
            {
                hasDied = true;
            }

            TestShop next = new(story.World, published: story.Shop);
            BroadcastTimer timer = new(story, next);
            story.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await next.SweepAsync();
            await timer.Broadcasts.ResumeAsync("n", Sato, default);
            await timer.PassAsync("22T18:00");
            Assert.Equal((writes, 5), (writes, story.World.Email.Messages.DistinctBy(m => m.EnrollmentId).Count()));
            Assert.Equal((writes, 5), (writes, story.Sent.Length));
            DateTimeOffset[] at = [.. story.World.Email.Messages.Select(m => m.ClaimedAt.Shop).Order()];
            Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(30), $"{writes}: {pair}"));
            Assert.Equal(("Done", 5, 5, (DateTimeOffset?)null), await StandingAsync(timer));
            await story.UntilAsync("23T00:00");
            Assert.Equal(5, await story.CertifiedAsync());
            if (!hasDied)
            {
                Assert.True(writes > 30, "the process was hardly ever ended");
                break;
            }
        }
    }

    private static async Task LiveAsync(Story story, BroadcastTimer timer)
    {
        await timer.PassAsync("22T10:40");
        await timer.Broadcasts.PauseAsync("n", Sato, default);
        await timer.PassAsync("22T11:40");
        await timer.Broadcasts.ResumeAsync("n", Sato, default);
        await timer.PassAsync("22T14:00");
    }

    private static SourceCustomer[] Customers { get; } = [.. Enumerable.Range(0, 5).Select(i => Told.Account($"p{i}", -60, $"p{i}@example.com").Agreeing(-60))];

    private static async Task<Story> BegunAsync(string more = "", string at = "10:00", string purpose = "transactional", SendRules? limits = null) =>
        await ToldAsync(await Story.WithinAsync(limits, File(more, at, purpose)));

    private static async Task<Story> ToldAsync(Story story)
    {
        foreach (SourceCustomer customer in Customers)
        {
            await story.TellAsync(new ShopEvent.CustomerChanged(customer));
        }

        return story;
    }

    private static string File(string more, string at, string purpose) => JourneyFiles
        .Free("n", $"trigger: {{ type: broadcast, on: 2026-11-22, at: \"{at}\", perHour: 2{more} }}", "  - { id: mail, send: { channel: [email], message: thank-you } }")
        .Replace("purpose: transactional", $"purpose: {purpose}", StringComparison.Ordinal);

    /// <summary>The timer has looked since ten o'clock.</summary>
    private static async Task<BroadcastTimer> AtAsync(Story story, string time)
    {
        BroadcastTimer timer = new(story);
        await story.UntilAsync("22T10:00");
        await timer.PassAsync(time);
        return timer;
    }

    private static async Task<(string State, int Looked, int Entered, DateTimeOffset? NextAt)> StandingAsync(BroadcastTimer timer) =>
        (await timer.Broadcasts.FindAsync("n", default))! is var found ? ($"{found.State}", found.Job.Count.Looked, found.Job.Count.Entered, found.NextAt) : default;

    private static async Task<int> InsideAsync(Story story)
    {
        int count = 0;
        foreach (SourceCustomer customer in Customers)
        {
            count += (await story.StateAsync(customer)).Enrollments.Count;
        }

        return count;
    }
}
