namespace FollowUpFlows.Domain.Ranking;

/// <summary>Something a customer did other than buying: opened, clicked, answered, logged in, referred, posted, advised.</summary>
/// <param name="Type">Lower-case word such as <c>click</c>, <c>survey</c>, <c>referral</c>; unknown types are kept and weigh nothing.</param>
/// <param name="On">Shop-local day.</param>
public sealed record EngagementEvent(string Type, DateOnly On);

/// <summary>How events add up to a score.</summary>
/// <param name="Weights">Points per event type; zero switches a type off.</param>
/// <param name="WithinDays">Only events at most this many days old count, ≥ 0; null counts all of them.</param>
public sealed record EngagementScore(IReadOnlyDictionary<string, int> Weights, int? WithinDays)
{
    /// <summary>A score that nothing adds to.</summary>
    public static EngagementScore None { get; } = new(new Dictionary<string, int>(), null);

    /// <summary>Sum of the weights of the events that count as of the day.</summary>
    public long Points(IReadOnlyList<EngagementEvent> events, DateOnly asOf)
    {
        long points = 0;
        foreach (EngagementEvent e in events)
        {
            points += Weight(e, asOf);
        }

        return points;
    }

    /// <summary>Number of events with a weight that count as of the day.</summary>
    public int Count(IReadOnlyList<EngagementEvent> events, DateOnly asOf) => events.Count(e => Weight(e, asOf) != 0);

    /// <summary>The event's weight; 0 when it lies after the day or outside the window.</summary>
    public int Weight(EngagementEvent e, DateOnly asOf)
    {
        int ageDays = asOf.DayNumber - e.On.DayNumber;
        return ageDays >= 0 && (WithinDays is null || ageDays <= WithinDays) ? Weights.GetValueOrDefault(e.Type) : 0;
    }
}
