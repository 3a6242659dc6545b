using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Pipeline.Messages;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>The kit's journeys for days that come by themselves: what they say, and to whom.</summary>
public sealed class KitCalendarTests
{
    public static string[] Journeys { get; } = ["anniversary", "before-lapse", "birthday-month", "win-back"];

    public static TheoryData<string> All => [.. Journeys];

    /// <summary>Words that sell belong into none of them, and a letter to the best is no bargain.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Letters_SellNothingAndPromiseNothing(string journey)
    {
        foreach (KitMessage message in StarterKit.Messages(await OfAsync(journey)))
        {
            foreach (string words in new[] { message.Words(MessageCases.Full), message.Words(MessageCases.Minimal) })
            {
                Assert.DoesNotMatch(KitWordsTests.Selling(), words);
                Assert.DoesNotMatch(KitWordsTests.Discounts(), words);
                Assert.DoesNotMatch(KitWordsTests.Promises(), words);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Letters_FitAPhone_AndAreShorterOnLine(string journey)
    {
        foreach (KitMessage mail in StarterKit.Messages(await OfAsync(journey)).Where(m => m.Channel == Channel.Email))
        {
            Assert.InRange(mail.Email(MessageCases.Full).Subject.Length, 1, 30);
            Assert.InRange(mail.Email(MessageCases.Full).Preheader.Length, 1, 45);
            KitMessage line = mail with { Channel = Channel.Line };
            Assert.True(line.IsThere, line.File);
            Assert.True(line.Words(MessageCases.Full).Length < mail.Email(MessageCases.Full).Text.Length * 0.7, line.File);
        }
    }

    /// <summary>Every letter may be late, but not by so much that it would be out of place.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Letters_ExpireAfterAWeek(string journey) => Assert.All(
        (await OfAsync(journey)).Definition.AllSteps.OfType<Step.Send>(),
        s => Assert.Equal((new PlanTime.Days(7), 2), (s.ExpiresAfter, s.Channels.Count)));

    /// <summary>December's birthday letter goes on the first of the month, by rank.</summary>
    [Theory]
    [InlineData(0, "prospect")]
    [InlineData(1, "customer")]
    [InlineData(3, "customer")]
    [InlineData(8, "close")]
    public async Task Birthday_GoesToEveryRankInItsOwnWords(int orders, string step)
    {
        Story story = await KitStory.BegunAsync();
        SourceCustomer sakura = KitStory.Sakura with { Birthday = new Birthday(12, null, null) };
        await story.TellAsync(new ShopEvent.CustomerChanged(sakura));
        for (int i = 0; i < orders; i++)
        {
            await story.TellAsync(sakura.Bought(Told.Order($"{i}", 0, orderedAt: -60 * 24 * (200 - (20 * i)))));
        }

        await story.UntilAsync("40T00:00");
        Assert.Equal([$"31T12:10 {step} line"], story.Sent);
    }

    /// <summary>The way of somebody who buys once and is not heard of again: the letters of the plan, then thirty days before the lapse, at
    /// the lapse, a month later, and the year's anniversary for those who are still with the shop only.</summary>
    [Fact]
    public async Task FirstTimeBuyer_WhoIsNotHeardOfAgain()
    {
        Story story = await KitStory.KnownAsync();
        await story.UntilAsync("90T00:00");
        int before = story.Sent.Length;
        await story.UntilAsync("460T00:00");
        Assert.Equal(["172T19:30 new line", "202T19:30 new line", "232T12:10 last email"], story.Sent[before..]);  // the order was on the 22nd
        Assert.Equal(["before-lapse Completed", "win-back Completed"], (await story.EnrollmentsAsync(KitStory.Sakura)).Where(e => Journeys.Contains(e.Split(' ')[0])));
    }

    [Fact]
    public async Task LapsedCustomer_WhoBuysAgain_GetsNoSecondLetter()
    {
        Story story = await KitStory.KnownAsync();
        await story.UntilAsync("210T12:00");
        await story.BuysAsync(KitStory.Sakura, "again");
        await story.UntilAsync("240T00:00");
        Assert.DoesNotContain(story.Sent, s => s.Contains(" last ", StringComparison.Ordinal));
        Assert.Contains("win-back NewOrder", await story.EnrollmentsAsync(KitStory.Sakura));
    }

    private static async Task<PublishedJourney> OfAsync(string journey) => Assert.Single(await StarterKit.PublishedAsync(), j => j.Definition.Id == journey);
}
