using FollowUpFlows.App.Line;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>When the log says how the month's LINE messages stand.</summary>
public sealed class LineQuotaPumpTests : IDisposable
{
    private readonly LineBed bed = new();
    private readonly RememberedLog<LineQuotaPump> log = new();
    private readonly LineQuotaPump pump;

    public LineQuotaPumpTests()
    {
        pump = new LineQuotaPump(bed.Watch(reserve: 2), new Clocks(bed.Clock, bed.Clock), log);
    }

    public void Dispose() => pump.Dispose();

    [Fact]
    public async Task Log_SaysEachLevelOnceOnItsWayUp()
    {
        bed.Line.Quota = 20;
        for (int sent = 1; sent <= 20; sent++)
        {
            await bed.PushAsync(key: Guid.NewGuid());
            await pump.RoundAsync(default);
            Assert.Equal(sent < 16 ? 0 : sent < 19 ? 1 : 2, log.Entries.Count);
        }

        Assert.Equal("Of the month's 20 LINE messages 4 are left", log.Entries[0]);
        Assert.Equal(
            "Of the month's 20 LINE messages only 1 are left, of which 2 are kept for transactional ones (Channels:Line:QuotaReserve); buy more in LINE's manager",
            log.Entries[1]);
    }

    [Fact]
    public async Task Log_SaysItAgainInTheNextMonth()
    {
        foreach (int? quota in new int?[] { 1, null, 1 })
        {
            bed.Line.Quota = quota;
            if (bed.Line.Delivered.Count == 0)
            {
                await bed.PushAsync();
            }

            await pump.RoundAsync(default);
        }

        Assert.Equal(2, log.Entries.Count);
    }

    [Fact]
    public async Task Log_OfWhatCannotBeAsked_SaysItOnceAndTheRoundGoesOn()
    {
        bed.Line.FailTokens(times: 2);
        await pump.RoundAsync(default);
        await pump.RoundAsync(default);
        Assert.StartsWith("What is left of the month's LINE messages is not known, and is asked for again. no access token: status 500", Assert.Single(log.Entries), StringComparison.Ordinal);
        bed.Line.Quota = 0;
        await pump.RoundAsync(default);
        Assert.Equal(2, log.Entries.Count);
    }
}
