using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>Kept for ninety days. It is noon in Tokyo.</summary>
public sealed class DropPayloadsTests
{
    [Theory]
    [InlineData(89, 1)]
    [InlineData(90, 1)]
    [InlineData(91, 0)]
    public async Task Drop_SettledMoreThanSoManyDaysAgo_RemovesThePayloadAndKeepsItsHash(int days, int kept)
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.SendAsync("mail");
        SendRow[] rows = await bed.RowsAsync();
        bed.World.ShopClock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(1 - kept, await bed.Shop.Drop.RunAsync(default));

        Assert.Equal(kept, (await bed.World.Tables.DumpAsync(Tables.Payloads)).Length);
        Assert.Equal(rows, await bed.RowsAsync());
        Assert.Equal(0, await bed.Shop.Drop.RunAsync(default));
    }

    /// <summary>It runs on the 20th of February; the shop's day begins nine hours before UTC's.</summary>
    [Theory]
    [InlineData(-1, 0)] // settled on the 21st, 91 days before
    [InlineData(0, 1)]
    public async Task Drop_SettledAroundMidnight_GoesByTheShopsDay(int ticks, int kept)
    {
        DateTimeOffset midnight = Told.Noon.AddHours(12);
        SendBed bed = await SendBed.MakeAsync();
        bed.World.ShopClock.MoveTo(midnight.AddTicks(ticks));
        await bed.SendAsync("mail");
        bed.World.ShopClock.MoveTo(midnight.AddDays(91).AddTicks(-1));

        await bed.Shop.Drop.RunAsync(default);

        Assert.Equal(kept, (await bed.World.Tables.DumpAsync(Tables.Payloads)).Length);
    }

    [Fact]
    public async Task Drop_NotSettledYet_StaysUntilItIs()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.RepeatableFor = TimeSpan.MaxValue;
        bed.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy"));
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        bed.World.ShopClock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(0, await bed.Shop.Drop.RunAsync(default));
        await bed.SendAsync("mail");
        bed.World.ShopClock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(0, await bed.Shop.Drop.RunAsync(default));
        bed.World.ShopClock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await bed.Shop.Drop.RunAsync(default));
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Payloads));
    }

    [Fact]
    public async Task Drop_RenderedAndNeverClaimed_IsRemovedWhenOld()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "no connection", isSurelyNotTaken: true));
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        bed.World.ShopClock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(1, await bed.Shop.Drop.RunAsync(default));
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Payloads));
    }

    [Fact]
    public async Task Drop_ManyLongPayloads_RemovesExactlyTheOldOnes()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        string text = new('茶', 100_000);  // four parts
        foreach (int i in Enumerable.Range(0, 100))
        {
            await shop.Payloads.WriteAsync($"c{i}", RowOf(i < 60 ? Told.Noon.AddDays(-91) : Told.Noon, text), text, default);
        }

        Assert.Equal(60, await shop.Drop.RunAsync(default));

        Assert.Equal(40 * 4, (await world.Tables.DumpAsync(Tables.Payloads)).Length);
    }

    [Fact]
    public async Task Drop_InterruptedAnywhere_IsCompletedByTheNextRun()
    {
        for (int effects = 1; effects <= 2; effects++)
        {
            SendBed bed = await SendBed.MakeAsync();
            await bed.SendAsync("mail");
            await bed.SendAsync("both");
            bed.World.ShopClock.Advance(TimeSpan.FromDays(91));
            bed.Restart(new Fuse(effects));
            await Record.ExceptionAsync(() => bed.Shop.Drop.RunAsync(default));
            bed.Restart();
            await bed.Shop.Drop.RunAsync(default);
            Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Payloads));
        }
    }

    private static SendRow RowOf(DateTimeOffset claimedAt, string payload) => new(new SendKey("j:x", "mail", 0, Channel.Email), SendState.Claimed, claimedAt)
    {
        MessageId = "m",
        ClaimedAt = claimedAt,
        ClaimedAtSystem = claimedAt,
        PayloadHash = Payloads.HashOf(payload),
    };
}
