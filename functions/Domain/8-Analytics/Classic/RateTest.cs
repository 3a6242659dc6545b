namespace FollowUpFlows.Domain.Analytics;

/// <summary>Whether rates differ, looked at once, on a day that was set before. Who looks daily and stops when something shows is fooled
/// by them: for that there is <see cref="SequentialRates"/>.</summary>
public static class RateTest
{
    /// <summary>The chance of a difference at least so large between two rates that are truly alike, on either side; 1 where nothing can be
    /// said.</summary>
    /// <remarks>z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)) with the pooled p; Fleiss, "Statistical methods for rates and proportions", chapter 2,
    /// without the correction for continuity.</remarks>
    public static double TwoProportions(Proportion first, Proportion second)
    {
        if (first.Trials == 0 || second.Trials == 0)
        {
            return 1;
        }

        double pooled = (double)(first.Hits + second.Hits) / (first.Trials + second.Trials);
        double error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / first.Trials) + (1.0 / second.Trials)));
        return error == 0 ? 1 : Normal.Tails((first.Rate - second.Rate) / error);
    }

    /// <summary>The chance of counts at least so far from what they should be.</summary>
    /// <param name="counts">At least one.</param>
    /// <param name="expected">As many, each &gt; 0; best ≥ 5.</param>
    /// <param name="degrees">Of freedom, ≥ 1.</param>
    /// <remarks>Σ(O − E)²/E: Pearson, Philosophical Magazine 50 (1900).</remarks>
    public static double ChiSquare(IReadOnlyList<double> counts, IReadOnlyList<double> expected, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(expected.Count, counts.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        double sum = counts.Zip(expected, (o, e) => Math.Pow(o - e, 2) / e).Sum();
        return GammaFunction.UpperTail(degrees / 2.0, sum / 2);
    }

    /// <summary>The chance of rates at least so different where all are truly alike; 1 where nothing can be said.</summary>
    public static double Alike(IReadOnlyList<Proportion> rates)
    {
        double hits = rates.Sum(r => r.Hits);
        double trials = rates.Sum(r => r.Trials);
        Proportion[] tried = [.. rates.Where(r => r.Trials > 0)];
        if (tried.Length < 2 || hits == 0 || hits == trials)
        {
            return 1;
        }

        double pooled = hits / trials;
        return ChiSquare(
            [.. tried.SelectMany(r => new double[] { r.Hits, r.Trials - r.Hits })],
            [.. tried.SelectMany(r => new[] { r.Trials * pooled, r.Trials * (1 - pooled) })],
            tried.Length - 1);
    }
}
