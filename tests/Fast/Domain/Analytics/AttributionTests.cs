using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class AttributionTests
{
    private static readonly DateTimeOffset Ordered = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void LastClick_TakesTheLatestClickBeforeTheOrder() => Assert.Equal("b", Of(
        Credit.LastClick, Sent("a", -50, -40), Sent("b", -60, -30, -2), Sent("c", -1), Sent("d", -5, 3)));

    [Fact]
    public void LastSend_TakesTheLatestMessageBeforeTheOrder() => Assert.Equal("c", Of(
        Credit.LastSend, Sent("a", -50, -1), Sent("c", -3), Sent("d", 1)));

    [Theory]
    [InlineData(-168, null)] // exactly a week before is outside
    [InlineData(-167.99, "a")]
    [InlineData(0, "a")] // the same instant counts
    [InlineData(0.01, null)]
    public void Window_EndsBeforeItsLength(double hours, string? credited)
    {
        Assert.Equal(credited, Of(Credit.LastSend, Sent("a", hours)));
        Assert.Equal(credited, Of(Credit.LastClick, Sent("a", -1000, hours)));
    }

    [Fact]
    public void Order_WithoutAnyMessage_IsUnattributed() => Assert.Null(Of(Credit.LastClick, Sent("a", -3)));

    [Fact]
    public void Question_WithoutAWindowOrWithoutACredit_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Attribution.Of(Ordered, [], Credit.LastClick, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Attribution.Of(Ordered, [], Credit.None, Week));
    }

    private static string? Of(Credit credit, params SentMessage[] messages) => Attribution.Of(Ordered, messages, credit, Week)?.StepId;

    private static SentMessage Sent(string step, double hours, params double[] clicks) =>
        new("j:1", step, Ordered.AddHours(hours), [.. clicks.Select(c => Ordered.AddHours(c))]);
}
