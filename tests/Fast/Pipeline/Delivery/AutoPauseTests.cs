using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Delivery;

/// <summary>A marketing journey whose e-mails do harm holds what is due, until a person lets it go on.</summary>
public sealed class AutoPauseTests
{
    private static readonly OperatorAct Sato = new("sato", "list cleaned");

    private static readonly string News = JourneyFiles.Journey(
        "news", string.Join('\n', JourneyFiles.Mail("one", 1), JourneyFiles.Mail("four", 4)), purpose: "marketing");

    [Fact]
    public async Task Bounces_AtTheLimit_PauseTheJourneyOnce()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await NoteAsync(shop, DeliveryKind.Delivered, 285);
        await NoteAsync(shop, DeliveryKind.Bounced, 14);
        Assert.Empty(await shop.Pauses.AllAsync(default));  // 14 of 299: too few outcomes
        Assert.Equal("news", await NoteOneAsync(shop, DeliveryKind.Bounced));  // 15 of 300 are 5 percent
        Assert.Null(await NoteOneAsync(shop, DeliveryKind.Bounced));
        Assert.Equal(new JourneyPause("news", PauseCause.Bounces, new DeliveryTally(285, 15, 0), Told.Noon), Assert.Single(await shop.Pauses.AllAsync(default)));
    }

    [Fact]
    public async Task Pause_IsToldOnce()
    {
        TestWorld world = new() { Topic = new TestTopic() };
        TestShop shop = new(world);
        await NoteAsync(shop, DeliveryKind.Delivered, 285);
        await NoteAsync(shop, DeliveryKind.Bounced, 16);
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);
        DomainEvent told = Assert.Single(world.Topic.Events);
        Assert.Equal((EventTypes.JourneyPaused, "journeys/news", Told.Noon), (told.Type, told.Subject, told.Time));
        Assert.Equal("""{"journeyId":"news","cause":"bounces","delivered":285,"bounced":15,"complained":0}""", told.Data);
        Assert.Single(await shop.Pauses.AllAsync(default));  // what was told lies beside it no more
    }

    [Theory]
    [InlineData(Purpose.Transactional, Channel.Email)] // customers wait for it
    [InlineData(Purpose.Marketing, Channel.Line)]
    [InlineData(null, Channel.Email)]
    public async Task Bounces_OfAnythingElse_PauseNothing(Purpose? purpose, Channel channel)
    {
        TestShop shop = new(new TestWorld());
        await NoteAsync(shop, DeliveryKind.Bounced, 300, Row(0) with { Purpose = purpose, Key = Row(0).Key with { Channel = channel } });
        Assert.Empty(await shop.Pauses.AllAsync(default));
    }

    [Theory]
    [InlineData(6, "news")]
    [InlineData(7, null)]
    public async Task Outcomes_OfEarlierDays_CountForAWeek(int days, string? paused)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await NoteAsync(shop, DeliveryKind.Bounced, 299);
        world.ShopClock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(paused, await NoteOneAsync(shop, DeliveryKind.Bounced));
    }

    [Fact]
    public async Task Paused_WhatIsDueWaitsWithTheReason_AndGoesAfterAPersonLetItGo()
    {
        Story story = await Story.WithAsync(News);
        await story.BuysAsync(Story.Hanako, "1001");
        await NoteAsync(story.Shop, DeliveryKind.Bounced, 300);
        await story.UntilAsync("23T12:00");
        Assert.Equal(["22T10:00 one Planned JourneyPaused", "25T10:00 four Planned"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(1, await story.CertifiedAsync());

        Assert.True(await story.Shop.Pauses.ResumeAsync("news", Sato, default));
        Assert.False(await story.Shop.Pauses.ResumeAsync("news", Sato, default));
        await story.UntilAsync("23T13:00");
        Assert.Equal(["22T10:00 one Sent", "25T10:00 four Planned"], await story.LedgerAsync(Story.Hanako));
        Assert.Null(await NoteOneAsync(story.Shop, DeliveryKind.Bounced));  // counted anew
        await story.UntilAsync("26T12:00");
        Assert.Equal(["22T10:00 one Sent", "25T10:00 four Sent"], await story.LedgerAsync(Story.Hanako));
        Assert.Equal(1, await CertifiedShop.Over(story.World, story.Shop).HoldsAsync(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 25)));
    }

    [Fact]
    public async Task Fact_ToldTwice_CountsOnce()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.ToldWithin = TimeSpan.FromHours(1);
        await bed.SendAsync("mail");
        DeliveryEvent told = new("e-1", bed.Key("mail").MessageKey, DeliveryKind.Bounced, Told.At(3));
        await bed.Shop.Deliveries.RunAsync(told, default);
        await bed.Shop.Deliveries.RunAsync(told, default);
        string row = Assert.Single(await bed.World.Tables.DumpAsync(Tables.Indexes), r => r.Contains(" health:news", StringComparison.Ordinal));
        Assert.Contains("Bounced=1", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(299, 0, 300, null)]
    [InlineData(996, 4, 0, null)]
    [InlineData(950, 50, 0, PauseCause.Bounces)]
    [InlineData(951, 49, 0, null)]
    [InlineData(1000, 0, 3, PauseCause.Complaints)]
    [InlineData(1000, 0, 2, null)]
    [InlineData(1001, 0, 3, null)]
    [InlineData(1000, 0, 0, null)]
    public void Rules_ByTheirLimits_SayWhy(long delivered, long bounced, long complained, PauseCause? cause) =>
        Assert.Equal(cause, new PauseRules().CauseOf(new DeliveryTally(delivered, bounced, complained)));

    [Fact]
    public void Rules_WithoutLimits_NeverPause() =>
        Assert.Null(new PauseRules { BouncePercent = null, ComplaintPercent = null }.CauseOf(new DeliveryTally(1, 10_000, 10_000)));

    private static SendRow Row(int number) => new(new SendKey($"news:{number}", "mail", 0, Channel.Email), SendState.Sent, Told.Noon)
    {
        MessageId = "thank-you",
        Purpose = Purpose.Marketing,
    };

    private static async Task NoteAsync(TestShop shop, DeliveryKind kind, int count, SendRow? row = null)
    {
        foreach (int number in Enumerable.Range(0, count))
        {
            await shop.Health.NoteAsync(row ?? Row(number), kind, default);
        }
    }

    private static Task<string?> NoteOneAsync(TestShop shop, DeliveryKind kind) => shop.Health.NoteAsync(Row(7), kind, default);
}
