namespace FollowUpFlows.Domain.Analytics;

/// <summary>How many of so many did something: customers who bought, of those who were written to.</summary>
public readonly record struct Proportion
{
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none, or more hits than trials.</exception>
    public Proportion(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        (Hits, Trials) = (hits, trials);
    }

    /// <summary>0 to <see cref="Trials"/>.</summary>
    public long Hits { get; }

    /// <summary>≥ 0.</summary>
    public long Trials { get; }

    /// <summary>0–1; 0 of nothing.</summary>
    public double Rate => Trials == 0 ? 0 : (double)Hits / Trials;

    /// <summary>Where the true rate may lie.</summary>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <returns>Within 0–1; of no trials, all of it.</returns>
    /// <remarks>Score interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Wilson, "Probable inference, the law of succession, and
    /// statistical inference", JASA 22 (1927). Holds for small shops and rates near zero, where p ± z √(p(1−p)/n) does not.</remarks>
    public Interval Wilson(double confidence = Interval.Confidence)
    {
        if (Trials == 0)
        {
            return new Interval(0, 1);
        }

        double z2 = Math.Pow(Normal.Reach(confidence), 2);
        double n = Trials;
        double middle = Rate + (z2 / (2 * n));
        double reach = Math.Sqrt(z2) * Math.Sqrt((Rate * (1 - Rate) / n) + (z2 / (4 * n * n)));
        double low = Hits == 0 ? 0 : (middle - reach) / (1 + (z2 / n));
        double high = Hits == Trials ? 1 : (middle + reach) / (1 + (z2 / n));
        return new Interval(Math.Max(0, low), Math.Min(1, high));
    }

    /// <summary>Where the true difference to another rate may lie, this one less the other.</summary>
    /// <returns>Within −1 and 1.</returns>
    /// <remarks>From the Wilson intervals (l, u) of both: d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²). Newcombe, "Interval
    /// estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10.</remarks>
    public Interval Newcombe(Proportion other, double confidence = Interval.Confidence)
    {
        double difference = Rate - other.Rate;
        (double low, double high) = Wilson(confidence);
        (double otherLow, double otherHigh) = other.Wilson(confidence);
        return new Interval(
            difference - Math.Sqrt(Math.Pow(Rate - low, 2) + Math.Pow(otherHigh - other.Rate, 2)),
            difference + Math.Sqrt(Math.Pow(high - Rate, 2) + Math.Pow(other.Rate - otherLow, 2)));
    }
}
