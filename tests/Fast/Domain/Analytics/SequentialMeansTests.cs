using FollowUpFlows.Domain.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class SequentialMeansTests
{
    /// <summary>∫ N(m; 0, τ²) exp((mD − m²/2)/v) dm for D = 0.05, v = 0.0004, τ² = 0.01, by numeric integration with 30 digits (mpmath): 3.95808144110728.</summary>
    [Fact]
    public void LogEvidence_IsTheMixtureOfLikelihoodRatios() =>
        Assert.Equal(Math.Log(3.95808144110728), AlwaysValid.LogEvidence(0.05, 0.0004, 0.01), 10);

    /// <summary>The end of the interval is the difference against which there is just as much evidence as the confidence asks for.</summary>
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Around_EndsWhereTheEvidenceIsEnough(double confidence)
    {
        Interval interval = AlwaysValid.Around(0.3, 0.002, 0.01, confidence);
        Assert.Equal(0.3, (interval.Low + interval.High) / 2, 12);
        Assert.Equal(1 / (1 - confidence), Math.Exp(AlwaysValid.LogEvidence(interval.High - 0.3, 0.002, 0.01)), 6);
    }

    [Fact]
    public void Around_IsWiderThanAnIntervalThatIsLookedAtOnce()
    {
        Interval always = AlwaysValid.OfRates(new Proportion(120, 1000), new Proportion(100, 1000));
        Interval once = new Proportion(120, 1000).Newcombe(new Proportion(100, 1000));
        Assert.True(always.Low < once.Low && always.High > once.High);
        Assert.Equal(new Interval(-1, 1), AlwaysValid.OfRates(new Proportion(0, 0), new Proportion(0, 0)));
    }

    [Fact]
    public void Around_OfNoVariance_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AlwaysValid.Around(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlwaysValid.Around(1, 1, 0));
    }

    [Fact]
    public void OfMeans_SaysNothingOfTooFew()
    {
        Sample enough = Sample.Of(Enumerable.Range(0, SequentialMeans.CountMin).Select(i => (double)(i % 9)));
        Sample less = Sample.Of(Enumerable.Range(1, SequentialMeans.CountMin - 1).Select(i => (double)(i % 9)));
        Assert.NotNull(AlwaysValid.OfMeans(enough, enough));
        Assert.Null(AlwaysValid.OfMeans(enough, less));
        Assert.Null(AlwaysValid.OfMeans(less, enough));
    }

    /// <summary>By hand: s₁² = 4 of 3 values, s₂² = 100 of 5: apart 4/3 + 20 = 21.333…; together (8 + 400)/6 · (1/3 + 1/5) = 36.266….</summary>
    [Fact]
    public void Variance_OfArmsThatScatterUnequally_IsTheLarger()
    {
        Assert.Equal(36.26666666666667, AlwaysValid.VarianceOf(new Sample(3, 0, 8), new Sample(5, 0, 400)), 10);
        Assert.Equal((400.0 / 4 / 5) + (8.0 / 299 / 300), AlwaysValid.VarianceOf(new Sample(5, 0, 400), new Sample(300, 0, 8)), 10);
    }

    [Fact]
    public void PValue_BeforeThereAreEnough_SaysNothing()
    {
        SequentialMeans test = new();
        for (int i = 0; i < (2 * SequentialMeans.CountMin) - 1; i++)
        {
            test.Take(isVariant: i % 2 == 0, i % 2 == 0 ? 100 + (i % 3) : i % 3);
        }

        Assert.Equal(1, test.PValue);
        test.Take(isVariant: false, 1);
        test.Take(isVariant: true, 101);
        Assert.True(test.PValue < 1e-6);
    }

    [Fact]
    public void PValue_OfValuesThatAreAllAlike_SaysNothing()
    {
        SequentialMeans test = new();
        for (int i = 0; i < 1000; i++)
        {
            test.Take(isVariant: i % 2 == 0, 5);
        }

        Assert.Equal(1, test.PValue);
    }

    [Fact]
    public void Customers_AreThoseWithWhomTheDifferenceIsMostlyFound()
    {
        // 10 % against 13 %; four times as many for half the difference, roughly
        long whole = Remaining.Customers(0.03, 0.1 * 0.9, 0.5, 0.05)!.Value;
        long half = Remaining.Customers(0.015, 0.1 * 0.9, 0.5, 0.05)!.Value;
        Assert.InRange((double)half / whole, 3.5, 5);
        Assert.True(Remaining.Customers(0.03, 0.09, 0.9, 0.05) > whole * 2);
        Assert.True(Remaining.Customers(0.03, 0.09, 0.5, 0.025) > whole);
        int found = Enumerable.Range(0, 60).Count(seed => Finds(seed, whole));
        Assert.InRange(found, 36, 60);  // 80 % of 60 are 48; four standard deviations below are 36
    }

    [Fact]
    public void Customers_OfNoDifference_AreTooMany()
    {
        Assert.Null(Remaining.Customers(0, 0.09, 0.5, 0.05));
        Assert.Null(Remaining.Customers(1e-7, 0.09, 0.5, 0.05));
        Assert.Equal(0, Remaining.Customers(0.1, 0, 0.5, 0.05));
    }

    [Theory]
    [InlineData(0, 10, 0, 14, 0)]
    [InlineData(100, 10, 0, 14, 24)]
    [InlineData(100, 10, 40, 14, 20)]
    [InlineData(101, 10, 40, 14, 21)]
    [InlineData(40, 10, 40, 14, 14)]
    [InlineData(20, 10, 40, 14, 7)]
    [InlineData(1, 0, 40, 14, 1)]
    public void Days_CountEnteringAndWaiting(long customers, double perDay, long waiting, double window, int days) =>
        Assert.Equal(days, Remaining.Days(customers, perDay, waiting, window));

    [Fact]
    public void Days_WhenNobodyEnters_AreNotKnown() => Assert.Null(Remaining.Days(50, 0, 40, 14));

    private static bool Finds(int seed, long customers)
    {
        Random random = new(seed);
        SequentialMeans test = new();
        for (int i = 0; i < customers; i++)
        {
            bool isVariant = i % 2 == 0;
            test.Take(isVariant, random.NextDouble() < (isVariant ? 0.13 : 0.10) ? 1 : 0);
        }

        return test.PValue <= 0.05;
    }
}
