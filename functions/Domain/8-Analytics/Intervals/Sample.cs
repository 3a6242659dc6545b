namespace FollowUpFlows.Domain.Analytics;

/// <summary>What is known of values: how many, their mean and how far they scatter.</summary>
/// <param name="Count">≥ 0.</param>
/// <param name="Mean">0 of none.</param>
/// <param name="SquaredDeviations">Σ(x − mean)², ≥ 0.</param>
public readonly record struct Sample(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>With n − 1; 0 of fewer than two values.</summary>
    public double Variance => Count < 2 ? 0 : SquaredDeviations / (Count - 1);

    /// <summary>Of the values.</summary>
    public static Sample Of(IEnumerable<double> values) => values.Aggregate(default(Sample), (sample, value) => sample.With(value));

    /// <summary>With one value more.</summary>
    /// <remarks>Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4 (1962): no digits
    /// are lost where values are large and alike.</remarks>
    public Sample With(double value)
    {
        double away = value - Mean;
        double mean = Mean + (away / (Count + 1));
        return new Sample(Count + 1, mean, SquaredDeviations + (away * (value - mean)));
    }
}
