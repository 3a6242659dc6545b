using FollowUpFlows.Channels.Line;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>What is left of the month's messages.</summary>
public sealed class LineQuotaWatchTests
{
    [Theory]
    [InlineData(100, 79, LineQuotaLevel.Enough)]
    [InlineData(100, 80, LineQuotaLevel.High)]
    [InlineData(100, 94, LineQuotaLevel.High)]
    [InlineData(100, 95, LineQuotaLevel.Critical)]
    [InlineData(100, 100, LineQuotaLevel.Critical)]
    [InlineData(0, 0, LineQuotaLevel.Critical)]
    [InlineData(null, 100, LineQuotaLevel.Enough)]
    public async Task Level_IsTheShareThatIsUsed(int? limit, int used, LineQuotaLevel level)
    {
        LineQuotaWatch watch = await WatchAsync(limit, used);
        Assert.Equal(level, watch.Level);
    }

    [Theory]
    [InlineData(100, 89, 10, false)]
    [InlineData(100, 90, 10, true)]
    [InlineData(100, 100, 0, false)] // nothing is kept
    [InlineData(100, 99, 1, true)]
    [InlineData(null, 5_000, 10, false)]
    [InlineData(100, 120, 10, true)]
    public async Task Reserve_IsReachedWhenNoMoreIsLeft(int? limit, int used, long reserve, bool isReached)
    {
        LineQuotaWatch watch = await WatchAsync(limit, used, reserve);
        Assert.Equal(isReached, watch.IsReached(Channel.Line));
        Assert.False(watch.IsReached(Channel.Email));
    }

    [Fact]
    public async Task Count_GoesOnBetweenTwoAnswersOfLine()
    {
        LineBed bed = new() { Line = { Quota = 100 } };
        LineQuotaWatch watch = bed.Watch(reserve: 98);
        Assert.Equal((null, LineQuotaLevel.Unknown, false), (watch.Latest, watch.Level, watch.IsReached(Channel.Line)));
        watch.NoteTaken();
        Assert.Null(watch.Latest);
        await watch.RefreshAsync(default);
        watch.NoteTaken();
        Assert.Equal((1L, 99L, false), (watch.Latest!.Used, watch.Latest.Left!.Value, watch.IsReached(Channel.Line)));
        watch.NoteTaken();
        Assert.True(watch.IsReached(Channel.Line));
        await watch.RefreshAsync(default);
        Assert.Equal((0L, false), (watch.Latest!.Used, watch.IsReached(Channel.Line)));
    }

    [Theory]
    [InlineData(5.99, true)]
    [InlineData(6, false)]
    public async Task Answer_OfLongAgo_IsOfAnotherMonth(double hours, bool isKnown)
    {
        LineBed bed = new() { Line = { Quota = 0 } };
        LineQuotaWatch watch = bed.Watch(reserve: 1);
        await watch.RefreshAsync(default);
        bed.Clock.Advance(TimeSpan.FromHours(hours));
        Assert.Equal((isKnown, isKnown), (watch.Latest is not null, watch.IsReached(Channel.Line)));
    }

    [Fact]
    public async Task Refresh_InVain_KeepsWhatWasKnown()
    {
        LineBed bed = new() { Line = { Quota = 7 } };
        LineQuotaWatch watch = bed.Watch();
        await watch.RefreshAsync(default);
        bed.Clock.Advance(TimeSpan.FromMinutes(20));
        bed.Line.FailTokens();
        await Assert.ThrowsAsync<ChannelException>(() => watch.RefreshAsync(default));
        Assert.Equal(7, watch.Latest!.Limit);
    }

    private static async Task<LineQuotaWatch> WatchAsync(int? limit, int used, long reserve = 0)
    {
        LineBed bed = new() { Line = { Quota = limit } };
        LineQuotaWatch watch = bed.Watch(reserve);
        await watch.RefreshAsync(default);
        for (int i = 0; i < used; i++)
        {
            watch.NoteTaken();
        }

        return watch;
    }
}
