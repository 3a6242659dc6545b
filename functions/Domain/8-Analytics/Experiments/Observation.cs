using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>What one customer did after they came into an experiment. Each customer counts once, from their first time.</summary>
/// <param name="ExposedAt">When their way parted from that of others, or their first message was due, UTC: the same moment for all arms.</param>
/// <param name="IsComplete">The window has passed; before, a customer says nothing.</param>
public sealed record Observation(string CustomerId, string ArmId, DateTimeOffset ExposedAt, bool IsComplete)
{
    /// <summary>Orders that count, up to and including <see cref="ExposedAt"/>.</summary>
    public int EarlierOrders { get; init; }

    /// <summary>What they came to, in minor units, in as long a time before as the window is after.</summary>
    public long RevenueBeforeMinor { get; init; }

    /// <summary>Orders that count within the window.</summary>
    public int Orders { get; init; }

    /// <summary>What they came to, less what went back, in minor units.</summary>
    public long RevenueMinor { get; init; }

    /// <summary>The same less the cost of the goods; null when an order does not say it.</summary>
    public long? MarginMinor { get; init; }

    /// <summary>Followed a link of a message of the experiment within the window.</summary>
    public bool HasClicked { get; init; }

    /// <summary>Refused marketing on a channel within the window.</summary>
    public bool HasUnsubscribed { get; init; }

    /// <summary>Called a message spam within the window.</summary>
    public bool HasComplained { get; init; }

    /// <summary>The customer's value; null for one who does not count for the metric.</summary>
    public double? Value(Metric metric) => metric switch
    {
        Metric.Purchase => Orders > 0 ? 1 : 0,
        Metric.Revenue => RevenueMinor,
        Metric.Margin => MarginMinor,
        Metric.Repeat => EarlierOrders < 1 ? null : Orders > 0 ? 1 : 0,
        Metric.SecondPurchase => EarlierOrders != 1 ? null : Orders > 0 ? 1 : 0,
        Metric.Click => HasClicked ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <summary>Whether each customer either does it or not.</summary>
    public static bool IsRate(Metric metric) => metric is not (Metric.Revenue or Metric.Margin);
}
