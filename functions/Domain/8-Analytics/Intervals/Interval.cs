namespace FollowUpFlows.Domain.Analytics;

/// <summary>From where to where a figure may truly lie.</summary>
/// <param name="Low">≤ <paramref name="High"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>How sure an interval is unless something else is said: 95 %.</summary>
    public const double Confidence = 0.95;

    /// <summary>Whether the value lies inside; both ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
