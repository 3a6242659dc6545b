using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Messages of the month that are kept for those that customers wait for, through the whole pipeline.</summary>
public sealed class LineReserveTests
{
    private static readonly string News =
        JourneyFiles.Journey("news", "  - { id: mail, send: { channel: [line, email], message: thank-you } }", purpose: "marketing");

    private static readonly string Thanks = JourneyFiles.Journey("note", "  - { id: mail, send: { channel: [line, email], message: thank-you } }");

    [Theory]
    [InlineData(3, null)]
    [InlineData(2, WithholdReason.QuotaReserved)]
    public async Task Marketing_GivesWayBeforeTheReserveIsTouched(int quota, WithholdReason? reason)
    {
        Bed bed = await Bed.OpenAsync(News, quota: quota, reserve: 2);
        SendRow row = await bed.BuyAsync("o-1");
        Assert.Equal(reason is { } why ? new Fallback(Channel.Line, why) : null, row.Fallback);
        Assert.Equal((SendState.Sent, reason is null ? Channel.Line : Channel.Email), (row.State, row.Key.Channel));
        Assert.Equal(reason is null ? (1, 0) : (0, 1), (bed.Line.Delivered.Count, bed.World.Email.Messages.Count));
        await bed.IsWholeAsync();
    }

    [Fact]
    public async Task Transactional_GoesByLineToTheLastMessage()
    {
        Bed bed = await Bed.OpenAsync(Thanks, quota: 1, reserve: 100);
        SendRow row = await bed.BuyAsync("o-1");
        Assert.Equal((SendState.Sent, Channel.Line, null), (row.State, row.Key.Channel, row.Fallback));
        Assert.Single(bed.Line.Delivered);
        await bed.IsWholeAsync();
    }

    /// <summary>What LINE may have taken is repeated under its key: that costs no message more.</summary>
    [Fact]
    public async Task Claim_WhoseFateIsUnknown_IsNotHeldUpByTheReserve()
    {
        Bed bed = await Bed.OpenAsync(News, quota: 3, reserve: 2);
        bed.Line.Fail(LineFault.TimeOutAfterTaking);
        await Assert.ThrowsAsync<ChannelException>(() => bed.BuyAsync("o-1"));
        await bed.Watch.RefreshAsync(default);
        Assert.True(bed.Watch.IsReached(Channel.Line));
        await bed.Shop.RunAsync();
        SendRow row = await bed.RowAsync();
        Assert.Equal((SendState.Sent, Channel.Line), (row.State, row.Key.Channel));
        Assert.Single(bed.Line.Delivered);
        await bed.IsWholeAsync();
    }

    /// <summary>A shop of one customer who can be reached both ways.</summary>
    private sealed class Bed
    {
        private static readonly SourceCustomer Friend =
            (SendBed.Hanako with { LineUserId = SendBed.LineUserId, Email = "hanako@example.com" }).Agreeing(-60).Agreeing(-60, Channel.Line);

        private Bed(TestWorld world, LineBed line, long reserve)
        {
            World = world;
            Line = line.Line;
            Watch = line.Watch(reserve);
            World.LineSender = new LineSender(line.Client, Watch);
            World.Reserve = Watch;
            Shop = new TestShop(world);
        }

        public TestWorld World { get; }

        public FakeLine Line { get; }

        public LineQuotaWatch Watch { get; }

        public TestShop Shop { get; }

        public static async Task<Bed> OpenAsync(string journey, int quota, long reserve)
        {
            TestWorld world = new();
            LineBed line = new(clock: world.SystemClock);
            line.Line.Quota = quota;
            Bed bed = new(world, line, reserve);
            await bed.Shop.PublishAsync(journey);
            await bed.Watch.RefreshAsync(default);
            return bed;
        }

        public async Task<SendRow> BuyAsync(string order)
        {
            await Shop.TellAsync("w-" + order, Friend.Bought(Told.Order(order, 1)));
            await Shop.RunAsync();
            return await RowAsync();
        }

        public async Task<SendRow> RowAsync() => SendRows.Row(Assert.Single((await Shop.StateAsync(Friend)).Sends.Values));

        public async Task IsWholeAsync()
        {
            World.ShopClock.MoveTo(CertifiedShop.Morning);
            Assert.Equal(1, await CertifiedShop.Over(World, Shop).HoldsAsync(CertifiedShop.Day, CertifiedShop.Day));
        }
    }
}
