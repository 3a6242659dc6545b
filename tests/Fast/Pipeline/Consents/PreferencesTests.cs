using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Consents;

/// <summary>What customers choose holds at once, also for what is already planned and deferred.</summary>
public sealed class PreferencesTests
{
    private static readonly string News = JourneyFiles.Journey(
        "news",
        string.Join('\n', JourneyFiles.Mail("one", 1), JourneyFiles.Mail("four", 4), JourneyFiles.Mail("nine", 9)),
        purpose: "marketing",
        more: "topic: news");

    private static readonly string[] AllSent = ["22T10:00 one Sent", "25T10:00 four Sent", "30T10:00 nine Sent"];

    [Fact]
    public async Task Nothing_Chosen_EverythingGoes() => Assert.Equal(AllSent, await LedgerAfterAsync(null));

    [Fact]
    public async Task Saved_AsItIs_WritesNothingAndChangesNothing()
    {
        Story story = await EnrolledAsync();
        string[] before = await story.World.Tables.DumpAsync();
        await ChooseAsync(story, As());
        Assert.Equal(before, await story.World.Tables.DumpAsync());
    }

    [Fact]
    public async Task Topic_Refused_WithholdsItsJourneyWithTheReason() => Assert.Equal(
        ["22T10:00 one Withheld TopicDeclined", "25T10:00 four Withheld TopicDeclined", "30T10:00 nine Withheld TopicDeclined"],
        await LedgerAfterAsync(As() with { Topics = new HashSet<string>() }));

    [Fact]
    public async Task Topic_OfAnotherJourney_ChangesNothing() => Assert.Equal(
        AllSent, await LedgerAfterAsync(As() with { Offered = ["news", "events"] }));

    [Fact]
    public async Task Frequency_Weekly_WithholdsWhatComesTooSoon() => Assert.Equal(
        ["22T10:00 one Sent", "25T10:00 four Withheld FrequencyChoice", "30T10:00 nine Sent"],
        await LedgerAfterAsync(As() with { Frequency = MailFrequency.Weekly }));

    [Fact]
    public async Task Channel_Left_WithholdsForWantOfConsent() => Assert.Equal(
        ["22T10:00 one Withheld NoConsent", "25T10:00 four Withheld NoConsent", "30T10:00 nine Withheld NoConsent"],
        await LedgerAfterAsync(As() with { Channels = new HashSet<Channel>() }));

    [Fact]
    public async Task Pause_OfThirtyDays_WithholdsUntilItsEnd_AndCanEndEarlier()
    {
        Story story = await EnrolledAsync();
        await ChooseAsync(story, As() with { Pause = new PauseChoice.For(30) });
        await story.UntilAsync("23T12:00");
        await ChooseAsync(story, As() with { Pause = new PauseChoice.Keep() });
        Assert.Equal(Story.Time("21T12:00").AddDays(30), (await story.StateAsync(Story.Hanako)).Preferences!.PausedUntil);
        await story.UntilAsync("26T12:00");
        await ChooseAsync(story, As() with { Pause = new PauseChoice.None() });
        await story.UntilAsync("31T12:00");
        Assert.Equal(
            ["22T10:00 one Withheld Paused", "25T10:00 four Withheld Paused", "30T10:00 nine Sent"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(3, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Choices_OfAMessageThatWaitsForTheMorning_HoldAtOnce()
    {
        Story story = await Story.WithinAsync(new SendRules(), JourneyFiles.Journey(
            "night", "  - { id: late, after: 0d, at: \"22:00\", send: { channel: [email], message: thank-you } }", purpose: "marketing"));
        await story.BuysAsync(Story.Hanako, "1001");
        await story.UntilAsync("21T23:00");
        Assert.Equal(["21T22:00 late Planned QuietHours"], await story.LedgerAsync(Story.Hanako));
        await ChooseAsync(story, As() with { Pause = new PauseChoice.For(30) });
        await story.UntilAsync("22T12:00");
        Assert.Equal(["21T22:00 late Withheld Paused"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(1, await story.CertifiedAsync());
    }

    [Fact]
    public async Task Choices_AreStatementsWithTheirWording_AndComeBackOnlyByTheCustomer()
    {
        Story story = await EnrolledAsync();
        await ChooseAsync(story, As() with { Channels = new HashSet<Channel>(), Topics = new HashSet<string>() });
        CustomerState state = await story.StateAsync(Story.Hanako);
        Consent left = state.Consents[Channel.Email];
        Assert.Equal(
            (ConsentState.Withdrawn, ConsentOrigin.PreferencePage, ChangePreferences.Wording, "preference-page"), (left.State, left.Origin, left.Wording, left.Source));
        Assert.False(state.Consents.ContainsKey(Channel.Line));  // an empty box says nothing new of somebody who never agreed
        Assert.Equal(ConsentState.Withdrawn, state.TopicConsents[(Channel.Line, "news")].State);

        story.World.ShopClock.Advance(TimeSpan.FromHours(1));
        await ChooseAsync(story, As());
        state = await story.StateAsync(Story.Hanako);
        Assert.Equal(ConsentState.Granted, state.Consents[Channel.Email].State);
        Assert.Equal(ConsentState.Granted, state.TopicConsents[(Channel.Email, "news")].State);
    }

    [Fact]
    public async Task Confirmation_ThatIsAwaited_IsAwaitedStill()
    {
        Story story = await Story.WithAsync(News);
        SourceCustomer waiting = Told.Account("8", -60, "jiro@example.com").Agreeing(-60, state: ConsentState.Pending);
        await story.TellAsync(new ShopEvent.CustomerChanged(waiting));
        string id = (await story.StateAsync(waiting)).CustomerId;
        await story.Shop.Choose.RunAsync(id, As() with { Channels = new HashSet<Channel>() }, default);
        Assert.Equal(ConsentState.Pending, (await story.StateAsync(waiting)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task Choice_OfSomebodyForgotten_OrOfNobody_LeavesNothing()
    {
        Story story = await EnrolledAsync();
        string id = (await story.StateAsync(Story.Hanako)).CustomerId;
        await story.Shop.TellAsync("erase", new ShopEvent.CustomerErased(Story.Hanako, []));
        string[] before = await story.World.Tables.DumpAsync();
        Assert.False(await story.Shop.Choose.RunAsync(id, As() with { Pause = new PauseChoice.For(30) }, default));
        Assert.False(await story.Shop.Choose.RunAsync("cunknown", As(), default));
        Assert.Equal(before, await story.World.Tables.DumpAsync());
    }

    /// <summary>The customer as they were before anything was chosen.</summary>
    private static PreferenceChange As() =>
        new(new HashSet<Channel> { Channel.Email }, new HashSet<string> { "news", "events" }, ["news"], MailFrequency.Normal, new PauseChoice.None());

    private static async Task<string[]> LedgerAfterAsync(PreferenceChange? chosen)
    {
        Story story = await EnrolledAsync();
        if (chosen is not null)
        {
            await ChooseAsync(story, chosen);
        }

        await story.UntilAsync("31T12:00");
        Assert.Equal(3, await story.CertifiedAsync());
        return await story.LedgerAsync(Story.Hanako);
    }

    private static async Task<Story> EnrolledAsync()
    {
        Story story = await Story.WithAsync(News);
        await story.BuysAsync(Story.Hanako, "1001");
        return story;
    }

    private static async Task ChooseAsync(Story story, PreferenceChange chosen) =>
        Assert.True(await story.Shop.Choose.RunAsync((await story.StateAsync(Story.Hanako)).CustomerId, chosen, default));
}
