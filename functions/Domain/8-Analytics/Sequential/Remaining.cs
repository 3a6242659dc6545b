namespace FollowUpFlows.Domain.Analytics;

/// <summary>How many customers more it takes until a verdict may be expected.</summary>
public static class Remaining
{
    /// <summary>Customers of all arms together beyond whom nobody waits: then "no verdict in sight" is the better word.</summary>
    public const long CustomersMax = 100_000_000;

    /// <summary>The chance with which a difference of that size is found by then.</summary>
    public const double Power = 0.8;

    /// <summary>Customers of two arms together that it takes in all; null when more than <see cref="CustomersMax"/>.</summary>
    /// <param name="difference">Of the truth; its sign does not matter.</param>
    /// <param name="variance">Of one customer's value: p(1 − p) of a rate.</param>
    /// <param name="variantShare">Of the two arms' customers, above 0 and below 1.</param>
    /// <param name="alpha">Of the test, after the correction for several arms.</param>
    /// <remarks>The smallest n at which a difference that is found z₀.₈ standard errors too small still brings an evidence of 1/α, by the
    /// formula of <see cref="SequentialMeans"/>.</remarks>
    public static long? Customers(double difference, double variance, double variantShare, double alpha)
    {
        double mixture = Math.Pow(SequentialMeans.MixtureSize, 2) * variance;
        double luck = Normal.Quantile(Power);
        if (difference == 0 || variance <= 0 || !IsEnough(CustomersMax))
        {
            return difference != 0 && variance <= 0 ? 0 : null;
        }

        long low = 0;
        long high = CustomersMax;
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            (low, high) = IsEnough(middle) ? (low, middle) : (middle, high);
        }

        return high;

        bool IsEnough(long customers)
        {
            double v = variance / customers * ((1 / variantShare) + (1 / (1 - variantShare)));
            double seen = Math.Abs(difference) - (luck * Math.Sqrt(v));
            return seen > 0 && AlwaysValid.LogEvidence(seen, v, mixture) >= Math.Log(1 / alpha);
        }
    }

    /// <summary>Whole days until so many customers more have entered and their window has passed; null when nobody enters.</summary>
    /// <param name="customers">Still missing, ≥ 0, of those whose window has passed.</param>
    /// <param name="perDay">Who entered a day, lately.</param>
    /// <param name="waiting">Who has entered and whose window has not passed.</param>
    /// <param name="windowDays">Of the metric.</param>
    public static int? Days(long customers, double perDay, long waiting, double windowDays)
    {
        if (customers <= 0)
        {
            return 0;
        }

        if (customers <= waiting)
        {
            return Math.Max(1, (int)Math.Ceiling(windowDays * customers / waiting));
        }

        return perDay <= 0 ? null : (int)Math.Ceiling(Math.Min(((customers - waiting) / perDay) + windowDays, int.MaxValue / 2));
    }
}
