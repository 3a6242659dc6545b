using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>What prospects and customers with one or two orders get, worked out by hand from the journeys and a calendar. Where the mail
/// comes first it is because it is longer than LINE should be.</summary>
public sealed class KitStoryTests
{
    [Fact]
    public async Task FirstTimeBuyer_IsHelpedForTwoMonths()
    {
        Story story = await KitStory.BegunAsync();
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("100T00:00");
        Assert.Equal(
            [
                "21T12:00 thanks line", "21T19:30 welcome line", "24T12:10 how-to-use email", "28T19:30 care email", "42T19:30 ask line", "81T12:10 two-months line",
            ],
            story.Sent);
        Assert.Equal(["new-follow Completed", "thank-you Completed"], await story.EnrollmentsAsync(KitStory.Sakura));
        Assert.Equal(6, await story.CertifiedAsync());
    }

    /// <summary>Receipt and personal word are two hours apart at least, and nobody is written to at night.</summary>
    [Theory]
    [InlineData("21T17:30", "21T19:30")]
    [InlineData("21T17:31", "21T19:31")]
    [InlineData("21T18:59", "21T20:59")]
    [InlineData("21T19:00", "22T08:00")]
    [InlineData("21T23:50", "22T08:00")]
    public async Task FirstEvening_ComesAfterTheReceipt(string orderedAt, string writtenAt)
    {
        Story story = await KitStory.BegunAsync();
        await story.UntilAsync(orderedAt);
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("23T00:00");
        Assert.Equal([$"{orderedAt} thanks line", $"{writtenAt} welcome line"], story.Sent);
    }

    [Fact]
    public async Task SecondOrder_BeginsTheStoryOnItsOwnFirstDay_AndTheThirdTheNext()
    {
        Story story = await KitStory.BegunAsync();
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("25T10:00");
        await story.BuysAsync(KitStory.Sakura, "2");
        await story.UntilAsync("60T09:00");
        await story.BuysAsync(KitStory.Sakura, "3");
        await story.UntilAsync("110T00:00");
        Assert.Equal(
            [
                "21T12:00 thanks line", "21T19:30 welcome line", "24T12:10 how-to-use email",
                "25T10:00 thanks line", "25T19:30 welcome-back line", "28T12:10 why email", "32T19:30 makers email", "46T12:10 promise email",
                "60T09:00 thanks line", "60T19:30 greeting line", "63T12:10 tips email", "67T19:30 together line", "105T12:10 how-are-you line",
            ],
            story.Sent);
        string[] enrollments = await story.EnrollmentsAsync(KitStory.Sakura);
        Assert.Equal(["new-follow NewOrder", "early-follow RankChanged", "repeater-follow Running"], enrollments.Where(e => !e.StartsWith("thank-you", StringComparison.Ordinal)));
        await story.CertifiedAsync();
    }

    /// <summary>Three orders in a few days: the story goes on, nothing begins anew. On the thirtieth day the rank rises by time alone; the
    /// rest of the story is dropped, and the next order begins what fits the new rank.</summary>
    [Fact]
    public async Task EarlyCustomer_WhoBuysAgainSoon_IsToldTheStoryOnce()
    {
        Story story = await KitStory.BegunAsync();
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("23T09:00");
        await story.BuysAsync(KitStory.Sakura, "2");
        await story.UntilAsync("25T09:00");
        await story.BuysAsync(KitStory.Sakura, "3");
        await story.UntilAsync("70T09:00");
        await story.BuysAsync(KitStory.Sakura, "4");
        await story.UntilAsync("71T00:00");
        Assert.Equal(
            [
                "21T12:00 thanks line", "21T19:30 welcome line", "23T09:00 thanks line", "23T19:30 welcome-back line", "25T09:00 thanks line",
                "26T12:10 why email", "30T19:30 makers email", "44T12:10 promise email", "70T09:00 thanks line", "70T19:30 greeting line",
            ],
            story.Sent);
    }

