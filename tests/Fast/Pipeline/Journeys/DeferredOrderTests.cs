using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Messages of several journeys for which there is room at the same instant, but not for all: whichever is looked at first.</summary>
public sealed class DeferredOrderTests
{
    /// <summary>One of them is looked at first because of its id, and was due last.</summary>
    [Fact]
    public async Task Deferred_UntilOneInstant_GoInTheOrderInWhichTheyWereDue()
    {
        Story story = await DeferredAsync();
        await story.UntilAsync("30T00:00");
        Assert.Equal(["21T12:00 first email", "22T12:00 z email", "23T12:00 m email", "24T12:00 a email"], story.Sent);
        Assert.Equal(4, await story.CertifiedAsync());
    }

    /// <summary>What was due before does not come, because something of its journey fails: it is waited for, but not for long.</summary>
    [Fact]
    public async Task Deferred_BehindOneThatDoesNotCome_GoesAfterTenMinutes()
    {
        Story story = await DeferredAsync();
        NextWait stuck = story.World.Orchestrations.Waits.Values.Single(w => w.Cursor.JourneyId == "z");
        story.World.Orchestrations.Settle(stuck with { DueAt = Story.Time("28T12:00") });
        await story.UntilAsync("30T00:00");
        Assert.Equal(["21T12:00 first email", "22T12:10 m email", "23T12:10 a email", "28T12:00 z email"], story.Sent);
    }

    /// <summary>One message a day: the first goes at once, and three wait for noon of the next day.</summary>
    private static async Task<Story> DeferredAsync()
    {
        SendRules limits = new() { QuietHours = null, Cap = new FrequencyCap(1, 1) };
        Story story = await Story.WithinAsync(limits, Mail("first", "PT0H"), Mail("a", "PT3H"), Mail("m", "PT2H"), Mail("z", "PT1H"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("21T20:00");
        Assert.Equal(
            ["21T12:00 first Sent", "21T13:00 z Planned FrequencyCap", "21T14:00 m Planned FrequencyCap", "21T15:00 a Planned FrequencyCap"],
            await story.LedgerAsync(Story.Hanako));
        return story;
    }

    private static string Mail(string id, string after) =>
        JourneyFiles.Journey(id, $"  - {{ id: {id}, after: {after}, send: {{ channel: [email], message: thank-you }} }}", nth: "1", purpose: "marketing");
}
