using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>Which proofs of consent have done their duty.</summary>
public sealed class ConsentRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ConsentRules Rules = new() { KeepDays = 100, KeepDaysAfterLastSend = 31, ConfirmWithinDays = 7 };

    private static readonly Consent Granted = new(Channel.Email, ConsentState.Granted, Start, "form");

    private static readonly Consent Withdrawn = new(Channel.Email, ConsentState.Withdrawn, Start.AddDays(10), "link");

    [Theory]
    [InlineData(0, false)] // a hundred days after the withdrawal, to the tick
    [InlineData(1, true)]
    public void Outlived_OfWhatWasReplaced_GoesAfterTheDaysSinceItsEnd(long ticks, bool isOutlived) => Assert.Equal(
        isOutlived ? [Granted] : [],
        Rules.Outlived([Withdrawn, Granted], NeverSent, Start.AddDays(110).AddTicks(ticks)));

    [Theory]
    [InlineData(0, false)] // 31 days after the last message, to the tick
    [InlineData(1, true)]
    public void Outlived_AfterMarketing_WaitsForTheDaysSinceTheLast(long ticks, bool isOutlived)
    {
        DateTimeOffset now = Start.AddDays(1000).AddTicks(ticks);
        Assert.Equal(isOutlived ? [Granted] : [], Rules.Outlived([Granted, Withdrawn], SentAt(Channel.Email, Start.AddDays(1000 - 31)), now));
    }

    [Fact]
    public void Outlived_MarketingOnAnotherChannel_DoesNotMatter() =>
        Assert.Equal([Granted], Rules.Outlived([Granted, Withdrawn], SentAt(Channel.Line, Start.AddDays(999)), Start.AddDays(1000)));

    [Fact]
    public void Outlived_WhatHolds_Stays()
    {
        DateTimeOffset late = Start.AddYears(50);
        Assert.Empty(Rules.Outlived([Granted], NeverSent, late));
        Assert.Empty(Rules.Outlived([Withdrawn], NeverSent, late));
    }

    [Theory]
    [InlineData(107, false)]
    [InlineData(108, true)]
    public void Outlived_NeverConfirmed_GoesAfterTheDaysSinceItCouldBe(int day, bool isOutlived)
    {
        Consent pending = Granted with { State = ConsentState.Pending };
        Assert.Equal(isOutlived ? [pending] : [], Rules.Outlived([pending], NeverSent, Start.AddDays(day)));
    }

    [Fact]
    public void Outlived_TopicsAndChannels_AreLinesOfTheirOwn()
    {
        Consent topic = Withdrawn with { Topic = "news" };
        Consent line = Withdrawn with { Channel = Channel.Line };
        Assert.Empty(Rules.Outlived([Granted, topic, line], NeverSent, Start.AddYears(50)));
    }

    [Fact]
    public void Outlived_OfOneInstant_TheRefusalIsWhatHolds()
    {
        Consent refusal = Granted with { State = ConsentState.Withdrawn };
        Assert.Equal([Granted], Rules.Outlived([refusal, Granted], NeverSent, Start.AddYears(50)));
    }

    private static Dictionary<Channel, DateTimeOffset> NeverSent => [];

    private static Dictionary<Channel, DateTimeOffset> SentAt(Channel channel, DateTimeOffset at) => new() { [channel] = at };
}
