using FollowUpFlows.Domain.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class BootstrapTests
{
    /// <summary>Efron and Tibshirani, "An introduction to the bootstrap" (1993), table 2.1: days that mice survived.</summary>
    private static readonly double[] Treated = [94, 197, 16, 38, 99, 141, 23];

    private static readonly double[] Control = [52, 104, 146, 10, 51, 30, 40, 27, 46];

    /// <summary>Their table 2.2 gives the standard error of the mean of the treated as 23.36 for many draws; the difference is 30.63 with
    /// √(23.36² + 13.36²) = 26.9. The middle 95 % reaches about 1.96 of them.</summary>
    [Fact]
    public void OfDifference_OfThePublishedMice_ReachesAsFarAsTheirStandardErrors()
    {
        Interval interval = Bootstrap.OfDifference(Treated, Control, "mice")!.Value;
        Assert.Equal(30.63, (interval.Low + interval.High) / 2, 4.0);
        Assert.Equal(2 * 1.96 * 26.9, interval.High - interval.Low, 8.0);
        Interval mean = Bootstrap.OfMean(Treated, "mice")!.Value;
        Assert.Equal(2 * 1.96 * 23.36, mean.High - mean.Low, 7.0);
    }

    [Fact]
    public void OfDifference_WithTheSameSeed_IsTheSame()
    {
        Assert.Equal(Bootstrap.OfDifference(Treated, Control, "a"), Bootstrap.OfDifference(Treated, Control, "a"));
        Assert.NotEqual(Bootstrap.OfDifference(Treated, Control, "a"), Bootstrap.OfDifference(Treated, Control, "b"));
    }

    [Fact]
    public void OfDifference_OfNothing_IsNotKnown()
    {
        Assert.Null(Bootstrap.OfDifference([], [1], "x"));
        Assert.Null(Bootstrap.OfDifference([1], [], "x"));
        Assert.Null(Bootstrap.OfMean([], "x"));
        Assert.Equal(new Interval(7, 7), Bootstrap.OfMean([7, 7, 7], "x"));
    }

    /// <summary>Few spend, and those unevenly. The mean of a draw scatters as σ/√n, however the zeros are drawn.</summary>
    [Fact]
    public void OfMean_OfMostlyZeros_ScattersAsItsStandardError()
    {
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => i % 20 == 0 ? 1000.0 * (1 + (i % 7)) : 0)];
        Sample sample = Sample.Of(values);
        double error = Math.Sqrt(sample.Variance / sample.Count);
        Interval interval = Bootstrap.OfMean(values, "zeros")!.Value;
        Assert.Equal(2 * 1.96, (interval.High - interval.Low) / error, 0.2);
        Assert.True(interval.Contains(sample.Mean));
    }

    [Fact]
    public void Hits_ComeAsOftenAsTheirChance()
    {
        Chance chance = new("hits");
        foreach (double rate in new[] { 0.02, 0.5, 0.97 })
        {
            Sample hits = Sample.Of(Enumerable.Range(0, 4000).Select(_ => (double)chance.Hits(50, rate)));
            Assert.Equal(50 * rate, hits.Mean, 0.25);
            Assert.Equal(50 * rate * (1 - rate), hits.Variance, 1.2);
        }

        Assert.Equal(0, chance.Hits(50, 0));
        Assert.Equal(50, chance.Hits(50, 1));
        Assert.Equal(0, chance.Hits(0, 0.3));
    }

    [Fact]
    public void Chance_IsEven()
    {
        Chance chance = new("even");
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            counts[chance.Below(10)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));  // four standard deviations
    }

    /// <summary>Values that follow those of before with ρ = 0.8 scatter 1 − 0.64 as much afterwards.</summary>
    [Fact]
    public void Cuped_TakesOutWhatWasForeseeable()
    {
        Random random = new(7);
        (double, double)[] customers = [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            double before = Gauss(random);
            return ((0.8 * before) + (0.6 * Gauss(random)), before);
        })];
        Sample raw = Sample.Of(customers.Select(c => c.Item1));
        Sample adjusted = Sample.Of(Cuped.Adjusted([customers])[0]);
        Assert.Equal(raw.Mean, adjusted.Mean, 9);
        Assert.Equal(0.36, adjusted.Variance / raw.Variance, 0.02);
    }

    [Fact]
    public void Cuped_WhereTheTimeBeforeSaysNothing_ChangesNothing()
    {
        Assert.Equal([[3, 5]], Cuped.Adjusted([[(3, 1), (5, 1)]]));
        Assert.Equal([[]], Cuped.Adjusted([[]]));

        // By hand: mean of before 2, of the values 5; θ = (2·1 + 2·1 + 0)/(1 + 1) = 2
        Assert.Equal([[5.0, 5.0], [5.0]], Cuped.Adjusted([[(3, 1), (7, 3)], [(5, 2)]]));
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
