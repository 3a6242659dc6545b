using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>Both sides of every limit. The numbers come from Wilson's formula and from the wagers of the paper, computed with another program:
/// the quantile by its own library, rates of a block by bisection.</summary>
public sealed class RolloutGuardTests
{
    public static TheoryData<RolloutHarm> Harms => [.. Enum.GetValues<RolloutHarm>()];

    [Theory]
    [MemberData(nameof(Harms))]
    public void OneInTen_SaysNothing(RolloutHarm harm) => Assert.Null(Look(harm, 1, 10, 0, 190).Alarm);

    /// <summary>A tenth is above every limit for certain, but of 29 messages nothing is said, nor of two that did harm.</summary>
    [Theory]
    [InlineData(3, 29, false)]
    [InlineData(3, 30, true)]
    [InlineData(2, 30, false)]
    [InlineData(2, 31, false)]
    public void TooFew_SayNothing(int harmed, int messages, bool stops) => Assert.Equal(stops, Look(RolloutHarm.Complaints, harmed, messages, 0, 0).Alarm is not null);

    /// <summary>Lower ends of Wilson's interval of 98 %: 3 of 284 0.30062 %, of 285 0.29956 %; 10 of 245 2.00059 %, of 246 1.99240 %; 12 of 126
    /// 5.00487 %, of 127 4.96481 %. With nobody beside to compare with.</summary>
    [Theory]
    [InlineData(RolloutHarm.Complaints, 3, 284, 285)]
    [InlineData(RolloutHarm.Unsubscribes, 10, 245, 246)]
    [InlineData(RolloutHarm.Failures, 12, 126, 127)]
    public void ShareAboveTheLimitForCertain_Stops(RolloutHarm harm, int harmed, int stops, int goesOn)
    {
        RolloutAlarm alarm = Assert.IsType<RolloutAlarm>(Look(harm, harmed, stops, 0, 0).Alarm);
        Assert.Equal((harm, new Proportion(harmed, stops), new Proportion(0, 0)), (alarm.Harm, alarm.Rate, alarm.BaseRate));
        Assert.Null(Look(harm, harmed, goesOn, 0, 0).Alarm);
    }

    /// <summary>Where both are alike and both are bad, going back helps nobody.</summary>
    [Theory]
    [MemberData(nameof(Harms))]
    public void SameShareOfBoth_AboveTheLimit_GoesOn(RolloutHarm harm) => Assert.Null(Look(harm, 20, 100, 20, 100).Alarm);

    /// <summary>One failure in 20 against none, side by side, below the limit of both: after 240 pairs the evidence is worth 57.98 (p 0.01725), after
    /// 241 it is 104.67 (p 0.00955).</summary>
    [Fact]
    public void WorseThanBefore_ForCertain_Stops()
    {
        Assert.Null(RolloutGuard.Of(Pairs(RolloutHarm.Failures, 240)).Alarm);
        Assert.Equal(RolloutHarm.Failures, RolloutGuard.Of(Pairs(RolloutHarm.Failures, 241)).Alarm?.Harm);
    }

    /// <summary>The version before may do more harm than the new one.</summary>
    [Theory]
    [MemberData(nameof(Harms))]
    public void BetterThanBefore_GoesOn(RolloutHarm harm) => Assert.Null(Look(harm, 3, 1_200, 60, 1_200).Alarm);

    /// <summary>What nobody has read cannot be complained of: 3 complaints of 285 messages of which one failed are 3 of 284.</summary>
    [Fact]
    public void Failed_IsNoMessageThatSomebodyRead()
    {
        RolloutMessage[] messages = [.. Messages(RolloutHarm.Complaints, 3, 284, isNew: true), new("failed", true, Told.Noon) { HasFailed = true }];
        RolloutLook look = RolloutGuard.Of(messages);
        Assert.Equal(new RolloutFigures(285, 3, 0, 1), look.New);
        Assert.Equal(RolloutHarm.Complaints, look.Alarm?.Harm);
    }

    [Fact]
    public void Look_DoesNotDependOnTheOrderOfTheRows()
    {
        RolloutMessage[] messages = [.. Pairs(RolloutHarm.Failures, 241)];
        Assert.Equal(RolloutGuard.Of(messages), RolloutGuard.Of([.. messages.Reverse()]));
    }

    private static RolloutLook Look(RolloutHarm harm, int harmed, int messages, int baseHarmed, int baseMessages) =>
        RolloutGuard.Of([.. Messages(harm, harmed, messages, isNew: true), .. Messages(harm, baseHarmed, baseMessages, isNew: false)]);

    /// <summary>Harm lies evenly among them.</summary>
    private static IEnumerable<RolloutMessage> Messages(RolloutHarm harm, int harmed, int count, bool isNew) => Enumerable.Range(0, count)
        .Select(i => With(harm, ((i + 1) * harmed / count) > (i * harmed / count), new RolloutMessage(Name(i), isNew, Told.At(i))));

    /// <summary>One of the version before, then one of the new one; every 20th of the new ones does harm.</summary>
    private static RolloutMessage[] Pairs(RolloutHarm harm, int count) =>
    [
        .. Enumerable.Range(0, count).SelectMany(i => new[]
        {
            new RolloutMessage(Name(i), false, Told.At(2 * i)),
            With(harm, i % 20 == 19, new RolloutMessage(Name(i), true, Told.At((2 * i) + 1))),
        }),
    ];

    private static RolloutMessage With(RolloutHarm harm, bool isHarmed, RolloutMessage message) => !isHarmed ? message : harm switch
    {
        RolloutHarm.Complaints => message with { HasComplained = true },
        RolloutHarm.Unsubscribes => message with { HasUnsubscribed = true },
        _ => message with { HasFailed = true },
    };

    private static string Name(int index) => index.ToString("D6", CultureInfo.InvariantCulture);
}
