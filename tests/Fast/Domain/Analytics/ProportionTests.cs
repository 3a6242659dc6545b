using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Interval = FollowUpFlows.Domain.Analytics.Interval;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class ProportionTests
{
    /// <summary>Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3: to four decimals.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_OfThePublishedExamples_IsAsPublished(long hits, long trials, double low, double high)
    {
        Interval interval = new Proportion(hits, trials).Wilson();
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    /// <summary>Newcombe, "Interval estimation for the difference between independent proportions" (1998), table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1)]
    [InlineData(10, 10, 0, 10, 0.6075, 1)]
    public void Newcombe_OfThePublishedExamples_IsAsPublished(long hits, long trials, long otherHits, long otherTrials, double low, double high)
    {
        Interval interval = new Proportion(hits, trials).Newcombe(new Proportion(otherHits, otherTrials));
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, -1)]
    public void Proportion_ThatCannotBe_IsRefused(long hits, long trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(hits, trials));

    [Fact]
    public void Wilson_OfNothing_IsEverything()
    {
        Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Wilson());
        Assert.Equal(0, new Proportion(0, 0).Rate);
        Assert.Equal(1, new Proportion(5, 5).Wilson().High);
        Assert.True(new Proportion(5, 5).Wilson().Low < 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Wilson_OfNoConfidence_IsRefused(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(1, 2).Wilson(confidence));

    [Fact]
    public void Wilson_HoldsTheRate_WithinZeroAndOne_AndWidensWithConfidence() => Law.Holds(Rates(), p =>
    {
        (Interval usual, Interval sure) = (p.Wilson(), p.Wilson(0.99));
        return usual.Contains(p.Rate) && usual.Low >= 0 && usual.High <= 1 && sure.Low <= usual.Low && sure.High >= usual.High;
    });

    [Fact]
    public void Newcombe_TurnedAround_IsMirrored() => Law.Holds(Rates().SelectMany(a => Rates().Select(b => (a, b))), p =>
    {
        (Interval one, Interval other) = (p.a.Newcombe(p.b), p.b.Newcombe(p.a));
        return Math.Abs(one.Low + other.High) < 1e-12 && Math.Abs(one.High + other.Low) < 1e-12 && one.Contains(p.a.Rate - p.b.Rate)
            && one.Low >= -1 && one.High <= 1;
    });

    private static Gen<Proportion> Rates() => Gen.Choose(1, 2000).SelectMany(n => Gen.Choose(0, n).Select(h => new Proportion(h, n)));
}
