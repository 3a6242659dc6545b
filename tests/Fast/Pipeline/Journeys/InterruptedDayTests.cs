using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>A day that brings a birthday, the anniversary of a first order, a lapse and a lapse that is near, each to somebody, and the first three to one
/// customer together. The process ends after any single write of it.</summary>
public sealed class InterruptedDayTests
{
    private static readonly string[] Journeys =
    [
        Mails("born", "trigger: { type: birthday }"),
        Mails("first", "trigger: { type: anniversary }"),
        Mails("back", "trigger: { type: lapsed, days: 3 }"),
        Mails("near", "trigger: { type: before-lapse, before: 177d }"), // three days after the last order
    ];

    private static readonly SourceCustomer[] Customers = [.. "1234".Select(n => Told.Account($"{n}", -60, $"{n}@example.com").Agreeing(-60))];

    private static readonly string[] Expected = ["back 3", "back 4", "born 1", "born 4", "first 2", "first 4", "near 3", "near 4"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Day_WhoseProcessEndsAnywhere_LosesAndDoublesNothing(int first)
    {
        TestShop published = new(new TestWorld());
        Assert.Empty((await published.Publish.RunAsync(JourneyFiles.Set(Journeys).WithRanks(), default)).Faults);
        for (int effects = first; ; effects += 2)
        {
            Story story = await EveAsync(published);
            bool hasDied = await DiesAsync(story, effects);
            story.World.SystemClock.Advance(TimeSpan.FromMinutes(6));
            TestShop next = new(story.World, published: published);
            await LiveAsync(next);
            Assert.Equal((effects, string.Join(", ", Expected)), (effects, string.Join(", ", await SentAsync(story))));
            await story.UntilAsync("27T00:00");
            Assert.Equal((effects, Expected.Length), (effects, story.World.Email.Messages.Count));
            Assert.Equal((effects, Expected.Length), (effects, await story.CertifiedAsync()));
            if (!hasDied)
            {
                Assert.True(effects > 30, "the process was hardly ever ended");
                break;
            }
        }
    }

    private static string Mails(string id, string trigger) =>
        JourneyFiles.Free(id, trigger, $"  - {{ id: {id}-mail, send: {{ channel: [email], message: thank-you }} }}");

    /// <summary>Noon of the day before: the first has a birthday the next day, the second ordered first a year before it, the third last three days
    /// before, and the fourth is all of these.</summary>
    private static async Task<Story> EveAsync(TestShop published)
    {
        Story story = Story.After(published);
        story.World.Email.RepeatableFor = TimeSpan.FromHours(23);
        Birthday birthday = new(11, 25, 1985);
        await story.TellAsync(new ShopEvent.CustomerChanged(Customers[0] with { Birthday = birthday }));
        await story.TellAsync(new ShopEvent.CustomerChanged(Customers[3] with { Birthday = birthday }));
        await BoughtAsync(story, Customers[1], "1", "-340T12:00");
        await BoughtAsync(story, Customers[3], "2", "-340T12:00");
        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Customers[2], "3");
        await story.BuysAsync(Customers[3], "4");
        await story.UntilAsync("24T12:00");
        Assert.Empty(story.Sent);
        story.World.ShopClock.MoveTo(Story.Time("25T00:00"));
        return story;
    }

    private static Task BoughtAsync(Story story, SourceCustomer who, string orderId, string at) =>
        story.TellAsync(who.Bought(Told.Order(orderId, 0) with { OrderedAt = Story.Time(at), UpdatedAt = Story.Time(at) }));

    private static async Task<bool> DiesAsync(Story story, int effects)
    {
        try
        {
            await LiveAsync(new TestShop(story.World, new Fuse(effects), story.Shop));
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }

    private static async Task LiveAsync(TestShop shop)
    {
        await shop.BeginDay.RunAsync(shop.Orchestrations, default);
        await shop.SweepAsync();
        await shop.RunAsync();
    }

    /// <summary>Journeys and customers, in order; once for each time.</summary>
    private static async Task<string[]> SentAsync(Story story)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach ((int index, SourceCustomer customer) in Customers.Index())
        {
            foreach (Enrollment enrollment in (await story.StateAsync(customer)).Enrollments)
            {
                names[enrollment.EnrollmentId] = $"{enrollment.JourneyId} {index + 1}";
            }
        }

        return [.. story.World.Email.Messages.Select(m => names[m.EnrollmentId]).Order(StringComparer.Ordinal)];
    }
}
