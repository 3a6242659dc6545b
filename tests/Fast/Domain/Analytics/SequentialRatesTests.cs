using FollowUpFlows.Domain.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

public sealed class SequentialRatesTests
{
    /// <summary>The one property on which the promise rests: whatever the rate, the wager's expected worth is at most 1 when both arms
    /// are alike. Every possible course of eight customers, weighed by its chance.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.93)]
    public void Evidence_OfTwoThatAreAlike_IsWorthAtMostOne(double rate)
    {
        bool[] arms = [false, true, true, false, false, false, true, true];
        foreach (bool harmOnly in new[] { false, true })
        {
            double worth = 0;
            for (int course = 0; course < 1 << arms.Length; course++)
            {
                SequentialRates test = new(harmOnly);
                double chance = 1;
                for (int i = 0; i < arms.Length; i++)
                {
                    bool isHit = ((course >> i) & 1) == 1;
                    chance *= isHit ? rate : 1 - rate;
                    test.Take(arms[i], isHit);
                }

                worth += chance * test.Evidence;
            }

            Assert.InRange(worth, 0.05, 1 + 1e-12);
        }
    }

    /// <summary>By hand: one of each arm, the first block. The rate before is 0.5/5 = 0.1; for the odds ratio ω the base rate solves
    /// ½p + ½ωp/(1 + (ω − 1)p) = 0.1, so that for ω = e^1.6 both are found by the quadratic formula.</summary>
    [Fact]
    public void Evidence_OfTheFirstBlock_IsTheMeanOverTheGrid()
    {
        double[] sizes = [0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.12, 1.6];
        double expected = sizes.SelectMany(s => new[] { s, -s }).Average(s =>
        {
            double baseRate = Bisect(p => (0.5 * p) + (0.5 * Odds(p, s)) - 0.1);
            return (1 - baseRate) / 0.9 * (Odds(baseRate, s) / 0.1);
        });
        SequentialRates test = new();
        test.Take(isVariant: false, isHit: false);
        Assert.Equal(1, test.Evidence);
        test.Take(isVariant: true, isHit: true);
        Assert.Equal(expected, test.Evidence, 10);
    }

    [Fact]
    public void PValue_RemembersTheStrongestEvidence()
    {
        SequentialRates test = new();
        for (int i = 0; i < 300; i++)
        {
            test.Take(isVariant: i % 2 == 0, isHit: i % 2 == 0 && i % 4 == 0);
        }

        double before = test.PValue;
        Assert.True(before < 0.001);
        for (int i = 0; i < 200; i++)
        {
            test.Take(isVariant: i % 2 == 0, isHit: i % 2 == 1 && i % 4 == 1);
        }

        Assert.True(test.Evidence < 0.5 / before);
        Assert.Equal(before, test.PValue);
    }

    [Fact]
    public void HarmOnly_SeesNoHarmInAGoodVariant()
    {
        Assert.True(Run(harmOnly: true, variantRate: 0.3).PValue < 0.01);
        Assert.True(Run(harmOnly: true, variantRate: 0.01).PValue > 0.2);
        Assert.True(Run(harmOnly: false, variantRate: 0.01).PValue < 0.01);
    }

    [Fact]
    public void PValue_OfOneArmAlone_SaysNothing()
    {
        SequentialRates test = new();
        for (int i = 0; i < 1000; i++)
        {
            test.Take(isVariant: true, isHit: i % 2 == 0);
        }

        Assert.Equal(1, test.PValue);
    }

    [Fact]
    public void PValue_WithASmallHoldout_FindsALargeDifference()
    {
        Random random = new(11);
        SequentialRates test = new();
        for (int i = 0; i < 10_000; i++)
        {
            bool isVariant = random.NextDouble() < 0.9;
            test.Take(isVariant, random.NextDouble() < (isVariant ? 0.16 : 0.10));
        }

        Assert.True(test.PValue < 0.05);
    }

    private static SequentialRates Run(bool harmOnly, double variantRate)
    {
        Random random = new(5);
        SequentialRates test = new(harmOnly);
        for (int i = 0; i < 2000; i++)
        {
            bool isVariant = i % 2 == 1;
            test.Take(isVariant, random.NextDouble() < (isVariant ? variantRate : 0.1));
        }

        return test;
    }

    private static double Odds(double p, double logOddsRatio) => Math.Exp(logOddsRatio) * p / (1 - p + (Math.Exp(logOddsRatio) * p));

    private static double Bisect(Func<double, double> rising)
    {
        (double low, double high) = (0, 1);
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = rising(middle) > 0 ? (low, middle) : (middle, high);
        }

        return low;
    }
}
