using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>What steady customers get, worked out by hand from the journeys and a calendar.</summary>
public sealed class KitSteadyStoryTests
{
    [Fact]
    public async Task Repeater_WhoDoesNotBuyAgain_IsAskedHowTheyAre()
    {
        Story story = await KitStory.KnownAsync(40, 35);
        await story.UntilAsync("130T00:00");
        Assert.Equal(
            [
                "22T12:00 thanks line", "22T19:30 greeting line", "25T12:10 tips email", "29T19:30 together line", "67T12:10 how-are-you line", "112T19:30 ask line",
            ],
            story.Sent);
    }

    /// <summary>Orders from the eighth to the forty-fifth day; a great spender keeps the shop's average so high that they stay where they are.</summary>
    [Theory]
    [InlineData("30T10:00", "82T19:30 again line")]
    [InlineData("67T09:59", "82T19:30 again line")]
    [InlineData("67T10:01", "67T12:10 how-are-you line")]
    public async Task Repeater_WhoBuysAgain_IsThankedForIt(string orderedAt, string letter)
    {
        Story story = await KitStory.KnownAsync(spender: 1_000_000, 40, 35);
        await story.UntilAsync(orderedAt);
        await story.BuysAsync(KitStory.Sakura, "again");
        await story.UntilAsync("130T00:00");
        string[] expected =
        [
            "22T12:00 thanks line", "22T19:30 greeting line", "25T12:10 tips email", "29T19:30 together line", $"{orderedAt} thanks line", letter, "112T19:30 ask line",
        ];
        Assert.Equal(expected.OrderBy(s => Story.Time(s[..s.IndexOf(' ', StringComparison.Ordinal)])), story.Sent);
    }

    [Fact]
    public async Task SemiRoyal_WhoGivesAnOpinion_IsThankedAtOnceAndToldWhatBecameOfIt()
    {
        Story story = await KitStory.KnownAsync(100, 70, 40);
        await story.UntilAsync("33T15:00");
        await story.DoesAsync(KitStory.Sakura, "opinion");
        await story.UntilAsync("130T00:00");
        Assert.Equal(
            [
                "22T12:00 thanks line", "22T19:30 greeting line", "25T12:10 behind email", "29T19:30 ask line", "33T15:00 opinion-thanks line",
                "67T12:10 opinion-result email", "82T12:10 wishes line", "112T19:30 season line",
            ],
            story.Sent);
    }

    [Fact]
    public async Task SemiRoyal_WhoSaysNothing_IsNotThankedForIt()
    {
        Story story = await KitStory.KnownAsync(100, 70, 40);
        await story.UntilAsync("57T19:31");  // four weeks after the question
        await story.DoesAsync(KitStory.Sakura, "opinion");
        await story.UntilAsync("100T10:00");
        await story.BuysAsync(KitStory.Sakura, "again");  // within the month before the greeting, which is for those who have been quiet
        await story.UntilAsync("130T00:00");
        Assert.Equal(
            ["22T12:00 thanks line", "22T19:30 greeting line", "25T12:10 behind email", "29T19:30 ask line", "82T12:10 wishes line", "100T10:00 thanks line"],
            story.Sent);
    }

    [Fact]
    public async Task Royal_WhoOrdersEveryWeek_GetsTheSeriesOnce()
    {
        Story story = await KitStory.KnownAsync(200, 170, 140, 110, 80, 50, 20);
        foreach (int day in Enumerable.Range(1, 6).Select(w => 22 + (w * 7)))
        {
            await story.UntilAsync($"{day}T12:00");
            await story.BuysAsync(KitStory.Sakura, $"week-{day}");
        }

        await story.UntilAsync("145T00:00");
        Assert.Equal(
            [
                "22T12:00 thanks line", "22T19:30 greeting line", "25T12:10 inside email", "29T12:00 thanks line", "29T19:30 ask line", "36T12:00 thanks line",
                "43T12:00 thanks line", "50T12:00 thanks line", "57T12:00 thanks line", "64T12:00 thanks line",
                "82T19:30 take-part line", "112T12:10 early-news email", "142T19:30 letter line",
            ],
            story.Sent);
    }

    /// <summary>Who falls leaves the letters of the old rank; the next order begins those of the rank that is held then.</summary>
    [Fact]
    public async Task Fall_EndsTheLetters_AndTheNextOrderBeginsThoseOfTheNewRank()
    {
        Story story = await KitStory.KnownAsync(40, 35);
        await story.UntilAsync("23T10:00");
        await KitStory.CancelAsync(story, 40);
        await KitStory.CancelAsync(story, 35);
        await story.UntilAsync("30T12:00");
        await story.BuysAsync(KitStory.Sakura, "next");
        await story.UntilAsync("34T00:00");
        Assert.Equal(["22T12:00 thanks line", "22T19:30 greeting line", "30T12:00 thanks line", "30T19:30 welcome-back line", "33T12:10 why email"], story.Sent);
    }
}
