namespace FollowUpFlows.Domain.Analytics;

/// <summary>Whether two means differ, such as revenue per customer, for shops that look every day (<see cref="SequentialRates"/>).</summary>
/// <remarks>
/// Mixture sequential probability ratio test: with the difference D and its variance v, and a normal mixture of
/// variance τ² over the differences that may be true, the evidence is √(v/(v + τ²)) · exp(τ²D²/(2v(v + τ²))). Robbins, "Statistical methods
/// related to the law of the iterated logarithm", Annals of Mathematical Statistics 41 (1970); Johari, Koomen, Pekelis and Walsh, "Always
/// valid inference", Operations Research 70 (2022). The variance is estimated, so the promise holds for many customers (Waudby-Smith and
/// others, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52 (2024)): nothing is said before
/// <see cref="CountMin"/> in each arm.
/// </remarks>
public sealed class SequentialMeans
{
    /// <summary>Customers of an arm before which nothing is said. Money is very uneven: a mean of fewer is far from normal.</summary>
    public const int CountMin = 200;

    /// <summary>The differences that are looked for, in standard deviations of one customer's value.</summary>
    internal const double MixtureSize = 0.1;

    private Sample bases;
    private Sample variants;
    private double? mixture;

    /// <summary>The highest evidence so far, ≥ 1.</summary>
    public double HighestEvidence { get; private set; } = 1;

    /// <summary>1 over the highest evidence: may be compared with α at any time.</summary>
    public double PValue => 1 / HighestEvidence;

    /// <summary>One customer more, in the order in which they entered.</summary>
    public void Take(bool isVariant, double value)
    {
        bases = isVariant ? bases : bases.With(value);
        variants = isVariant ? variants.With(value) : variants;
        if (bases.Count < CountMin || variants.Count < CountMin)
        {
            return;
        }

        double variance = AlwaysValid.VarianceOf(variants, bases);
        if (variance > 0)
        {
            mixture ??= MixtureOf(bases, variants);  // set once: it must not follow the difference
            HighestEvidence = Math.Max(HighestEvidence, Math.Exp(AlwaysValid.LogEvidence(variants.Mean - bases.Mean, variance, mixture.Value)));
        }
    }

    internal static double MixtureOf(Sample bases, Sample variants) =>
        MixtureSize * MixtureSize * (bases.SquaredDeviations + variants.SquaredDeviations) / Math.Max(1, bases.Count + variants.Count - 2);
}
