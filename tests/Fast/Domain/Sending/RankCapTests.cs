using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

/// <summary>How often customers of a rank may be sent marketing.</summary>
public sealed class RankCapTests
{
    private static readonly SendRules Rules = new()
    {
        QuietHours = null,
        Cap = new FrequencyCap(3, 7),
        RankCaps =
        [
            new RankCap(new FrequencyCap(1, 7), ["new", "prospect"], Half.Any),
            new RankCap(new FrequencyCap(1, 1), ["royal"], Half.Current),
            new RankCap(new FrequencyCap(2, 30), [], Half.Lapsed),
        ],
    };

    [Theory]
    [InlineData("new", false, "3/7 1/7")]
    [InlineData("prospect", true, "3/7 1/7 2/30")]
    [InlineData("royal", false, "3/7 1/1")]
    [InlineData("royal", true, "3/7 2/30")]
    [InlineData("early", false, "3/7")]
    [InlineData(null, false, "3/7")]
    public void Caps_OfACustomer_AreAllThatAreForTheirRank(string? rank, bool isLapsed, string caps) => Assert.Equal(
        caps.Split(' ').Order(),
        Rules.CapsOf(rank is null ? null : new Standing(rank, isLapsed)).Select(c => $"{c.Count}/{c.Days}").Order());

    [Fact]
    public void Cap_ForEverybody_HoldsForSomebodyWithoutARankToo()
    {
        RankCap everybody = new(new FrequencyCap(1, 1), [], Half.Any);
        Assert.True(everybody.Holds(null));
        Assert.False(new RankCap(everybody.Cap, [], Half.Current).Holds(null));
    }

    /// <summary>Several caps at once: the message waits for the last of them. Times are hours before noon.</summary>
    [Theory]
    [InlineData("early", new[] { 1, 2 }, 0)]
    [InlineData("early", new[] { 1, 2, 3 }, (7 * 24) - 3)]
    [InlineData("new", new[] { 1 }, (7 * 24) - 1)]
    [InlineData("new", new[] { 168 }, 0)]
    [InlineData("new", new[] { 167 }, 1)]
    [InlineData("royal", new[] { 23, 30, 40 }, (7 * 24) - 40)]
    [InlineData("royal", new[] { 23, 30 }, 1)]
    [InlineData("royal", new[] { 24, 30 }, 0)]
    public void Send_UnderSeveralCaps_WaitsForTheStrictest(string rank, int[] hoursAgo, int hours)
    {
        SendCase due = DueCases.Of(Channel.Line) with
        {
            Rules = Rules,
            Standing = new Standing(rank, IsLapsed: false),
            EarlierMarketing = [.. hoursAgo.Select(h => DueCases.Noon.AddHours(-h))],
        };
        SendDecision expected = hours == 0 ? new SendDecision.Send(Channel.Line, "address") : new SendDecision.Defer(DueCases.Noon.AddHours(hours), DeferReason.FrequencyCap);
        Assert.Equal(expected, SendDecision.Of(due));
        Assert.IsType<SendDecision.Send>(SendDecision.Of(due with { Purpose = Purpose.Transactional }));
    }
}
