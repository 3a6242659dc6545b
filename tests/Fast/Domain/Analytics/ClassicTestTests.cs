using FollowUpFlows.Domain.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class ClassicTestTests
{
    /// <summary>Twins of convicts: Fisher, "Statistical methods for research workers", § 21.02: χ² = 13.032.</summary>
    [Fact]
    public void TwoProportions_OfFishersTwins_AreHisChiSquare()
    {
        double p = RateTest.TwoProportions(new Proportion(10, 13), new Proportion(2, 17));
        Assert.Equal(GammaFunction.UpperTail(0.5, 13.0317 / 2), p, 6);
        Assert.Equal(p, RateTest.Alike([new Proportion(10, 13), new Proportion(2, 17)]), 12);
    }

    /// <summary>Weldon's dice, in Pearson (Philosophical Magazine 50, 1900): of 315 672 dice 106 602 showed five or six, where 105 224 were to be
    /// expected. By hand 1378²/105 224 + 1378²/210 448 = 27.069; the chance was computed with 20 digits by mpmath.</summary>
    [Fact]
    public void ChiSquare_OfWeldonsDice_SaysThatTheyWereNotFair() =>
        Assert.Equal(1.963041513, RateTest.ChiSquare([106_602, 209_070], [105_224, 210_448], 1) * 1e7, 6);

    [Fact]
    public void RateTests_WhereNothingCanBeSaid_SayNothing()
    {
        Assert.Equal(1, RateTest.TwoProportions(new Proportion(0, 0), new Proportion(1, 2)));
        Assert.Equal(1, RateTest.TwoProportions(new Proportion(0, 9), new Proportion(0, 8)));
        Assert.Equal(1, RateTest.Alike([new Proportion(3, 3), new Proportion(4, 4)]));
        Assert.Equal(1, RateTest.Alike([new Proportion(1, 3), new Proportion(0, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateTest.ChiSquare([1, 2], [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateTest.ChiSquare([1], [1], 0));
    }

    /// <summary>Student's sleep data (Biometrika 6, 1908), as R documents <c>t.test(extra ~ group, data = sleep)</c>.</summary>
    [Fact]
    public void Welch_OfStudentsSleepers_IsAsPublished()
    {
        Sample first = Sample.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        Sample second = Sample.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        WelchResult result = MeanTest.Welch(first, second);
        Assert.Equal(-1.8608, result.T, 4);
        Assert.Equal(17.776, result.Degrees, 3);
        Assert.Equal(0.07939, result.PValue, 5);
    }

    /// <summary>NIST/SEMATECH e-Handbook of statistical methods, 1.3.5.3: cars of the USA and of Japan, by their published figures.</summary>
    [Fact]
    public void Welch_OfTheHandbooksCars_IsAsPublished()
    {
        Sample usa = new(249, 20.14458, 6.41470 * 6.41470 * 248);
        Sample japan = new(79, 30.48101, 6.10771 * 6.10771 * 78);
        WelchResult result = MeanTest.Welch(usa, japan);
        Assert.Equal(-12.946, result.T, 3);
        Assert.Equal(136.87, result.Degrees, 1);
        Assert.True(result.PValue < 1e-20);
    }

    [Fact]
    public void Welch_OfTooLittle_SaysNothing()
    {
        Sample some = Sample.Of([1, 2, 3]);
        Assert.Equal(WelchResult.Unknown, MeanTest.Welch(Sample.Of([1]), some));
        Assert.Equal(WelchResult.Unknown, MeanTest.Welch(Sample.Of([2, 2]), Sample.Of([2, 2, 2])));
        Assert.NotEqual(WelchResult.Unknown, MeanTest.Welch(Sample.Of([1, 2]), some));
    }

    [Fact]
    public void Sample_OfLargeValuesThatAreAlike_LosesNoDigits()
    {
        Sample sample = Sample.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
        Assert.Equal(1e9 + 10, sample.Mean);
        Assert.Equal(30, sample.Variance, 9);
        Assert.Equal(0, Sample.Of([5]).Variance);
    }

    /// <summary>By 30 digits of numeric integration (mpmath); the second is 5/6 exactly.</summary>
    [Theory]
    [InlineData(10, 100, 5, 100, 0.904268211858)]
    [InlineData(1, 1, 0, 1, 0.833333333333)]
    [InlineData(120, 1000, 100, 1000, 0.923183438974)]
    [InlineData(0, 50, 3, 40, 0.0362435154814)]
    [InlineData(0, 0, 0, 0, 0.5)]
    [InlineData(7, 70, 7, 70, 0.5)]
    public void BetaBinomial_IsTheIntegral(long hits, long trials, long otherHits, long otherTrials, double expected) =>
        Assert.Equal(expected, BetaBinomial.IsAbove(new Proportion(hits, trials), new Proportion(otherHits, otherTrials)), 8);

    /// <summary>The example of four hypotheses in the literature on Holm (1979): 0.01, 0.04, 0.03, 0.005.</summary>
    [Fact]
    public void Holm_OfThePublishedExample_IsAsPublished() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjusted([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Holm_OfOne_ChangesNothing_AndNeverExceedsOne()
    {
        Assert.Equal([0.04], Holm.Adjusted([0.04]));
        Assert.Equal([1, 1], Holm.Adjusted([0.6, 0.9]));
        Assert.Empty(Holm.Adjusted([]));
    }

    /// <summary>Fabijan and others (KDD 2019): 821 588 against 815 482 customers of a half each, p = 1.8 · 10⁻⁶.</summary>
    [Fact]
    public void SampleRatio_OfThePublishedExample_IsAsPublished() =>
        Assert.Equal(1.8, SampleRatio.PValue([(821_588, 1), (815_482, 1)]) * 1e6, 1);

    [Fact]
    public void SampleRatio_OfFewOrFittingCounts_RaisesNoAlarm()
    {
        Assert.Equal(1, SampleRatio.PValue([(90, 9), (10, 1)]), 12);
        Assert.Equal(1, SampleRatio.PValue([(9, 1), (0, 1)]));                            // 4.5 were to be expected
        Assert.True(SampleRatio.PValue([(10, 1), (0, 1)]) is < 0.01 and > SampleRatio.AlarmBelow);
        Assert.True(SampleRatio.PValue([(80, 9), (30, 1)]) < SampleRatio.AlarmBelow);
        Assert.Equal(1, SampleRatio.PValue([(80, 1), (30, 0)]));
    }
}