    /// <summary>Somebody of long ago gets nothing until they buy; with the order they are current again.</summary>
    [Fact]
    public async Task Lapsed_WhoBuysAgain_IsWelcomedBack()
    {
        Story story = await KitStory.KnownAsync(400);
        await story.UntilAsync("26T00:00");
        Assert.Equal(["22T12:00 thanks line", "22T19:30 welcome-back line", "25T12:10 why email"], story.Sent);
    }

    [Fact]
    public async Task Unsubscribing_EndsMarketingAndLeavesTheReceipts()
    {
        Story story = await KitStory.BegunAsync();
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("26T09:00");
        await story.Shop.Withdraw.RunAsync((await story.StateAsync(KitStory.Sakura)).CustomerId, "link", default);
        await story.UntilAsync("50T10:00");
        await story.BuysAsync(KitStory.Sakura, "2");
        await story.UntilAsync("100T00:00");
        Assert.Equal(["21T12:00 thanks line", "21T19:30 welcome line", "24T12:10 how-to-use email", "50T10:00 thanks line"], story.Sent);
        Assert.Contains("28T19:30 care Withheld NoConsent", await story.LedgerAsync(KitStory.Sakura));
        await story.CertifiedAsync();
    }

    [Fact]
    public async Task Silent_CustomerWhoNeverConsented_GetsReceiptsAlone()
    {
        Story story = await KitStory.BegunAsync();
        SourceCustomer silent = KitStory.Sakura with { Consents = [] };
        await story.BuysAsync(silent, "1");
        await story.UntilAsync("100T00:00");
        Assert.Equal(["21T12:00 thanks line"], story.Sent);
    }

    [Fact]
    public async Task Prospect_GetsToKnowTheShop_AndTheFirstOrderEndsThat()
    {
        Story story = await KitStory.BegunAsync();
        await story.TellAsync(KitStory.Registered(Story.Time("21T12:00")));
        await story.UntilAsync("60T00:00");
        Assert.Equal(["21T13:00 welcome line", "24T12:10 about email", "28T19:30 how-to-choose email", "35T12:10 first-questions line", "51T19:30 ask line"], story.Sent);

        Story buys = await KitStory.BegunAsync();
        await buys.TellAsync(KitStory.Registered(Story.Time("21T12:00")));
        await buys.UntilAsync("26T10:00");
        await buys.BuysAsync(KitStory.Sakura, "1");
        await buys.UntilAsync("30T00:00");
        Assert.Equal(["21T13:00 welcome line", "24T12:10 about email", "26T10:00 thanks line", "26T19:30 welcome line", "29T12:10 how-to-use email"], buys.Sent);
        Assert.Equal(["prospect-follow NewOrder", "new-follow Running", "thank-you Completed"], await buys.EnrollmentsAsync(KitStory.Sakura));
    }

    /// <summary>Who registers in the midst of an order is no prospect.</summary>
    [Fact]
    public async Task Registration_JustBeforeAnOrder_SendsNothingToProspects()
    {
        Story story = await KitStory.BegunAsync();
        await story.TellAsync(KitStory.Registered(Story.Time("21T12:00")));
        await story.UntilAsync("21T12:59");
        await story.BuysAsync(KitStory.Sakura, "1");
        await story.UntilAsync("22T00:00");
        Assert.Equal(["21T12:59 thanks line", "21T19:30 welcome line"], story.Sent);
        Assert.Contains("prospect-follow NewOrder", await story.EnrollmentsAsync(KitStory.Sakura));
    }

    /// <summary>An order of ten days ago, as from a weekly file: what is overdue comes a day apart under the cap that the documentation advises.</summary>
    [Fact]
    public async Task OrderKnownLate_UnderACapOfOneADay_IsNotFollowedByEverythingAtOnce()
    {
        Story story = Story.After(await StarterKit.ShopAsync(), new SendRules { Cap = new FrequencyCap(1, 1) });
        await story.TellAsync(KitStory.Sakura.Bought(Told.Order("late", 0, orderedAt: -60 * 24 * 10)));
        await story.UntilAsync("40T00:00");
        Assert.Equal(
            ["21T12:00 thanks line", "21T12:00 welcome line", "22T12:00 how-to-use email", "23T12:00 care email", "32T19:30 ask line"],
            story.Sent);
    }
}
