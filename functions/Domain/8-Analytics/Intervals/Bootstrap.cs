namespace FollowUpFlows.Domain.Analytics;

/// <summary>Where the mean of very uneven values may truly lie: a few customers spend most of the money, and most spend nothing, so that
/// the formulas for even values would be too sure.</summary>
public static class Bootstrap
{
    /// <summary>How often the values are drawn again.</summary>
    public const int Draws = 2000;

    /// <summary>The interval of the difference of two means, the first less the second.</summary>
    /// <param name="seed">What it is for; the same seed gives the same interval.</param>
    /// <returns>Null where one of them has no value.</returns>
    /// <remarks>Percentile bootstrap: Efron and Tibshirani, "An introduction to the bootstrap" (1993), chapter 13, each group drawn by
    /// itself with replacement. Zeros are not drawn one by one: how many values of a draw are none of them is a binomial figure.</remarks>
    public static Interval? OfDifference(IReadOnlyList<double> values, IReadOnlyList<double> others, string seed, double confidence = Interval.Confidence)
    {
        if (values.Count == 0 || others.Count == 0)
        {
            return null;
        }

        Chance chance = new(seed);
        Means means = new(values);
        Means otherMeans = new(others);
        double[] differences = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            differences[i] = means.Draw(chance) - otherMeans.Draw(chance);
        }

        return Middle(differences, confidence);
    }

    /// <summary>The interval of one mean; null of no values.</summary>
    public static Interval? OfMean(IReadOnlyList<double> values, string seed, double confidence = Interval.Confidence) =>
        OfDifference(values, values.Count == 0 ? [] : [0], seed, confidence);

    private static Interval Middle(double[] means, double confidence)
    {
        Array.Sort(means);
        double tail = (1 - confidence) / 2;
        return new Interval(At(means, tail), At(means, 1 - tail));
    }

    /// <summary>Between two of them in proportion.</summary>
    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (next - sorted[below]));
    }

    private sealed class Means(IReadOnlyList<double> values)
    {
        private readonly double[] spent = [.. values.Where(v => v != 0)];

        public double Draw(Chance chance)
        {
            int count = chance.Hits(values.Count, (double)spent.Length / values.Count);
            double sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += spent[chance.Below(spent.Length)];
            }

            return sum / values.Count;
        }
    }
}
