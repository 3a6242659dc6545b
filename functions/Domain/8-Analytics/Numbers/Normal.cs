namespace FollowUpFlows.Domain.Analytics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The chance of a value above <paramref name="z"/>; exact far into the tail.</summary>
    public static double UpperTail(double z) =>
        z < 0 ? 1 - UpperTail(-z) : 0.5 * GammaFunction.UpperTail(0.5, z * z / 2);

    /// <summary>The chance of a value at least that far from zero, on either side.</summary>
    public static double Tails(double z) => Math.Min(1, 2 * UpperTail(Math.Abs(z)));

    /// <summary>The value below which a share of all values lies.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <remarks>Bisection on <see cref="UpperTail"/>: slow, and as exact as it is.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not inside.</exception>
    public static double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        if (share < 0.5)
        {
            return -OfTail(share);
        }

        return OfTail(1 - share);
    }

    /// <summary>How far from zero the middle <paramref name="confidence"/> of all values reaches: 1.96 for 0.95.</summary>
    internal static double Reach(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        return OfTail((1 - confidence) / 2);
    }

    private static double OfTail(double tail)
    {
        double low = 0;
        double high = 40;
        while (high - low > 1e-14 * Math.Max(1, high))
        {
            double middle = (low + high) / 2;
            (low, high) = UpperTail(middle) > tail ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
