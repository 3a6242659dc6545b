using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>One of three customers cannot be read: the others have their day, and so has the third when they are mended.</summary>
public sealed class LeftBehindTests
{
    private static readonly SourceCustomer[] Three =
        [.. Enumerable.Range(1, 3).Select(n => Told.Account($"{n}", -60, $"{n}@example.com").Agreeing(-60))];

    private static readonly string[] Journeys =
    [
        JourneyFiles.Journey("thanks", "  - { id: now, send: { channel: [email], message: thank-you } }\n" + JourneyFiles.Mail("later", 20)),
        JourneyFiles.Free("quiet", "trigger: { type: lapsed, days: 3 }", "  - { id: back, send: { channel: [email], message: thank-you } }"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Day_SpoiltCustomer_StopsNobodyElse_AndBeginsWhenMended(int spoilt)
    {
        Story story = await AllBoughtAsync();
        await story.UntilAsync("23T12:00");
        CertifiedShop certified = CertifiedShop.Over(story.World, story.Shop);
        await certified.HoldsAsync(CertifiedShop.Day, CertifiedShop.Day.AddDays(1));
        string customerId = (await story.StateAsync(Three[spoilt])).CustomerId;
        SpoiltRow row = await SpoiltRow.OfAsync(story.World, customerId);

        await story.UntilAsync("24T12:00");
        string[] others = ["24T00:00 back email", "24T00:00 back email"];
        Assert.Equal(others, story.Sent[3..]);
        await story.UntilAsync("25T12:00");
        Assert.Equal([$"Unreadable {customerId}"], await certified.FindingsAsync(CertifiedShop.Day.AddDays(3)));

        await row.MendAsync();
        Assert.Equal((0, 0), await RoundAsync(story, TimeSpan.Zero));
        Assert.Equal(others, story.Sent[3..]);
        Assert.Equal((0, 0), await RoundAsync(story, BeginDay.TryAgainAfter));
        Assert.Equal([.. others, "25T12:00 back email"], story.Sent[3..]);
        await story.UntilAsync("50T00:00");
        Assert.Equal(9, story.Sent.Length);
        Assert.Equal(3, await certified.HoldsAsync(CertifiedShop.Day.AddDays(2), CertifiedShop.Day.AddDays(5)));
        Assert.DoesNotContain(await story.World.Tables.DumpAsync(Tables.Indexes), r => r.Contains(" days:left ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Day_CustomerStillSpoilt_IsSaidAgainAfterFiveMinutes_AndByTheNextProcess()
    {
        Story story = await AllBoughtAsync();
        await SpoiltRow.OfAsync(story.World, (await story.StateAsync(Three[0])).CustomerId);
        story.World.ShopClock.MoveTo(Story.Time("24T00:00"));
        Assert.Equal((3, 1), await RoundAsync(story, TimeSpan.FromMinutes(6)));
        Assert.Equal((0, 0), await RoundAsync(story, BeginDay.TryAgainAfter - TimeSpan.FromTicks(1)));
        Assert.Equal((0, 1), await RoundAsync(story, TimeSpan.FromTicks(1)));
        story.World.ShopClock.MoveTo(Story.Time("25T00:00"));
        Assert.Equal((1, 0), await RoundAsync(story, TimeSpan.Zero));  // the next day is not held up
        TestShop next = new(story.World);
        Assert.Single((await next.BeginDay.RunAsync(next.Orchestrations, default)).Failed);
    }

    /// <summary>The rank moves by time alone, and the move begins a journey.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rank_OfSpoiltCustomer_MovesWhenMended_AndTheOthersInTime(int spoilt)
    {
        Story story = await Story.WithAsync();
        string moved = JourneyFiles.Free("moved", "trigger: { type: rank-changed, model: tenure }", "  - { id: known, send: { channel: [email], message: thank-you } }");
        TemplateSet set = JourneyFiles.Set(moved).WithRanks().With(("ranks/tenure.yaml", "id: tenure\nranks:\n  - { id: known, when: daysSinceFirst >= 3 }\n  - { id: fresh }\n"));
        Assert.Empty((await story.Shop.Publish.RunAsync(set, default)).Faults);
        await AllBuyAsync(story);
        SpoiltRow row = await SpoiltRow.OfAsync(story.World, (await story.StateAsync(Three[spoilt])).CustomerId);
        story.World.ShopClock.MoveTo(Story.Time("24T00:00"));
        Assert.Equal(1, (await RoundAsync(story, TimeSpan.FromMinutes(6))).Failed);
        string[] others = ["24T00:00 known email", "24T00:00 known email"];
        Assert.Equal(others, story.Sent);

        await row.MendAsync();
        Assert.Equal(0, (await RoundAsync(story, BeginDay.TryAgainAfter)).Failed);
        Assert.Equal([.. others, "24T00:00 known email"], story.Sent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sweep_SpoiltCustomer_StopsNobodyElse_AndIsStartedWhenMended(int spoilt)
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        foreach ((int index, SourceCustomer customer) in Three.Index())
        {
            await story.Shop.Ledger.OrderAsync(TestWorld.SourceId, story.World.Source.Kind, Told.Order($"{index}", 0), customer, default);
            await story.Shop.EnrollWithoutStartAsync(customer, $"{index}");
        }

        string customerId = (await story.StateAsync(Three[spoilt])).CustomerId;
        SpoiltRow row = await SpoiltRow.OfAsync(story.World, customerId);
        story.World.SystemClock.Advance(StartEnrollments.StuckAfter + TimeSpan.FromTicks(1));

        Round first = await story.Shop.Start.SweepAsync(story.Shop.Orchestrations, default);
        Assert.Equal((2, customerId), (first.Count, Assert.Single(first.Failed).CustomerId));
        Assert.Contains(customerId, Assert.Single(await story.World.Tables.StartingAsync()), StringComparison.Ordinal);
        Assert.Equal(0, (await story.Shop.Start.SweepAsync(story.Shop.Orchestrations, default)).Count);

        await row.MendAsync();
        Assert.Equal(1, (await story.Shop.Start.SweepAsync(story.Shop.Orchestrations, default)).Count);
        Assert.Equal(3, story.World.Orchestrations.Waits.Count);
        Assert.Empty(await story.World.Tables.StartingAsync());
    }

    private static async Task<Story> AllBoughtAsync()
    {
        Story story = await Story.WithAsync(Journeys);
        await AllBuyAsync(story);
        return story;
    }

    private static async Task AllBuyAsync(Story story)
    {
        foreach ((int index, SourceCustomer customer) in Three.Index())
        {
            await story.BuysAsync(customer, $"{index}");
        }

        await story.Shop.BeginDay.RunAsync(story.Shop.Orchestrations, default);
    }

    private static async Task<(int Count, int Failed)> RoundAsync(Story story, TimeSpan passed)
    {
        story.World.SystemClock.Advance(passed);
        Round round = await story.Shop.BeginDay.RunAsync(story.Shop.Orchestrations, default);
        await story.Shop.RunAsync();
        return (round.Count, round.Failed.Count);
    }
}
