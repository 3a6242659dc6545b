using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>What the customers of one arm did.</summary>
/// <param name="Entered">How many came into it, whether their window has passed or not.</param>
/// <param name="Complete">Of these, whose window has passed: all figures that follow are theirs.</param>
public sealed record ArmFigures(ExperimentArm Arm, long Entered, long Complete)
{
    /// <summary>Who did what the metric asks, of those who count for it; of money, who spent anything.</summary>
    public Proportion Rate { get; init; }

    /// <summary>Of the metric: 0 and 1 of a rate, minor units of money.</summary>
    public Sample Values { get; init; }

    /// <summary>Where the true mean may lie: Wilson of a rate, bootstrap of money; null of nobody.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Orders that count.</summary>
    public long Orders { get; init; }

    /// <summary>What they came to, in minor units.</summary>
    public long RevenueMinor { get; init; }

    /// <summary>Of those all of whose orders say what the goods cost; null when an order does not.</summary>
    public long? MarginMinor { get; init; }

    /// <summary>Who bought within the window.</summary>
    public Proportion Buyers { get; init; }

    /// <summary>Who followed a link.</summary>
    public Proportion Clicked { get; init; }

    /// <summary>Who refused marketing.</summary>
    public Proportion Unsubscribed { get; init; }

    /// <summary>Who called a message spam.</summary>
    public Proportion Complained { get; init; }

    /// <param name="observations">Of that arm.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static ArmFigures Of(ExperimentArm arm, IReadOnlyList<Observation> observations, Metric metric, string seed)
    {
        Observation[] complete = [.. observations.Where(o => o.IsComplete)];
        double[] values = [.. complete.Select(o => o.Value(metric)).OfType<double>()];
        Proportion rate = new(values.LongCount(v => v > 0), values.Length);
        return new ArmFigures(arm, observations.Count, complete.Length)
        {
            Rate = rate,
            Values = Sample.Of(values),
            Interval = values.Length == 0 ? null : Observation.IsRate(metric) ? rate.Wilson() : Bootstrap.OfMean(values, $"{seed}|{arm.Id}"),
            Orders = complete.Sum(o => (long)o.Orders),
            RevenueMinor = complete.Sum(o => o.RevenueMinor),
            MarginMinor = complete.All(o => o.MarginMinor is not null) ? complete.Sum(o => o.MarginMinor!.Value) : null,
            Buyers = Share(complete, o => o.Orders > 0),
            Clicked = Share(complete, o => o.HasClicked),
            Unsubscribed = Share(complete, o => o.HasUnsubscribed),
            Complained = Share(complete, o => o.HasComplained),
        };
    }

    private static Proportion Share(Observation[] complete, Func<Observation, bool> isHit) => new(complete.LongCount(isHit), complete.Length);
}
