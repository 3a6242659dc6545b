using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Each fault of LINE against the whole pipeline: afterwards nothing is lost, nothing is doubled, and the day's certificate holds.</summary>
public sealed class LineFaultTests
{
    private const int AttemptsMax = 10;

    private static readonly string OneMessage =
        JourneyFiles.Journey("hello", "  - { id: hi, send: { channel: [line], message: thank-you } }");

    [Theory]
    [InlineData(LineFault.RateLimit)]
    [InlineData(LineFault.MonthlyLimit)]
    [InlineData(LineFault.TooManyToOne)]
    [InlineData(LineFault.TokensTakenBack)]
    [InlineData(LineFault.Forbidden)]
    [InlineData(LineFault.ConflictWithoutId)]
    [InlineData(LineFault.ServerError)]
    [InlineData(LineFault.ServerErrorAfterTaking)]
    [InlineData(LineFault.TimeOut)]
    [InlineData(LineFault.TimeOutAfterTaking)]
    [InlineData(LineFault.ConnectionLost)]
    [InlineData(LineFault.HalfAnswerAfterTaking)]
    public async Task Send_AfterAFaultThatPasses_ReachesThePersonOnce(LineFault fault)
    {
        foreach (int times in new[] { 1, 2, 5 })
        {
            LineShop shop = await LineShop.OpenAsync();
            shop.Line.Fail(fault, times);
            SendRow row = await shop.RunAsync();
            Assert.Equal((SendState.Sent, Channel.Line), (row.State, row.Key.Channel));
            Assert.NotNull(row.ProviderId);
            await shop.IsWholeAsync(delivered: 1);
        }
    }

    [Theory]
    [InlineData(LineFault.BadRequest, "Rejected: status 400, The request body has 1 error(s); messages[0].text: May not be empty")]
    [InlineData(LineFault.NullMessage, "Rejected: status 400")]
    public async Task Send_ThatLineWillNeverTake_FailsWithTheReason(LineFault fault, string reason)
    {
        LineShop shop = await LineShop.OpenAsync();
        shop.Line.Fail(fault);
        SendRow row = await shop.RunAsync();
        Assert.Equal((SendState.Failed, reason), (row.State, row.Reason));
        await shop.IsWholeAsync(delivered: 0);
    }

    [Fact]
    public async Task Send_WhileTheMonthIsUsedUp_WaitsWithTheReasonAndGoesLater()
    {
        LineShop shop = await LineShop.OpenAsync();
        shop.Line.Quota = 0;
        await shop.Shop.RunAsync();
        SendRow waiting = await shop.RowAsync();
        Assert.Equal(
            (SendState.Planned, "Temporary: the month's LINE messages are used up; buy more, or wait for the next month"), (waiting.State, waiting.Reason));
        Assert.Equal(Told.Noon.AddHours(6), waiting.DeferredUntil);
        shop.Line.Quota = 1;
        Assert.Equal(SendState.Sent, (await shop.RunAsync()).State);
        await shop.IsWholeAsync(delivered: 1);
    }

    [Fact]
    public async Task Send_WithoutAToken_WaitsAndGoesLater()
    {
        LineShop shop = await LineShop.OpenAsync();
        shop.Line.FailTokens(3);
        Assert.Equal(SendState.Sent, (await shop.RunAsync()).State);
        await shop.IsWholeAsync(delivered: 1);
    }

    [Fact]
    public async Task Send_ToSomebodyWhoBlocks_IsSettledAndArrivesNowhere()
    {
        LineShop shop = await LineShop.OpenAsync();
        shop.Line.Block(SendBed.LineUserId);
        Assert.Equal(SendState.Sent, (await shop.RunAsync()).State);
        await shop.IsWholeAsync(delivered: 0);
    }

    /// <summary>LINE forgets retry keys: what is still unknown by then is never sent again, but held for a person.</summary>
    [Theory]
    [InlineData(LineFault.TimeOutAfterTaking, 22.9, SendState.Sent, 1)]
    [InlineData(LineFault.TimeOutAfterTaking, 23, SendState.Held, 1)]
    [InlineData(LineFault.TimeOut, 22.9, SendState.Sent, 1)]
    [InlineData(LineFault.TimeOut, 23, SendState.Held, 0)]
    public async Task Send_UnknownForLong_IsHeldBeforeLineForgets(LineFault fault, double hours, SendState state, int delivered)
    {
        LineShop shop = await LineShop.OpenAsync();
        shop.Line.Fail(fault);
        await Assert.ThrowsAsync<ChannelException>(shop.Shop.RunAsync);
        Assert.Equal(SendState.Claimed, (await shop.RowAsync()).State);
        shop.World.SystemClock.Advance(TimeSpan.FromHours(hours));
        Assert.Equal(state, (await shop.RunAsync()).State);
        await shop.IsWholeAsync(delivered);
    }

    /// <summary>A shop whose LINE messages go to the fake.</summary>
    private sealed class LineShop
    {
        private LineShop(TestWorld world, LineBed bed)
        {
            World = world;
            World.LineSender = new LineSender(bed.Client);
            Line = bed.Line;
            Shop = new TestShop(world);
        }

        public TestWorld World { get; }

        public FakeLine Line { get; }

        public TestShop Shop { get; }

        public static async Task<LineShop> OpenAsync()
        {
            TestWorld world = new();
            LineShop shop = new(world, new LineBed(clock: world.SystemClock));
            await shop.Shop.PublishAsync(OneMessage);
            await shop.Shop.TellAsync("w", SendBed.Hanako.Bought(Told.Order("o-1", 1)));
            return shop;
        }

        /// <summary>As the engine does it: what failed is tried again a little later.</summary>
        public async Task<SendRow> RunAsync()
        {
            for (int attempt = 1; attempt <= AttemptsMax; attempt++)
            {
                try
                {
                    await Shop.RunAsync();
                }
                catch (ChannelException) when (attempt < AttemptsMax)
                {
                }

                SendRow row = await RowAsync();
                if (row.IsDone)
                {
                    break;
                }

                TimeSpan wait = row.DeferredUntil - World.ShopClock.GetUtcNow() ?? TimeSpan.FromMinutes(1);
                World.ShopClock.Advance(wait);
                World.SystemClock.Advance(wait);
            }

            return await RowAsync();
        }

        public async Task<SendRow> RowAsync() => LedgerRow.Of(Assert.Single((await Shop.StateAsync(SendBed.Hanako)).Sends.Values));

        /// <summary>So many messages reached the person, none of them with another's key, and the day is certified.</summary>
        public async Task IsWholeAsync(int delivered)
        {
            Assert.Equal(delivered, Line.Delivered.Count);
            Assert.Empty(Line.MisusedKeys);
            Assert.All(Line.Delivered, d => Assert.Equal("hello__hi", d.Unit));
            if (World.ShopClock.GetUtcNow() < CertifiedShop.Morning)
            {
                World.ShopClock.MoveTo(CertifiedShop.Morning);
            }

            Assert.Equal(1, await CertifiedShop.Over(World, Shop).HoldsAsync(CertifiedShop.Day, CertifiedShop.Day));
        }
    }
}
