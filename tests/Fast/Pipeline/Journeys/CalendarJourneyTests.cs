using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Birthdays, anniversaries and lapses that are near, as a shop lives through them.</summary>
public sealed class CalendarJourneyTests
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    /// <summary>25 November.</summary>
    private static readonly SourceCustomer Hanako = Story.Hanako with { Birthday = new Birthday(11, 25, 1985) };

    public static string Birthday(string more = "", string steps = Mail, string keys = "") =>
        JourneyFiles.Free("j", $"trigger: {{ type: birthday{more} }}{keys}", steps);

    [Fact]
    public async Task Birthday_OnTheDay_OnceAYear_AndInTheNextAgain()
    {
        Story story = await Story.WithAsync(Birthday(steps: Mail + "\n" + JourneyFiles.Mail("later", 1)));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("24T23:59");
        Assert.Empty(story.Sent);
        await story.UntilAsync("380T00:00");
        Assert.Equal(["25T00:00 mail email", "26T10:00 later email"], story.Sent);
        await story.UntilAsync("392T00:00");  // 25 November 2027 is the 390th
        Assert.Equal(["390T00:00 mail email", "391T10:00 later email"], story.Sent[2..]);
        Assert.Equal(["birthday:2026", "birthday:2027"], (await story.StateAsync(Hanako)).Enrollments.Select(e => e.BusinessKey).Order(StringComparer.Ordinal));
        Assert.True(await story.CertifiedAsync() >= 4);
    }

    /// <summary>The steps count from the day of the trigger: the seventh is the birthday itself.</summary>
    [Fact]
    public async Task Birthday_DaysBefore_BeginsThen()
    {
        Story story = await Story.WithAsync(Birthday(", before: 3d", Mail + "\n" + JourneyFiles.Mail("on-the-day", 3)));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["22T00:00 mail email", "25T10:00 on-the-day email"], story.Sent);
    }

    [Fact]
    public async Task Birthday_InTheMonth_AlsoForThoseOfWhomOnlyTheMonthIsKnown()
    {
        Story story = await Story.WithAsync(Birthday(", on: month, day: 2"));
        SourceCustomer taro = Told.Account("8", -60, "taro@example.com").Agreeing(-60) with { Birthday = new Birthday(12, null, null) };
        await story.TellAsync(new ShopEvent.CustomerChanged(taro));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Birthday = new Birthday(12, 31, 1985) }));
        await story.UntilAsync("31T23:59");
        Assert.Empty(story.Sent);
        await story.UntilAsync("70T00:00");
        Assert.Equal(["32T00:00 mail email", "32T00:00 mail email"], story.Sent);  // 2 December
    }

    /// <summary>Who changes the birthday to a later day of the year is not congratulated again, by whichever version of the journey.</summary>
    [Fact]
    public async Task Birthday_ChangedAfterwards_AndJourneyEdited_IsNotRepeated()
    {
        Story story = await Story.WithAsync(Birthday());
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("26T12:00");
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Birthday = new Birthday(11, 28, 1985), UpdatedAt = Story.Time("26T12:00") }));
        await story.Shop.PublishAsync(Birthday(", leapDay: mar-1"));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["25T00:00 mail email"], story.Sent);
        await story.UntilAsync("395T00:00");
        Assert.Equal(["393T00:00 mail email"], story.Sent[1..]);  // 28 November 2027
    }

    [Fact]
    public async Task Birthday_ChangedBefore_IsTheNewOne()
    {
        Story story = await Story.WithAsync(Birthday());
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Birthday = new Birthday(11, 27, 1985), UpdatedAt = Told.At(0) }));
        await story.UntilAsync("40T00:00");
        Assert.Equal(["27T00:00 mail email"], story.Sent);
    }

    [Fact]
    public async Task Birthday_OfSomebodyTheGateDoesNotAdmit_IsPassedOver()
    {
        Story story = await Story.WithAsync(Birthday(keys: "\nrank: { in: [royal] }"));
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("40T00:00");
        Assert.Empty(story.Sent);
        Assert.Empty((await story.StateAsync(Hanako)).Enrollments);
    }

    [Fact]
    public async Task Anniversary_OfTheFirstOrderThatCounts_EveryYear()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: anniversary, before: 1d }", Mail));
        await story.BuysAsync(Hanako, "0", status: OrderStatus.Cancelled);
        await story.UntilAsync("23T12:00");
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("30T12:00");
        await story.BuysAsync(Hanako, "2");
        await story.UntilAsync("386T23:59");
        Assert.Empty(story.Sent);
        await story.UntilAsync("400T00:00");
        Assert.Equal(["387T00:00 mail email"], story.Sent);  // the day before 23 November 2027
        await story.UntilAsync("760T00:00");
        Assert.Equal(["753T00:00 mail email"], story.Sent[1..]);  // 22 November 2028, behind a leap day
    }

    [Fact]
    public async Task BeforeLapse_OncePerLapse_AndAnOrderArmsItAgain()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: before-lapse, before: 30d }", Mail));
        await story.BuysAsync(Hanako, "1");  // the 21st: lapsed after 180 days, on the 201st
        await story.UntilAsync("170T23:59");
        Assert.Empty(story.Sent);
        await story.UntilAsync("300T00:00");
        Assert.Equal(["171T00:00 mail email"], story.Sent);
        await story.BuysAsync(Hanako, "2");
        await story.UntilAsync("500T00:00");
        Assert.Equal(["450T00:00 mail email"], story.Sent[1..]);
    }

    [Fact]
    public async Task BeforeLapse_WhoBuysOnTheDayBefore_IsNotWarned()
    {
        Story story = await Story.WithAsync(JourneyFiles.Free("j", "trigger: { type: before-lapse, before: 30d }", Mail));
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("170T12:00");
        await story.BuysAsync(Hanako, "2");
        await story.UntilAsync("310T00:00");
        Assert.Empty(story.Sent);
        await story.UntilAsync("321T00:00");
        Assert.Equal(["320T00:00 mail email"], story.Sent);
    }

    /// <summary>On the sixtieth day the customer, by time alone, gets into a rank that counts as lapsed after 80: the warning should have come on the
    /// fiftieth.</summary>
    [Theory]
    [InlineData(80, new[] { "81T00:00 mail email" })]
    [InlineData(90, new[] { "81T00:00 mail email" })] // on its own day
    [InlineData(91, new[] { "82T00:00 mail email" })]
    public async Task BeforeLapse_OfARankWithDaysOfItsOwn(int lapsedAfter, string[] sent)
    {
        Story story = await Story.WithAsync();
        string model = $"id: own\nlapsedAfterDays: 180\nranks:\n  - {{ id: old, when: daysSinceFirst >= 60, lapsedAfterDays: {lapsedAfter} }}\n  - {{ id: rest }}\n";
        string journey = JourneyFiles.Free("j", "trigger: { type: before-lapse, model: own, before: 30d }", Mail);
        Assert.Empty((await story.Shop.Publish.RunAsync(JourneyFiles.Set(journey).With(("ranks/own.yaml", model)), default)).Faults);
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("260T00:00");
        Assert.Equal(sent, story.Sent);
    }

    /// <summary>Customers that were known before anything led to their day, as in a shop that is brought up to date.</summary>
    [Fact]
    public async Task Index_OfAShopThatHadNone_IsBuiltOnce()
    {
        Story story = await Story.WithAsync(Birthday(), JourneyFiles.Free("k", "trigger: { type: anniversary }", Mail));
        await story.BuysAsync(Hanako, "1");
        string customerId = (await story.StateAsync(Hanako)).CustomerId;
        await story.World.Tables.RemoveAsync(YearlyIndex.Birthday, new(11, 25), customerId, default);
        await story.World.Tables.RemoveAsync(YearlyIndex.FirstOrder, new(11, 21), customerId, default);
        await story.UntilAsync("400T00:00");
        Assert.Equal(["25T00:00 mail email", "386T00:00 mail email", "390T00:00 mail email"], story.Sent);
    }

    /// <summary>Nothing leads to the birthday of somebody who was forgotten, and it brings nothing.</summary>
    [Fact]
    public async Task Birthday_OfSomebodyForgotten_IsForgottenToo()
    {
        Story story = await Story.WithAsync(Birthday());
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        CustomerState state = await story.StateAsync(Hanako);
        Assert.True(await story.World.Tables.ContainsAsync(YearlyIndex.Birthday, new(11, 25), state.CustomerId, default));
        await story.Shop.Customers.ChangeAsync(
            state.CustomerId, (s, _) => Task.FromResult(new CustomerChange<int>(0, s.Customer.Forgotten(Told.At(0)), [])), default);
        Assert.False(await story.World.Tables.ContainsAsync(YearlyIndex.Birthday, new(11, 25), state.CustomerId, default));
        await story.UntilAsync("26T00:00");
        Assert.Empty(story.Sent);
    }

    /// <summary>Nobody but those of the day is looked at.</summary>
    [Fact]
    public async Task Day_ReadsNobodyElse()
    {
        Story story = await Story.WithAsync(Birthday());
        for (int i = 0; i < 20; i++)
        {
            await story.TellAsync(new ShopEvent.CustomerChanged(Told.Account($"a{i}", -60, $"a{i}@example.com") with { Birthday = new Birthday(12, 24, null) }));
        }

        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako));
        await story.UntilAsync("24T12:00");
        Cause.DayBegun day = new(new DateOnly(2026, 11, 25));
        List<string> looked = [];
        await foreach (string customerId in story.Shop.Calendar.OnAsync(day.On, await story.Shop.Library.ActiveAsync(default), default))
        {
            looked.Add(customerId);
        }

        Assert.Equal([(await story.StateAsync(Hanako)).CustomerId], looked);
    }
}
