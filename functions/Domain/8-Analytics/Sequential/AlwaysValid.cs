namespace FollowUpFlows.Domain.Analytics;

/// <summary>What holds at any time, however often one looks, of a figure that is normal around the truth.</summary>
public static class AlwaysValid
{
    /// <summary>Where a difference may truly lie: wider than an interval that is looked at once, and right on all days together.</summary>
    /// <param name="variance">Of the difference, &gt; 0.</param>
    /// <param name="mixture">τ² of the differences that may be true, &gt; 0; set before.</param>
    /// <remarks>All differences against which there is no evidence of 1/α: D ± √(v(v + τ²)/τ² · (2 ln(1/α) + ln((v + τ²)/v))), of
    /// <see cref="SequentialMeans"/>.</remarks>
    public static Interval Around(double difference, double variance, double mixture, double confidence = Interval.Confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variance, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mixture, 0);
        double reach = Math.Sqrt(
            variance * (variance + mixture) / mixture * ((2 * Math.Log(1 / (1 - confidence))) + Math.Log((variance + mixture) / variance)));
        return new Interval(difference - reach, difference + reach);
    }

    /// <summary>Where the difference of two rates may truly lie, the first less the second.</summary>
    /// <remarks>With one hit and one miss more in each arm (Agresti and Caffo 2000), or the variance of no hits would be none.</remarks>
    /// <returns>Within −1 and 1.</returns>
    public static Interval OfRates(Proportion first, Proportion second, double confidence = Interval.Confidence)
    {
        double variance = Variance(first) + Variance(second);
        double pooled = (first.Hits + second.Hits + 2.0) / (first.Trials + second.Trials + 4.0);
        double mixture = Math.Pow(SequentialMeans.MixtureSize, 2) * pooled * (1 - pooled);
        Interval around = Around(first.Rate - second.Rate, variance, mixture, confidence);
        return new Interval(Math.Max(-1, around.Low), Math.Min(1, around.High));
    }

    /// <summary>Where the difference of two means may truly lie, the first less the second; null before there are
    /// <see cref="SequentialMeans.CountMin"/> values of each.</summary>
    public static Interval? OfMeans(Sample first, Sample second, double confidence = Interval.Confidence)
    {
        if (Math.Min(first.Count, second.Count) < SequentialMeans.CountMin || VarianceOf(first, second) is not (> 0 and var variance))
        {
            return null;
        }

        return Around(first.Mean - second.Mean, variance, SequentialMeans.MixtureOf(first, second), confidence);
    }

    /// <summary>Of the difference of two means: s₁²/n₁ + s₂²/n₂, but not less than with the s² of both together. A small arm of very uneven
    /// values that has none of the large ones yet has a low mean and a low variance at once, and would look surely worse.</summary>
    internal static double VarianceOf(Sample first, Sample second)
    {
        double apart = (first.Variance / first.Count) + (second.Variance / second.Count);
        double together = (first.SquaredDeviations + second.SquaredDeviations) / (first.Count + second.Count - 2)
            * ((1.0 / first.Count) + (1.0 / second.Count));
        return Math.Max(apart, together);
    }

    internal static double LogEvidence(double difference, double variance, double mixture) =>
        (0.5 * Math.Log(variance / (variance + mixture))) + (mixture * difference * difference / (2 * variance * (variance + mixture)));

    private static double Variance(Proportion rate)
    {
        double p = (rate.Hits + 1.0) / (rate.Trials + 2.0);
        return p * (1 - p) / (rate.Trials + 2.0);
    }
}
