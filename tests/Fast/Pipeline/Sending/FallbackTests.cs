using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>"LINE, else e-mail": who cannot be reached by the preferred channel gets the message by the other, and the ledger says why.</summary>
public sealed class FallbackTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(6);

    private static readonly string News = JourneyFiles.Journey(
        "news", "  - { id: mail, send: { channel: [line, email], message: thank-you } }", purpose: "marketing");

    private static readonly SourceCustomer Friend = SendBed.Hanako with { LineUserId = SendBed.LineUserId, Email = "hanako@example.com" };

    [Theory]
    [InlineData(ConsentState.Withdrawn, WithholdReason.NoConsent)]
    [InlineData(ConsentState.Granted, null)]
    public async Task Send_TheLedgerSaysWhyAnotherChannelStandsIn(ConsentState line, WithholdReason? reason)
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(News);
        await BuyAsync(shop, Friend.Agreeing(-60).Agreeing(-60, Channel.Line, line));
        SendRow row = await RowAsync(shop);
        Assert.Equal(SendState.Sent, row.State);
        Assert.Equal(reason is { } why ? new Fallback(Channel.Line, why) : null, row.Fallback);
        Assert.Equal(reason is null ? (1, 0) : (0, 1), (world.Line.Messages.Count, world.Email.Messages.Count));
    }

    [Fact]
    public async Task Send_RefusedBecauseTheRecipientIsGone_GoesByTheOtherChannelAndNothingGoesThereAgain()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(News);
        world.Line.Refusals.Enqueue(Gone());
        await BuyAsync(shop, Agreeing());

        SendRow row = await RowAsync(shop);
        Assert.Equal((SendState.Sent, Channel.Email), (row.State, row.Key.Channel));
        Assert.Equal(new Fallback(Channel.Line, WithholdReason.Suppressed), row.Fallback);
        Assert.Equal((0, 1), (world.Line.Messages.Count, world.Email.Messages.Count));

        await shop.TellAsync("w2", Agreeing().Bought(Told.Order("o-2", 5)));
        await shop.RunAsync();
        Assert.Equal((0, 2), (world.Line.Messages.Count, world.Email.Messages.Count));
    }

    [Fact]
    public async Task Send_RefusedWhereNoOtherChannelCanBeUsed_FailsWithTheProvidersReason()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(News);
        world.Line.Refusals.Enqueue(Gone());
        await BuyAsync(shop, Friend.Agreeing(-60, Channel.Email, ConsentState.Withdrawn).Agreeing(-60, Channel.Line));

        SendRow row = await RowAsync(shop);
        Assert.Equal((SendState.Failed, Channel.Line, "RecipientGone: no such friend"), (row.State, row.Key.Channel, row.Reason));
        Assert.Empty(world.Email.Messages);
    }

    [Fact]
    public async Task Send_GoneOnBothChannels_FailsOnTheLast()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(News);
        world.Line.Refusals.Enqueue(Gone());
        world.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.RecipientGone, "no such mailbox"));
        await BuyAsync(shop, Agreeing());

        SendRow row = await RowAsync(shop);
        Assert.Equal((SendState.Failed, Channel.Email, "RecipientGone: no such mailbox"), (row.State, row.Key.Channel, row.Reason));
    }

    /// <summary>The process ends after each single effect; the provider goes on refusing. Where the refusal was heard and its answer lost, a
    /// person decides.</summary>
    [Fact]
    public async Task Send_InterruptedOnItsWayToTheOtherChannel_ArrivesThereOnceOrIsHeld()
    {
        TestShop published = new(new TestWorld());
        Assert.Empty((await published.Publish.RunAsync(JourneyFiles.Set(News).WithRanks(), default)).Faults);
        Fuse whole = Fuse.None;
        TestWorld uninterrupted = new();
        await LiveAsync(uninterrupted, new TestShop(uninterrupted, whole, published));
        Assert.Equal((0, 1), (uninterrupted.Line.Messages.Count, uninterrupted.Email.Messages.Count));
        int held = 0;
        for (int n = 1; n < whole.Used; n++)
        {
            TestWorld world = new();
            await Assert.ThrowsAsync<StorageException>(() => LiveAsync(world, new TestShop(world, new Fuse(n), published)));
            world.SystemClock.Advance(Outage);
            TestShop next = new(world, null, published);
            await LiveAsync(world, next);
            SendRow row = await RowAsync(next);
            bool isHeld = row is { State: SendState.Held, Key.Channel: Channel.Line };
            Assert.True(isHeld || row is { State: SendState.Sent, Key.Channel: Channel.Email, Fallback.Reason: WithholdReason.Suppressed }, $"{n}: {row}");
            Assert.Equal((n, 0, isHeld ? 0 : 1), (n, world.Line.Messages.Count, world.Email.Messages.Count));
            held += isHeld ? 1 : 0;
        }

        Assert.InRange(held, 1, 2);
    }

    private static async Task LiveAsync(TestWorld world, TestShop shop)
    {
        foreach (int _ in Enumerable.Range(0, 3))
        {
            world.Line.Refusals.Enqueue(Gone());
        }

        await shop.DeliverAsync(world.Source.Webhook("w", Agreeing().Bought(Told.Order("o-1", 1))));
        await shop.SweepAsync();
        await shop.RunAsync();
    }

    private static SourceCustomer Agreeing() => Friend.Agreeing(-60).Agreeing(-60, Channel.Line);

    private static ChannelException Gone() => new(Channel.Line, ChannelFailure.RecipientGone, "no such friend");

    private static async Task BuyAsync(TestShop shop, SourceCustomer who)
    {
        await shop.TellAsync("w", who.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();
    }

    private static async Task<SendRow> RowAsync(TestShop shop) => SendRows.Row(Assert.Single((await shop.StateAsync(Friend)).Sends.Values));
}
