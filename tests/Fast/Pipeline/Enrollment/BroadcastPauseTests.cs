using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>A newsletter to four customers at ten o'clock on the 22nd that a person pauses.</summary>
public sealed class BroadcastPauseTests
{
    private static readonly OperatorAct Sato = new("sato", "a wrong price");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("transactional")]
    [InlineData("marketing")]
    public async Task Pause_BeforeItBegins_LetsNobodyEnterUntilItGoesOn(string purpose)
    {
        Story story = await BegunAsync(purpose: purpose);
        Assert.True(await Of(story).PauseAsync("n", Sato, default));
        Assert.False(await Of(story).PauseAsync("n", Sato, default));
        await PassAsync(story, "22T15:00");
        Assert.Empty(story.Sent);
        BroadcastStanding paused = (await Of(story).FindAsync("n", default))!;
        Assert.Equal((BroadcastState.Paused, "sato", Story.Time("21T12:00")), (paused.State, paused.Pause?.By, paused.PausedAt));
        Assert.True(await Of(story).ResumeAsync("n", Sato, default));
        Assert.False(await Of(story).ResumeAsync("n", Sato, default));
        await PassAsync(story, "22T15:01");
        Assert.Equal(Enumerable.Repeat("22T15:01 mail email", 4), story.Sent);
        await PassAsync(story, "24T00:00");
        Assert.Equal((4, 4), (story.Sent.Length, await story.CertifiedAsync()));
    }

    /// <summary>Everybody has entered, and has an hour to wait; what is due meanwhile goes after the pause, each once.</summary>
    [Theory]
    [InlineData("transactional")]
    [InlineData("marketing")]
    public async Task Pause_WhenEverybodyHasEntered_HoldsBackWhatHasNotGone(string purpose)
    {
        Story story = await BegunAsync(purpose: purpose, after: "PT1H");
        await PassAsync(story, "22T10:00");
        Assert.True(await Of(story).PauseAsync("n", Sato, default));
        await PassAsync(story, "22T12:00");
        Assert.Empty(story.Sent);
        string[] rows = [.. (await Task.WhenAll(Customers.Select(story.LedgerAsync))).SelectMany(r => r)];
        Assert.Equal(Enumerable.Repeat("22T11:00 mail Planned BroadcastPaused", 4), rows);
        Assert.True(await Of(story).ResumeAsync("n", Sato, default));
        await PassAsync(story, "22T12:10");
        Assert.Equal(4, story.Sent.Length);
        await PassAsync(story, "24T00:00");
        Assert.Equal((4, 4), (story.Sent.Length, await story.CertifiedAsync()));
    }

    /// <summary>The step may be an hour late: one minute before that it still goes, afterwards it has expired, and says why.</summary>
    [Theory]
    [InlineData("22T10:59", 4, "Sent")]
    [InlineData("22T11:01", 0, "Expired too late (BroadcastPaused)")]
    public async Task Pause_BeyondTheTimeOfTheStep_ExpiresWithTheReason(string resumedAt, int count, string expected)
    {
        Story story = await BegunAsync(expire: true);
        await story.UntilAsync("22T10:00");
        Broadcasts broadcasts = Of(story);
        await broadcasts.RunAsync(Minute, story.Shop.Orchestrations, default);
        Assert.True(await broadcasts.PauseAsync("n", Sato, default));  // everybody has entered, and nothing has gone
        await story.Shop.RunAsync();
        await story.UntilAsync(resumedAt);
        Assert.True(await broadcasts.ResumeAsync("n", Sato, default));
        await PassAsync(story, "22T12:00");
        Assert.Equal(count, story.Sent.Length);
        foreach (SourceCustomer customer in Customers)
        {
            Assert.Equal([$"22T10:00 mail {expected}"], await story.LedgerAsync(customer));
        }

        await PassAsync(story, "23T00:00");
        Assert.Equal(4, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Pause_BeyondTheDayInWhichItMayBegin_IsMissed()
    {
        Story story = await BegunAsync();
        Assert.True(await Of(story).PauseAsync("n", Sato, default));
        await PassAsync(story, "23T10:01");
        Assert.False(await Of(story).ResumeAsync("n", Sato, default));
        BroadcastStanding missed = (await Of(story).FindAsync("n", default))!;
        Assert.Equal((BroadcastState.Missed, "sato"), (missed.State, missed.Pause?.By));
        Assert.Empty(story.Sent);
    }

    [Fact]
    public async Task Pause_OfOneThatIsCalledOff_EndsWithIt()
    {
        Story story = await BegunAsync(", perHour: 2");
        await PassAsync(story, "22T10:00");
        await Of(story).PauseAsync("n", Sato, default);
        await PassAsync(story, "22T10:40");
        Assert.True(await Of(story).CancelAsync("n", Sato, default));
        Assert.False(await Of(story).ResumeAsync("n", Sato, default));
        await PassAsync(story, "24T00:00");
        Assert.Equal((BroadcastState.Cancelled, 1), ((await Of(story).FindAsync("n", default))!.State, story.Sent.Length));
        await story.CertifiedAsync();
    }

    [Fact]
    public async Task Pause_OfOneThatWaitsForApproval_IsRefused()
    {
        Story story = await BegunAsync(", approval: true");
        Assert.False(await Of(story).PauseAsync("n", Sato, default));
        Assert.False(await Of(story).PauseAsync("m", Sato, default));
    }

    /// <summary>They are claimed, and wait for the call: nothing has gone, so they wait like the others.</summary>
    [Fact]
    public async Task Pause_BeforeACallForMany_HoldsThemBack()
    {
        BroadcastBed bed = await BroadcastBed.MakeAsync();
        await bed.EnterAsync();
        Assert.True(await bed.Broadcasts().PauseAsync(BroadcastBed.Id, Sato, default));
        await bed.PassAsync(20);
        Assert.Empty(bed.Calls);
        Assert.Equal(Enumerable.Repeat("Planned BroadcastPaused", 5), await bed.LedgerAsync());
        Assert.True(await bed.Broadcasts().ResumeAsync(BroadcastBed.Id, Sato, default));
        await bed.PassAsync(15);
        Assert.Equal(["multicast"], bed.Calls);
        Assert.Equal(Enumerable.Repeat("Sent", 5), await bed.LedgerAsync());
    }

    private static SourceCustomer[] Customers { get; } = [.. Enumerable.Range(0, 4).Select(i => Told.Account($"p{i}", -60, $"p{i}@example.com").Agreeing(-60))];

    private static async Task<Story> BegunAsync(string more = "", string purpose = "transactional", bool expire = false, string after = "")
    {
        string step = $"  - {{ id: mail,{(after.Length > 0 ? $" after: {after}," : "")}{(expire ? " expire: PT1H," : "")} send: {{ channel: [email], message: thank-you }} }}";
        string file = JourneyFiles.Free("n", $"trigger: {{ type: broadcast, on: 2026-11-22, at: \"10:00\"{more} }}", step);
        Story story = await Story.WithAsync(file.Replace("purpose: transactional", $"purpose: {purpose}", StringComparison.Ordinal));
        foreach (SourceCustomer customer in Customers)
        {
            await story.TellAsync(new ShopEvent.CustomerChanged(customer));
        }

        return story;
    }

    /// <summary>Time passes, and the timer looks.</summary>
    private static async Task PassAsync(Story story, string time)
    {
        await story.UntilAsync(time);
        await Of(story).RunAsync(Minute, story.Shop.Orchestrations, default);
        await story.Shop.RunAsync();
    }

    private static Broadcasts Of(Story story) => new BroadcastTimer(story).Broadcasts;
}
