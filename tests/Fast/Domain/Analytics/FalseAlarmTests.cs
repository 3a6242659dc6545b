using FollowUpFlows.Domain.Analytics;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>Shops whose arms do nothing, and who look after every customer and stop at the first "better": at most 5 % of them may be
/// told so. The same shops show why the classic tests must not be looked at daily.</summary>
public sealed class FalseAlarmTests(ITestOutputHelper output)
{
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true";

    private static readonly int Shops = IsNightly ? 5_000 : 400;

    private static readonly int Customers = IsNightly ? 10_000 : 2_000;

    [Theory]
    [InlineData(0.01, 0.5)]
    [InlineData(0.1, 0.5)]
    [InlineData(0.1, 0.9)]
    [InlineData(0.4, 0.9)]
    public void Rates_OfArmsThatAreAlike_RaiseFewFalseAlarms(double rate, double variantShare) => Check($"rate {rate}, {variantShare} in the variant", random =>
    {
        SequentialRates test = new();
        for (int i = 0; i < Customers; i++)
        {
            test.Take(random.NextDouble() < variantShare, random.NextDouble() < rate);
        }

        return test.PValue;
    });

    [Theory]
    [InlineData(0.1, 0.5, 0.8)]
    [InlineData(0.3, 0.8, 1.2)]
    public void Means_OfArmsThatAreAlike_RaiseFewFalseAlarms(double rate, double variantShare, double unevenness) =>
        Check($"revenue at rate {rate}, {variantShare} in the variant, σ of the logarithm {unevenness}", random =>
        {
            SequentialMeans test = new();
            for (int i = 0; i < Customers; i++)
            {
                double value = random.NextDouble() < rate ? 5000 * Math.Exp(unevenness * Gauss(random)) : 0;
                test.Take(random.NextDouble() < variantShare, value);
            }

            return test.PValue;
        });

    /// <summary>Thirty looks at the usual test: far more than 5 %. That the simulation sees it shows that it would see a test that breaks its promise.</summary>
    [Fact]
    public void ClassicTest_LookedAtDaily_RaisesManyFalseAlarms()
    {
        int alarms = Enumerable.Range(0, 400).Count(seed =>
        {
            Random random = new(seed);
            long[] hits = new long[2];
            return Enumerable.Range(1, 30).Any(day =>
            {
                hits[0] += Enumerable.Range(0, 30).Count(_ => random.NextDouble() < 0.2);
                hits[1] += Enumerable.Range(0, 30).Count(_ => random.NextDouble() < 0.2);
                return RateTest.TwoProportions(new Proportion(hits[0], day * 30), new Proportion(hits[1], day * 30)) < 0.05;
            });
        });
        output.WriteLine($"{alarms} of 400 shops");
        Assert.True(alarms > 400 * 0.12);
    }

    private void Check(string shops, Func<Random, double> pValue)
    {
        int alarms = Enumerable.Range(0, Shops).AsParallel().Count(seed => pValue(new Random(seed)) <= 0.05);
        output.WriteLine($"{shops}: {alarms} false alarms in {Shops} shops of {Customers} customers");
        Assert.InRange(alarms, 0, (int)(Shops * 0.05));
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
