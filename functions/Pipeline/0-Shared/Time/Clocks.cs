namespace FollowUpFlows.Pipeline;

/// <summary>The two clocks of the product, which must never be mixed up.</summary>
/// <param name="Shop">Due dates, ranks, journeys, schedules; may be virtual or run fast.</param>
/// <param name="System">Leases, time-outs, signature ages, provider retries; always real.</param>
public sealed record Clocks(TimeProvider Shop, TimeProvider System)
{
    /// <summary>The key under which the shop clock is registered as a <see cref="TimeProvider"/>; the embedded runtime
    /// runs its timers on it.</summary>
    public const string ShopClockKey = "shop";

    /// <summary>This moment.</summary>
    public Moment Now() => new(Shop.GetUtcNow(), System.GetUtcNow());
}

/// <summary>One moment on both clocks, UTC.</summary>
public readonly record struct Moment(DateTimeOffset Shop, DateTimeOffset System);
